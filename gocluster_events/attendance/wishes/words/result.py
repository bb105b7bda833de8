"""What somebody reads about what they got by their wishes."""

from collections.abc import Iterable, Mapping

from gocluster_events.attendance.bookings.rules.faces import Box
from gocluster_events.attendance.wishes.rules import reasons
from gocluster_events.attendance.wishes.rules.explaining import Cause
from gocluster_events.attendance.wishes.rules.no_result import NoResult
from gocluster_events.core.i18n import LazyString, _, _l, _n, current_language
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Timetable

REASONS: Mapping[Cause, Localized] = dict(reasons.CAUSES)
GRANTED: tuple[LazyString, ...] = (_l("Your first choice"), _l("Your second choice"), _l("Your third choice"))
WHY: tuple[LazyString, ...] = (
    _l("Why not the first choice?"),
    _l("Why not the second choice?"),
    _l("Why not the third choice?"),
)
NO_RESULT: dict[NoResult, LazyString] = {
    NoResult.OVER: _l("The event is over. There is no result of yours here, or it has been removed by now."),
    NoResult.ONLINE: _l("You take part online, so you need no place in a room."),
    NoResult.NOBODY: _l("Nobody named a choice that counts, so nothing was allotted. What is free can be booked."),
    NoResult.TAKEN_OVER: _l(
        "You have taken over the place of somebody to whom items were allotted. Which of these you now have is "
        "shown in “My bookings”, where you can also leave waiting lists."
    ),
    NoResult.NO_WISHES: _l("The places are allotted. You named no choices, so nothing was allotted to you."),
    NoResult.ITEMS_GONE: _l(
        "The places are allotted. What you had chosen was not allotted by choice any more, so you got none of it."
    ),
    NoResult.AWAY_THEN: _l(
        "The places are allotted. Your choices could not be counted, since your place on site was not confirmed at "
        "that moment."
    ),
    NoResult.NOT_COUNTED: _l(
        "The places are allotted. Your choices could not be counted, since your place on site was not confirmed when "
        "choices closed."
    ),
}
RANKS: tuple[LazyString, ...] = (_l("First choice"), _l("Second choice"), _l("Third choice"))
TOO_MANY_QUESTIONS = _l(
    "You have asked the team several times within an hour. Please try again in %(minutes)d minutes."
)
MOST_NAMED = 2  # of the items that have free places


def list_number(rank: int, number: int) -> str:
    """Where somebody waits for that wish of theirs."""
    if rank == 1:
        return _("Waiting list for your first choice: number %(number)d", number=number)
    if rank == len(RANKS):
        return _("Waiting list for your third choice: number %(number)d", number=number)
    return _("Waiting list for your second choice: number %(number)d", number=number)


def rest_places(boxes: Mapping[str, Box], timetable: Timetable) -> str:
    """Which of the items that went by choice somebody could still book, and how many places these have."""
    free = [each for each in boxes.values() if each.offering.free and each.own is None and each.is_open]
    named = [
        _n("%(item)s, %(num)d place left", "%(item)s, %(num)d places left", each.offering.free, item=title)
        for each in free
        if (title := _title(timetable, each.offering.item))
    ]
    return "; ".join(named[:MOST_NAMED]) if named else _("At the moment nothing is free of what went by choice")


def named(items: Iterable[str], timetable: Timetable) -> str:
    """The titles of these items (UUIDs), one after the other."""
    return ", ".join(_("“%(title)s”", title=title) for each in items if (title := _title(timetable, each)))


def _title(timetable: Timetable, uuid: str) -> str:
    item = timetable.item(uuid)
    return item.title.pick(current_language())[0] if item else ""
