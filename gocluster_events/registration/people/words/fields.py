"""What the fields of the form are called, and what is said where one that must be filled in is empty."""

from collections.abc import Sequence

from gocluster_events.i18n import LazyString, _l, force_locale
from gocluster_events.registration.people.rules.fields import CoreField, Demand

CORE_FIELDS: dict[CoreField, LazyString] = {
    CoreField.FORM_OF_ADDRESS: _l("Form of address"),
    CoreField.TITLE: _l("Title"),
    CoreField.BADGE_NAME: _l("Name on the badge"),
    CoreField.PHONE: _l("Work phone"),
    CoreField.POSTAL_ADDRESS: _l("Postal address"),
    CoreField.ORGANISATION: _l("Institution"),
    CoreField.CLUSTER: _l("go-cluster member"),
    CoreField.POSITION: _l("Position"),
    CoreField.ACTOR_TYPE: _l("Type of actor"),
    CoreField.STATE: _l("Federal state of the institution"),
    CoreField.REMARK: _l("Question or remark"),
    CoreField.DIET: _l("Catering"),
    CoreField.INTOLERANCES: _l("Intolerances"),
    CoreField.SUPPORT: _l("Support needs, with details"),
    CoreField.BIRTH_DATE: _l("Date of birth"),
    CoreField.BIRTH_PLACE: _l("Place of birth"),
    CoreField.LIST_NAME: _l("Name in the attendee list"),
    CoreField.LIST_EMAIL: _l("E-mail in the attendee list"),
    CoreField.NO_PHOTOS: _l("No photographs"),
}

DEMANDS: dict[Demand, LazyString] = {
    Demand.OFF: _l("Not asked"),
    Demand.OPTIONAL: _l("Voluntary"),
    Demand.MANDATORY: _l("Must be filled in"),
}

MISSING: dict[CoreField, LazyString] = {
    CoreField.FORM_OF_ADDRESS: _l("Choose a form of address, or “No form of address”."),
    CoreField.PHONE: _l("Enter a telephone number."),
    CoreField.POSTAL_ADDRESS: _l("Enter your postal address."),
    CoreField.ORGANISATION: _l("Enter your institution."),
    CoreField.CLUSTER: _l("Choose a cluster from the list, or “Not a member”."),
    CoreField.POSITION: _l("Enter your position."),
    CoreField.ACTOR_TYPE: _l("Choose the type of your institution."),
    CoreField.STATE: _l("Choose the federal state of your institution."),
    CoreField.BIRTH_DATE: _l("Enter your date of birth."),
    CoreField.BIRTH_PLACE: _l("Enter your place of birth."),
}

CHANGES: dict[str, LazyString] = {
    **{core.value: label for core, label in CORE_FIELDS.items()},
    "first_name": _l("First name"),
    "last_name": _l("Last name"),
    "email": _l("E-mail"),
    "language": _l("Language of your e-mails"),
    "mode": _l("Mode of attendance"),
    "list_public": _l("Name in the public attendee list"),
    "needs": _l("Catering and accessibility"),
    "identity": _l("For the entrance check"),
    "answers": _l("Further questions"),
}


def changes_named(names: Sequence[str], language: str) -> str:
    """The fields of these names as a list in a sentence in that language."""
    with force_locale(language):
        return ", ".join(str(CHANGES.get(name, name)) for name in names)
