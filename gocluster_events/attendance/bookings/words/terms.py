"""What is set about the places of items, what follows from it, and why something cannot be set."""

from gocluster_events.attendance.bookings.rules.by_hand import Beyond
from gocluster_events.attendance.bookings.rules.terms import Crowd, Effect, Standing, TermsRefusal, WindowField
from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language
from gocluster_events.meeting.agenda.rules.timetable import Item

STANDINGS: dict[Standing, LazyString] = {
    Standing.PAUSED: _l("Paused"),
    Standing.WISHES: _l("Before the allotment"),
    Standing.ALLOTTING: _l("Being allotted"),
    Standing.NOT_YET: _l("Not open yet"),
    Standing.CLOSED: _l("Closed"),
    Standing.FULL: _l("Fully booked"),
    Standing.OPEN: _l("Open"),
}
TERMS_REFUSALS: dict[TermsRefusal, LazyString] = {
    TermsRefusal.ARCHIVED: _l("This event is archived. The places of its items stay as they are."),
    TermsRefusal.REVERSED: _l(
        "Booking must open before it closes. If no closing time is given, it closes when the item begins."
    ),
    TermsRefusal.CLOSES_LATE: _l(
        "Booking must close no later than 15 minutes after the item begins. Choose an earlier time."
    ),
    TermsRefusal.MOVES_LATE: _l("People can move up until the item begins. Choose an earlier time."),
    TermsRefusal.NOTHING: _l("Choose at least one time to change."),
}
TERMS: dict[str, LazyString] = {
    "opens_at": _l("Booking opens"),
    "closes_at": _l("Booking closes"),
    "moves_until": _l("Moving up until"),
    "staff_seats": _l("Places for the team"),
    "most_per_organisation": _l("Maximum per organisation"),
    "is_paused": _l("Pause booking"),
}
"""What the audit log calls the fields of an offer, but for its seats, which it calls as those of a room."""
WINDOW_FIELDS: dict[WindowField, LazyString] = {
    WindowField.OPENS_AT: _l("Opens"),
    WindowField.CLOSES_AT: _l("Closes"),
    WindowField.MOVES_UNTIL: _l("Moving up until"),
}
USUAL: dict[WindowField, LazyString] = {
    WindowField.OPENS_AT: _l("with the registration"),
    WindowField.CLOSES_AT: _l("when the item begins"),
    WindowField.MOVES_UNTIL: _l("two hours before the item begins"),
}
EFFECTS: dict[Effect, LazyString] = {
    Effect.OPENS: _l("Booking opens at once."),
    Effect.CLOSES: _l("Booking closes at once."),
    Effect.CLOSES_UNTIL: _l("Nobody can book until it opens."),
    Effect.MOVE_UP: _l("People who wait move up at once."),
    Effect.STAY_WAITING: _l("Nobody moves up any more; whoever waits stays on the list."),
}
BEYOND: dict[Beyond, LazyString] = {
    Beyond.SEATS: _l("All places are taken."),
    Beyond.ORGANISATION: _l("The organisation has as many places as it may have."),
    Beyond.OTHERS_WAIT: _l("Others wait longer."),
    Beyond.WINDOW: _l("Booking is not open; by hand it is possible all the same."),
    Beyond.PAUSED: _l("Booking is paused; by hand it is possible all the same."),
}

DONE: dict[str, LazyString] = {
    "book": _l("The place is booked."),
    "wait": _l("The person is on the waiting list, or has the place that was free."),
}
"""What is true once the team has pressed a button for somebody."""


def title_of(item: Item) -> str:
    """An item by its number and title, as lists and pages name it."""
    return " ".join(filter(None, (item.code, item.title.pick(current_language())[0])))


def crowd(crowd: Crowd) -> str:
    """The sentence that says by how much a room is too small."""
    people = [_n("%(num)d contributor among them", "%(num)d contributors among them", crowd.contributors)]
    team = [_n("%(num)d of the team among them", "%(num)d of the team among them", crowd.team)]
    beside = ", ".join((people if crowd.contributors else []) + (team if crowd.team else []))
    if not beside:
        return str(_("The room has %(room)d seats; %(needed)d are needed.", room=crowd.room, needed=crowd.everybody))
    return str(
        _(
            "The room has %(room)d seats; %(needed)d are needed (%(beside)s).",
            room=crowd.room,
            needed=crowd.everybody,
            beside=beside,
        )
    )
