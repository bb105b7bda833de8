"""Sentences about decisions: what they are called, whom they cannot be taken for, and what came of them."""

from gocluster_events.core.i18n import LazyString, _l, _n
from gocluster_events.meeting.registration.people.rules.deciding import DecisionRefusal, DeclineReason, Kind

DECISION_REFUSALS: dict[DecisionRefusal, LazyString] = {
    DecisionRefusal.UNPROVEN: _l("The e-mail address is not confirmed yet."),
    DecisionRefusal.UNDER_REVIEW: _l("The registration is already under review."),
    DecisionRefusal.CONFIRMED: _l("The place is already confirmed."),
    DecisionRefusal.OFFERED: _l("A place has already been offered to this person."),
    DecisionRefusal.WAITS: _l("This person is already on the waiting list."),
    DecisionRefusal.ENDED: _l("The registration has ended."),
    DecisionRefusal.NO_PLACE: _l("No place is free for this person."),
    DecisionRefusal.MOVES_UP: _l("A place is free: this person would move up at once. Confirm the place instead."),
}

DECISIONS: dict[Kind, LazyString] = {
    Kind.CONFIRM: _l("Confirm places"),
    Kind.REVIEW: _l("Take under review"),
    Kind.WAITLIST: _l("Put on the waiting list"),
    Kind.DECLINE: _l("Decline registrations"),
}

EFFECTS: dict[Kind, LazyString] = {
    Kind.CONFIRM: _l("Each of these people has a place from now on and receives a confirmation."),
    Kind.REVIEW: _l("Each of these people is told that their registration is being reviewed."),
    Kind.WAITLIST: _l("Each of these people joins the end of the waiting list and is told their position."),
    Kind.DECLINE: _l(
        "Each of these people receives a decline with your reason. Their places become free in five minutes."
    ),
}

REASONS: dict[DeclineReason, LazyString] = {
    DeclineReason.FULL: _l("The places went to others"),
    DeclineReason.AUDIENCE: _l("The event is meant for others"),
    DeclineReason.LATE: _l("The registration came too late"),
    DeclineReason.OWN: _l("Your own text"),
}


def binding(kind: Kind, number: int) -> str:
    """The label of the button that takes the decision for so many people."""
    match kind:
        case Kind.CONFIRM:
            return _n("Confirm %(num)d person", "Confirm %(num)d people", number)
        case Kind.REVIEW:
            return _n("Take %(num)d person under review", "Take %(num)d people under review", number)
        case Kind.WAITLIST:
            return _n("Put %(num)d person on the waiting list", "Put %(num)d people on the waiting list", number)
        case Kind.DECLINE:
            return _n("Decline %(num)d person", "Decline %(num)d people", number)


def done(kind: Kind, number: int) -> str:
    """What was done, without a full stop, as it stands in the list of decisions and before other sentences."""
    match kind:
        case Kind.CONFIRM:
            return _n("%(num)d person confirmed", "%(num)d people confirmed", number)
        case Kind.REVIEW:
            return _n("%(num)d person taken under review", "%(num)d people taken under review", number)
        case Kind.WAITLIST:
            return _n("%(num)d person put on the waiting list", "%(num)d people put on the waiting list", number)
        case Kind.DECLINE:
            return _n("%(num)d person declined", "%(num)d people declined", number)
