"""The programme of one person: what is for everybody, what they have starred, and where they still can choose."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gocluster_events.agenda.rules.codes import Visibility
from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.site.rules.overview import Row, overview

MOST_MINUTES = 60  # until then a countdown says more than the clock


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A time of somebody's day: one ``item``, or the parallel items among which they have not chosen."""

    starts_at: datetime
    ends_at: datetime
    items: tuple[Item, ...]
    is_saved: bool = False

    @property
    def item(self) -> Item | None:
        """The one item; None where there is a choice."""
        return self.items[0] if len(self.items) == 1 else None

    @property
    def is_quiet(self) -> bool:
        """Whether it is a break or the like."""
        return self.item is not None and self.item.kind in BREAKS

    def is_running(self, now: datetime) -> bool:
        """Whether it has begun and has not ended."""
        return self.starts_at <= now < self.ends_at

    def minutes_until(self, now: datetime) -> int | None:
        """In how many minutes it begins, at least one; None when it has begun or that is far off."""
        minutes = -(-(self.starts_at - now).total_seconds() // 60)
        return int(minutes) if 0 < minutes <= MOST_MINUTES else None


@dataclass(frozen=True, slots=True)
class OwnDay:
    """One date of somebody's programme."""

    date: date
    rows: tuple[OwnRow, ...]


@dataclass(frozen=True, slots=True)
class OwnMoment:
    """Where somebody's day stands: a break that is on, the item to go to or be in, what comes later, what is over.

    ``ahead`` are breaks and the like that begin before the item to go to, such as the admission in the morning.
    """

    now: datetime
    ahead: tuple[OwnRow, ...]
    pause: OwnRow | None
    card: OwnRow | None
    later: tuple[OwnRow, ...]
    over: tuple[OwnRow, ...]


def own_days(timetable: Timetable, saved: Collection[str], *, is_member: bool) -> tuple[OwnDay, ...]:
    """The days of somebody who has starred the items with these UUIDs; what is for members only is left to members."""
    days = []
    for day in overview(timetable):
        rows = sorted(_own_rows(day.rows, saved, is_member=is_member), key=lambda row: (row.starts_at, row.ends_at))
        if rows:
            days.append(OwnDay(day.date, tuple(rows)))
    return tuple(days)


def _own_rows(rows: Sequence[Row], saved: Collection[str], *, is_member: bool) -> Iterator[OwnRow]:
    for row in rows:
        mine = [item for item in (*row.items, *row.beside) if item.uuid in saved]
        yield from (OwnRow(*item.span, (item,), is_saved=True) for item in mine)
        main = tuple(item for item in row.items if _is_for(item, is_member=is_member))
        if row.head is None and not mine and main:
            yield OwnRow(row.starts_at, row.ends_at, main)
        if row.head in main and row.head not in mine:
            yield OwnRow(row.starts_at, row.ends_at, main)
        if row.head is not None and row.head.kind in BREAKS:  # such as pitches during lunch, which are for everybody
            beside = [each for each in row.beside if each not in mine and _is_for(each, is_member=is_member)]
            yield from (OwnRow(*item.span, (item,)) for item in beside)


def _is_for(item: Item, *, is_member: bool) -> bool:
    return is_member or item.visibility is not Visibility.MEMBERS


def own_moment(rows: Sequence[OwnRow], now: datetime) -> OwnMoment:
    """How those rows of one date stand at ``now``."""
    running = [row for row in rows if row.is_running(now)]
    ahead = [row for row in rows if row.starts_at > now]
    card = next((row for row in (*running, *ahead) if not row.is_quiet), None)
    pause = next((row for row in running if row.is_quiet), None)
    before = tuple(row for row in ahead if row.is_quiet and card is not None and row.starts_at < card.starts_at)
    later = tuple(row for row in (*running, *ahead) if row not in (card, pause, *before))
    return OwnMoment(now, before, pause, card, later, tuple(row for row in rows if row.ends_at <= now))
