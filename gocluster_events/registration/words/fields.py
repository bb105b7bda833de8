"""What the fields of the form are called, and what is said where one that must be filled in is empty."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.registration.rules.fields import CoreField, Demand

__all__ = ["CORE_FIELDS", "DEMANDS", "MISSING"]

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
