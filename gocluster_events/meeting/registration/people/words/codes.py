"""Sentences and labels for the codes of registering."""

from gocluster_events.core.i18n import LazyString, _l
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules import codes
from gocluster_events.meeting.registration.people.rules.changing import Outcome

STATUSES: dict[codes.Status, LazyString] = {
    codes.Status.UNCONFIRMED: _l("E-mail not confirmed"),
    codes.Status.RECEIVED: _l("Registration received"),
    codes.Status.IN_REVIEW: _l("Under review"),
    codes.Status.CONFIRMED: _l("Confirmed"),
    codes.Status.OFFERED: _l("Place offered"),
    codes.Status.WAITLISTED: _l("Waiting list"),
    codes.Status.CANCELLED: _l("Cancelled"),
    codes.Status.SUBSTITUTED: _l("Passed on"),
    codes.Status.LAPSED: _l("Lapsed"),
    codes.Status.DECLINED: _l("Declined"),
}

STATUS_SENTENCES: dict[codes.Status, LazyString] = {
    codes.Status.UNCONFIRMED: _l("Your e-mail address is not confirmed yet"),
    codes.Status.RECEIVED: _l("We have received your registration"),
    codes.Status.IN_REVIEW: _l("Your registration is under review"),
    codes.Status.CONFIRMED: _l("Your place is confirmed"),
    codes.Status.OFFERED: _l("A place is free for you"),
    codes.Status.WAITLISTED: _l("You are number %(number)d on the waiting list"),
    codes.Status.CANCELLED: _l("You have cancelled your registration"),
    codes.Status.SUBSTITUTED: _l("You have passed on your place"),
    codes.Status.LAPSED: _l("Your registration has lapsed"),
    codes.Status.DECLINED: _l("We cannot offer you a place"),
}

NEXT_STEPS: dict[codes.Status, LazyString] = {
    codes.Status.UNCONFIRMED: _l(
        "Open the link in our e-mail within 48 hours. Your registration becomes valid only then."
    ),
    codes.Status.RECEIVED: _l(
        "We review every registration and will write to you. This is not yet a confirmation of your place."
    ),
    codes.Status.IN_REVIEW: _l(
        "We will write to you as soon as we have decided. This is not yet a confirmation of your place."
    ),
    codes.Status.CONFIRMED: _l("We look forward to seeing you."),
    codes.Status.OFFERED: _l("Accept the place in time. Otherwise the offer lapses."),
    codes.Status.WAITLISTED: _l("As soon as a place becomes free for you, we will write to you."),
    codes.Status.CANCELLED: _l("You are no longer registered."),
    codes.Status.SUBSTITUTED: _l("Somebody else is taking part in your place."),
    codes.Status.LAPSED: _l("The deadline has passed."),
    codes.Status.DECLINED: _l("If you have questions about this, please write to the event office."),
}

CONFIRMED_STEPS: dict[Mode, LazyString] = {
    Mode.ONSITE: NEXT_STEPS[codes.Status.CONFIRMED],
    Mode.ONLINE: _l("You will find the link to the live stream on this page before the event."),
}

AFTERWARDS: dict[codes.Status, LazyString] = {
    codes.Status.UNCONFIRMED: _l("Your e-mail address was not confirmed."),
    codes.Status.RECEIVED: _l("We did not decide on your registration. Thank you for your interest."),
    codes.Status.IN_REVIEW: _l("We did not decide on your registration. Thank you for your interest."),
    codes.Status.OFFERED: _l("The place offered to you was not accepted. Thank you for your interest."),
    codes.Status.CONFIRMED: _l("Your place was confirmed. Thank you for your interest."),
    codes.Status.WAITLISTED: _l("No place became free for you. Thank you for your interest."),
}

MODES: dict[Mode, LazyString] = {
    Mode.ONSITE: _l("In person"),
    Mode.ONLINE: _l("Online"),
}

MOVES: dict[codes.Move, LazyString] = {
    codes.Move.JOINED: _l("Joined the waiting list"),
    codes.Move.MOVED_UP: _l("Moved up"),
    codes.Move.OFFERED: _l("Was offered a place"),
    codes.Move.ACCEPTED: _l("Accepted the place"),
    codes.Move.OFFER_LAPSED: _l("Did not accept the place in time"),
    codes.Move.SHIFTED: _l("Moved by the team"),
    codes.Move.RELISTED: _l("Moved to another list"),
    codes.Move.LEFT: _l("Left the waiting list"),
    codes.Move.RESTORED: _l("Back on the waiting list, because a decision was undone"),
}

PASSED: dict[codes.Passed, LazyString] = {
    codes.Passed.NOT_IN_QUOTA: _l("The place belongs to a quota that does not apply to this person."),
    codes.Passed.ORGANISATION_FULL: _l("The organisation already has its maximum number of places in this quota."),
    codes.Passed.BY_TEAM: _l("The team has put somebody else first."),
}

FORMS_OF_ADDRESS: dict[codes.FormOfAddress, LazyString] = {
    codes.FormOfAddress.MS: _l("Ms"),
    codes.FormOfAddress.MR: _l("Mr"),
    codes.FormOfAddress.NONE: _l("Neither"),
}

ACTOR_TYPES: dict[codes.ActorType, LazyString] = {
    codes.ActorType.CLUSTER: _l("Cluster management"),
    codes.ActorType.SME: _l("Small or medium-sized enterprise"),
    codes.ActorType.COMPANY: _l("Large company"),
    codes.ActorType.STARTUP: _l("Start-up"),
    codes.ActorType.UNIVERSITY: _l("University"),
    codes.ActorType.RESEARCH: _l("Non-university research"),
    codes.ActorType.MUNICIPALITY: _l("Municipality, economic development agency or regional development"),
    codes.ActorType.MINISTRY: _l("Ministry, public authority or project management agency"),
    codes.ActorType.PRESS: _l("Press and other media"),
    codes.ActorType.OTHER: _l("Association, chamber or other"),
}

DIETS: dict[codes.Diet, LazyString] = {
    codes.Diet.UNSAID: _l("No preference"),
    codes.Diet.VEGETARIAN: _l("Vegetarian"),
    codes.Diet.VEGAN: _l("Vegan"),
}

SUPPORT: dict[codes.Support, LazyString] = {
    codes.Support.SIGN_LANGUAGE: _l("Sign-language interpreting (DGS)"),
    codes.Support.CAPTIONING: _l("Live captioning"),
    codes.Support.INDUCTION_LOOP: _l("Induction loop"),
    codes.Support.WHEELCHAIR: _l("Wheelchair space"),
    codes.Support.ASSISTANT: _l("I am bringing an assistant"),
    codes.Support.OTHER: _l("Something else"),
}

REFUSALS: dict[codes.Refusal, LazyString] = {
    codes.Refusal.NOT_OPEN_YET: _l("Registration has not opened yet."),
    codes.Refusal.NOT_PUBLIC: _l("The event is a draft: what is sent now would lead to pages that nobody can open."),
    codes.Refusal.CODE_NEEDED: _l("Until registration opens to everyone, each person needs a valid invitation code."),
    codes.Refusal.CODE_FOR_OTHERS: _l(
        "The places for this invitation code are meant for other details, such as another way of taking part. "
        "Change them, or wait until registration opens to everyone."
    ),
    codes.Refusal.CLOSED: _l("Registration has closed. Please contact the event office."),
    codes.Refusal.ARCHIVED: _l("This event is over and archived. It can no longer be changed."),
    codes.Refusal.MODE_NOT_OFFERED: _l("This mode of attendance is not offered. Choose another one."),
    codes.Refusal.ALREADY_ENDED: _l("This registration has already ended."),
    codes.Refusal.LINK_OUTDATED: _l("This link no longer works."),
    codes.Refusal.NO_SEAT: _l("No place is free at the moment."),
    codes.Refusal.NOT_OFFERED: _l("This place is no longer on offer. The deadline for accepting it has passed."),
    codes.Refusal.NO_PLACE_TO_HAND_ON: _l("Only a confirmed place can be passed on, and only until the event begins."),
    codes.Refusal.OWN_ADDRESS: _l("This is your own address. Enter the address of your substitute."),
    codes.Refusal.NO_DUPLICATES: _l("These two are no longer duplicates: one has ended, or their details differ now."),
    codes.Refusal.UNPROVEN_STAYS: _l("The address to be kept is not confirmed. Keep the other registration."),
    codes.Refusal.PLACE_OF_ANOTHER_QUOTA: _l(
        "The place belongs to a quota that only the other registration may use. Keep that one."
    ),
    codes.Refusal.HAS_PLACE: _l("You cannot take over this place: you are already registered with this address."),
    codes.Refusal.OPTION_FULL: _l("The chosen answer is now fully booked. Please choose another one."),
    codes.Refusal.OPTION_GONE: _l("The chosen answer is now fully booked. Register again and choose another one."),
    codes.Refusal.CONDITION_BROKEN: _l(
        "A question can only depend on an earlier one that is asked of the same people and has that answer."
    ),
    codes.Refusal.MOST_QUESTIONS: _l("There are already 40 questions. Stop asking one that nobody needs."),
    codes.Refusal.TWO_CONDITIONS: _l(
        "A question that depends on an answer is asked of the same people as that other "
        "question. Choose one of the two."
    ),
    codes.Refusal.TEAM_AND_AUDIENCE: _l("Questions that only the team answers apply to everybody. Choose “Everybody”."),
    codes.Refusal.QUOTA_GONE: _l("This quota no longer exists. Choose again who is asked."),
    codes.Refusal.OTHER_AUDIENCE: _l("This question is only for others. Please check the answers again."),
    codes.Refusal.QUESTIONS_CHANGED: _l("This question is new or has changed. Please answer it."),
    codes.Refusal.NUMBER_CHANGED: _l("The number of recipients has changed in the meantime. Check it and send again."),
    codes.Refusal.CODE_UNKNOWN: _l(
        "We do not know this invitation code. Check its ten characters, or leave the field empty."
    ),
    codes.Refusal.CODE_EXPIRED: _l(
        "This invitation code is no longer valid. Leave the field empty to register without it."
    ),
    codes.Refusal.CODE_USED_UP: _l(
        "This invitation code has already been used. Leave the field empty to register without it."
    ),
    codes.Refusal.CODE_LOCKED: _l(
        "This invitation code belongs to another e-mail address. Use the address that was invited."
    ),
    codes.Refusal.ADDRESS_TWICE: _l(
        "You are already registering somebody else with this address. Each person needs their own."
    ),
    codes.Refusal.MOST_ADDRESSES: _l("This address can no longer be changed here. Please start a new registration."),
    codes.Refusal.TOO_MANY_PEOPLE: _l(
        "You can register at most 10 people together. Please start a new registration for any others."
    ),
    codes.Refusal.OTHER_PEOPLE: _l(
        "The people on this registration have changed. Please check this page and send it again."
    ),
    codes.Refusal.FEWER_PLACES: _l(
        "Nobody has been registered yet, because fewer places are free now. Please check this page and send it again."
    ),
    codes.Refusal.UNDO_OVER: _l("The five minutes have passed. The e-mails are on their way."),
    codes.Refusal.UNDONE: _l("This decision has already been undone."),
    codes.Refusal.MAILS_LEFT: _l("The first e-mails have been sent. This decision can no longer be undone."),
    codes.Refusal.NOBODY_LEFT: _l("All of these registrations have changed in the meantime. Nothing was undone."),
    codes.Refusal.NOT_PROVEN: _l("Please confirm your e-mail address first."),
    codes.Refusal.ADDRESS_TAKEN: _l("This address cannot be used. Enter another one."),
    codes.Refusal.SAME_ADDRESS: _l("This is the previous address. Enter the corrected one."),
    codes.Refusal.ALREADY_REGISTERED: _l("Somebody is already registered with this address."),
    codes.Refusal.REASON_MISSING: _l("Give the reason. Colleagues and the person can read it."),
    codes.Refusal.BEGUN: _l("The event has begun. Your details can no longer be changed here."),
    codes.Refusal.OVER: _l("The event is over. Registrations can no longer be cancelled."),
    codes.Refusal.MODE_SETTLED: _l("The mode of attendance can only be changed while registration is open."),
    codes.Refusal.MODE_KEPT: _l(
        "The mode of attendance can only be changed for somebody who has a place or is waiting."
    ),
    codes.Refusal.NO_SEAT_IN_MODE: _l(
        "No place is free in this mode of attendance at the moment. You keep your present place."
    ),
    codes.Refusal.OFFER_OPEN: _l(
        "A place is being kept for you. Accept it first; then you can change the mode of attendance."
    ),
    codes.Refusal.QUOTA_LOST: _l(
        "Your place belongs to a quota that would then no longer apply to you, and no other place is free."
    ),
    codes.Refusal.NO_RETURN: _l("This registration cannot be reopened. Please contact the event office."),
}

BEFORE_OPENING: dict[codes.Refusal, LazyString] = {
    codes.Refusal.CODE_NEEDED: _l("Enter your invitation code."),
    codes.Refusal.CODE_UNKNOWN: _l("We do not know this invitation code. Check its ten characters."),
    codes.Refusal.CODE_EXPIRED: _l("This invitation code is no longer valid."),
    codes.Refusal.CODE_USED_UP: _l("This invitation code has already been used."),
}
"""What is wrong with a code while nobody can register without one; the others are said as in `REFUSALS`."""

OUTCOMES: dict[Outcome, dict[Mode, LazyString]] = {
    Outcome.PLACE: {Mode.ONSITE: _l("In-person place"), Mode.ONLINE: _l("Online place")},
    Outcome.WAITS: {Mode.ONSITE: _l("Waiting list, in person"), Mode.ONLINE: _l("Waiting list, online")},
    Outcome.REVIEW: {Mode.ONSITE: _l("In person, after review"), Mode.ONLINE: _l("Online, after review")},
}

TOO_MANY = _l("Too many registrations came from your network. Please send this page again in %(minutes)d minutes.")
TOO_MANY_LINKS = _l("You have requested several new links within an hour. Please try again in %(minutes)d minutes.")
TOO_MANY_SUBSTITUTES = _l(
    "You have named substitutes several times within an hour. Please try again in %(minutes)d minutes."
)
TOO_SOON = _l("An e-mail is already on its way. Please try again in %(minutes)d minutes.")
SENT_AGAIN = _l("The e-mail is on its way again. We send only a few per hour.")
NEEDS_ARE_GONE = _l(
    "We do not keep details about catering and support when a registration ends. Please enter them again if needed."
)
ANSWERS_ARE_GONE = _l("An answer you chose is now fully booked. Please check all your details again.")
DETAILS_SAVED = _l("Your details are saved.")
NOTHING_CHANGED = _l("Nothing has changed.")
ADDRESS_ASKED = _l("Please confirm the new address: an e-mail with a link is on its way to it.")
ADDRESS_WITHDRAWN = _l("The change of e-mail address has been withdrawn.")
NO_MEMBER = _l("Not a member")
HEALTH_WITHOUT_CONSENT = _l("Tick the box, or choose “No” above. Without your consent we store none of this.")
NO_CLUSTER = _l("Choose your cluster from the list.")
UNKNOWN_CLUSTER = _l("Choose a cluster from the list, or “Not a member”.")
