"""How a mail addresses somebody. Mails are written where nobody's browser says a language, so the words stand here."""

from gocluster_events.registration.rules.codes import FormOfAddress
from gocluster_events.registration.rules.entry import Person

_ADDRESS = {
    ("de", FormOfAddress.MS): "Frau",
    ("de", FormOfAddress.MR): "Herr",
    ("en", FormOfAddress.MS): "Ms",
    ("en", FormOfAddress.MR): "Mr",
}


def salutation(person: Person, language: str) -> str:
    """Frau Dr. Tannert; without a form of address the full name: Dr. Miriam Tannert.

    English has no form of address before an academic title: Dr. Tannert.
    """
    word = _ADDRESS.get((language, person.form_of_address)) if person.form_of_address else None
    if word is None:
        return person.name
    words = (word if language == "de" or not person.title else "", person.title, person.last_name)
    return " ".join(each for each in words if each)
