"""Sentences and labels for the codes of registering."""

from gocluster_events.i18n import LazyString, _l
from gocluster_events.registration.rules.codes import ActorType, Diet, FormOfAddress, Refusal, Status, Support

STATUSES: dict[Status, LazyString] = {
    Status.UNCONFIRMED: _l("E-mail not confirmed"),
    Status.CONFIRMED: _l("Confirmed"),
    Status.WAITLISTED: _l("Waiting list"),
    Status.CANCELLED: _l("Cancelled"),
    Status.LAPSED: _l("Lapsed"),
    Status.DECLINED: _l("Declined"),
}

STATUS_SENTENCES: dict[Status, LazyString] = {
    Status.UNCONFIRMED: _l("Your e-mail address is not confirmed yet"),
    Status.CONFIRMED: _l("Your place is confirmed"),
    Status.WAITLISTED: _l("You are number %(number)d on the waiting list"),
    Status.CANCELLED: _l("You have cancelled your registration"),
    Status.LAPSED: _l("Your registration has lapsed"),
    Status.DECLINED: _l("We cannot offer you a place"),
}

NEXT_STEPS: dict[Status, LazyString] = {
    Status.UNCONFIRMED: _l("Open the link in our mail within 48 hours. Only then does your registration count."),
    Status.CONFIRMED: _l("We look forward to seeing you."),
    Status.WAITLISTED: _l("As soon as a place becomes free, you move up by yourself and we write to you."),
    Status.CANCELLED: _l("Your place is free for somebody else. You can register again while registration is open."),
    Status.LAPSED: _l(
        "The address was not confirmed in time. The link in our mail still works while places are given."
    ),
    Status.DECLINED: _l("If you have questions about this, please write to the contact of the meeting."),
}

FORMS_OF_ADDRESS: dict[FormOfAddress, LazyString] = {
    FormOfAddress.MS: _l("Ms"),
    FormOfAddress.MR: _l("Mr"),
    FormOfAddress.NONE: _l("No form of address"),
}

ACTOR_TYPES: dict[ActorType, LazyString] = {
    ActorType.CLUSTER: _l("Cluster management"),
    ActorType.SME: _l("Small or medium-sized enterprise"),
    ActorType.COMPANY: _l("Large company"),
    ActorType.STARTUP: _l("Start-up"),
    ActorType.UNIVERSITY: _l("University"),
    ActorType.RESEARCH: _l("Non-university research"),
    ActorType.MUNICIPALITY: _l("Municipality, economic development agency or regional development"),
    ActorType.MINISTRY: _l("Ministry, public authority or project management agency"),
    ActorType.OTHER: _l("Association, chamber, press or other"),
}

DIETS: dict[Diet, LazyString] = {
    Diet.UNSAID: _l("No preference stated"),
    Diet.VEGETARIAN: _l("Vegetarian"),
    Diet.VEGAN: _l("Vegan"),
}

SUPPORT: dict[Support, LazyString] = {
    Support.SIGN_LANGUAGE: _l("Sign-language interpreting (DGS)"),
    Support.CAPTIONING: _l("Live captioning"),
    Support.INDUCTION_LOOP: _l("Induction loop"),
    Support.WHEELCHAIR: _l("Place for a wheelchair"),
    Support.ASSISTANT: _l("I come with an assistant"),
    Support.OTHER: _l("Something else"),
}

REFUSALS: dict[Refusal, LazyString] = {
    Refusal.NOT_OPEN_YET: _l("Registration has not opened yet."),
    Refusal.CLOSED: _l("Registration has closed. Please turn to the contact of the meeting."),
    Refusal.ARCHIVED: _l("This meeting is over and kept as it was. Nothing can be changed any more."),
    Refusal.MODE_NOT_OFFERED: _l("This mode of attendance is not offered. Choose another one."),
    Refusal.ALREADY_ENDED: _l("This registration has ended already."),
    Refusal.LINK_OUTDATED: _l("This link no longer works."),
}
