"""How a mail addresses somebody. Mails are written where nobody's browser says a language, so the words stand here."""

from typing import Protocol

from gocluster_events.registration.people.rules.codes import FormOfAddress

_ADDRESS = {
    ("de", FormOfAddress.MS): "Frau",
    ("de", FormOfAddress.MR): "Herr",
    ("en", FormOfAddress.MS): "Ms",
    ("en", FormOfAddress.MR): "Mr",
}


class Addressed(Protocol):
    """Somebody who can be written to."""

    @property
    def form_of_address(self) -> FormOfAddress | None:
        """Ms, Mr or neither."""

    @property
    def title(self) -> str:
        """Dr., or empty."""

    @property
    def last_name(self) -> str:
        """The family name."""

    @property
    def name(self) -> str:
        """Title, first and last name as one line."""


def salutation(person: Addressed, language: str) -> str:
    """Frau Dr. Tannert; without a form of address the full name: Dr. Miriam Tannert.

    English has no form of address before an academic title: Dr. Tannert.
    """
    word = _ADDRESS.get((language, person.form_of_address)) if person.form_of_address else None
    if word is None:
        return person.name
    words = (word if language == "de" or not person.title else "", person.title, person.last_name)
    return " ".join(each for each in words if each)
