"""What people are asked to consent to, word by word, as it was asked in each version."""

from collections.abc import Mapping

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.registration.people.rules import consents as rules
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose, PhotoConsent

PURPOSES: dict[ConsentPurpose, LazyString] = {
    ConsentPurpose.LIST_NAME: _l("Name on the attendee list"),
    ConsentPurpose.LIST_PUBLIC: _l("Name on the public attendee list"),
    ConsentPurpose.LIST_EMAIL: _l("E-mail on the attendee list"),
    ConsentPurpose.PHOTOS: _l("Photographs"),
    ConsentPurpose.HEALTH: _l("Use of health data"),
}

PHOTO_CONSENTS: dict[PhotoConsent, LazyString] = {
    PhotoConsent.GIVEN: _l("consent given"),
    PhotoConsent.NONE: _l("no consent"),
}

WORDINGS: Mapping[tuple[ConsentPurpose, int], LazyString] = {
    (ConsentPurpose.LIST_NAME, 0): _l("My name, organisation and position may appear on the attendee list."),
    (ConsentPurpose.LIST_EMAIL, 0): _l("My e-mail address may appear there as well."),
    (ConsentPurpose.LIST_PUBLIC, 0): _l(
        "My name, organisation and position may also appear on the public page of the event."
    ),
    (ConsentPurpose.PHOTOS, 0): _l("Please do not photograph me."),
    (ConsentPurpose.HEALTH, 0): _l(
        "Only the people who arrange the support see this. We delete it soon after the event."
    ),
    (ConsentPurpose.LIST_NAME, 1): _l("May other participants see that you are coming?"),
    (ConsentPurpose.LIST_PUBLIC, 1): _l("On the public page as well?"),
    (ConsentPurpose.LIST_EMAIL, 1): _l("With your e-mail address?"),
    (ConsentPurpose.PHOTOS, 1): _l("May we photograph you?"),
    (ConsentPurpose.HEALTH, 1): _l("Yes, the event office may use these health data for my participation."),
}
"""The sentence of every version, by its number; 0 is what was ticked in the form before consents had rows."""

QUESTIONS: dict[ConsentPurpose, LazyString] = {
    each: WORDINGS[each, number] for each, number in rules.WORDINGS.items() if each is not ConsentPurpose.HEALTH
}
"""What the page of consents asks today."""
