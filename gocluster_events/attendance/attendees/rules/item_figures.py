"""The figures of what one signs up for: how many places are booked, how many people wait, who did not come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gocluster_events.attendance.attendees.rules.disclosure import Key, Sum, hidden, nearest
from gocluster_events.attendance.attendees.rules.figures import MISSING, Row, Table, Topic

SEATS, FILL, WAITING, BOOKED = "seats", "fill", "waiting", "booked"


@dataclass(frozen=True, slots=True)
class ItemTally:
    """An item (UUID), its places, how many of them are booked, who waits, and who booked and did not come."""

    item: str
    seats: int
    booked: int = 0
    waiting: int = 0
    missing: int = 0


def item_figures(tallies: Sequence[ItemTally], *, after: bool, exact: bool = False) -> Table | None:
    """The figures of the items, None where there is none. ``after``: with those who did not come.

    Unless ``exact``, small numbers of people are hidden and all others are rounded, as in every table; the places are
    those that the programme says, and the fill in percent follows from what is shown.
    """
    if not tallies:
        return None
    counted = (*(["missing"] if after else []), "waiting", "booked")
    keys: dict[Key, int] = {(each.item, name): getattr(each, name) for each in tallies for name in counted}
    sums = [Sum(("", name), tuple((each.item, name) for each in tallies)) for name in counted]
    numbers = {**keys, **{total.total: sum(keys[part] for part in total.parts) for total in sums}}
    unseen = frozenset() if exact else hidden(numbers, sums)
    cells = {key: None if key in unseen else number if exact else nearest(number) for key, number in numbers.items()}
    columns = (*([MISSING] if after else []), WAITING, SEATS, FILL, BOOKED)
    rows = tuple(_row(each.item, each.seats, cells, after=after, exact=exact) for each in tallies)
    total = _row("", sum(each.seats for each in tallies), cells, after=after, exact=exact)
    return Table(Topic.ITEM, columns, rows, total)


def _row(item: str, seats: int, cells: Mapping[Key, int | None], *, after: bool, exact: bool) -> Row:
    booked = cells[item, "booked"]
    missing = (cells[item, "missing"],) if after else ()
    return Row(item, (*missing, cells[item, "waiting"], seats, _fill(booked, seats, exact=exact), booked))


def _fill(booked: int | None, seats: int, *, exact: bool) -> int | None:
    """How many percent of the places are booked; a rounded number is never more than all of them."""
    if booked is None or not seats:
        return None
    return round(100 * (booked if exact else min(booked, seats)) / seats)
