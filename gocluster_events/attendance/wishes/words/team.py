"""What the team reads about a round and its runs."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from gocluster_events.attendance.bookings.words.terms import title_of
from gocluster_events.attendance.wishes.rules.binding import Awaits
from gocluster_events.attendance.wishes.rules.facts import RoundRefusal
from gocluster_events.attendance.wishes.rules.lacking import Given, Lack, Unlisted
from gocluster_events.attendance.wishes.rules.reasons import reason
from gocluster_events.core.i18n import LazyString, _, _l
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Timetable

ROUND_REFUSALS: dict[RoundRefusal, LazyString] = {
    RoundRefusal.REVERSED: _l("The deadline must be after the opening. Please check both times."),
    RoundRefusal.HOUR_PASSED: _l("This time has passed. Please enter a later one."),
    RoundRefusal.AFTER_ITEMS: _l("The first of these items has begun by then. Please enter an earlier time."),
}
LACKS: dict[Lack, LazyString] = {
    Lack.PLACE: _l("Without a place"),
    Lack.FIRST: _l("Not the first choice"),
    Lack.LIMIT: _l("Limit of the organisation"),
}
UNLISTED: dict[Unlisted, LazyString] = {
    Unlisted.DISCARDED: _l("This run has been discarded. Its numbers stay; who would have got what does not."),
    Unlisted.REMOVED: _l("Who got what is removed two weeks after the event. The numbers stay."),
    Unlisted.FIRST: _l("Everyone got the first choice at each time."),
    Unlisted.AWAY: _l("Whoever lacked something does not take part any more."),
}
AWAITED: dict[Awaits, LazyString] = {
    Awaits.ARCHIVED: _l("The event is archived, so nobody gets these places, and nobody is told."),
    Awaits.DRAFT: _l(
        "The event is a draft. Only once it is published does everybody have their places, and the e-mails are sent. "
        "Until then nobody knows of it, and you can take it back."
    ),
    Awaits.VERSION: _l(
        "The e-mails are sent at %(time)s, when the programme is published as planned. Until then nobody knows of "
        "it, and you can take it back."
    ),
    Awaits.MINUTES: _l("The e-mails are sent at %(time)s. Until then nobody knows of it, and you can take it back."),
    Awaits.WORKER: _l(
        "The five minutes are over. As soon as the background service gets to it, everybody has their places, and the "
        "e-mails are sent."
    ),
}
CHOICES = (_l("First choice"), _l("Second choice"), _l("Third choice"))


def explained(timetable: Timetable) -> Callable[[Mapping[str, Any]], Localized]:
    """What says, of each explanation of a run, why the wish was not granted."""

    def why(explanation: Mapping[str, Any]) -> Localized:
        item = timetable.item(explanation["item"])
        return reason(explanation, item.title if item else Localized())

    return why


def wishes_in_order(wishes: Mapping[str, int], items: Iterable[str], timetable: Timetable) -> str:
    """The items of one block in the order in which somebody wishes for them, by number or title."""
    return ", ".join(short(timetable, each) for each in ranked(wishes, items))


def ranked(wishes: Mapping[str, int], items: Iterable[str]) -> list[str]:
    """Those of these items for which somebody wishes, the first wish first."""
    return sorted((each for each in items if wishes.get(each)), key=lambda each: wishes[each])


def is_of(given: Given, items: Collection[str]) -> bool:
    """Whether what a run gives is about the block of these items."""
    named = [given.item, *(each["item"] for each in given.explanations)]
    return any(each in items for each in named)


def short(timetable: Timetable, uuid: str) -> str:
    """An item by its number; by its title where it has none."""
    item = timetable.item(uuid)
    if item is None:
        return _("an item that is no longer on the programme")
    return item.code or title_of(item)


def names(timetable: Timetable, items: Iterable[str]) -> str:
    """These items one after the other."""
    return ", ".join(short(timetable, each) for each in items)


def other_places(seats: Mapping[str, int], timetable: Timetable) -> str:
    """With how many places a run computes in place of the plan's, item by item (UUID)."""
    each = (_("%(item)s with %(seats)d places", item=short(timetable, item), seats=seats[item]) for item in seats)
    return ", ".join(each)
