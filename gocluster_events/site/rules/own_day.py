"""The programme of one person: what is for everybody, what is theirs by name, and where they still can choose."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum
from itertools import combinations

from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.site.rules.overview import Row, overview

MOST_MINUTES = 60  # until then a countdown says more than the clock


class Mark(Enum):
    """Why an item stands in somebody's programme, if it is not for everybody; the first that is true."""

    ON_STAGE = "stage"
    BOOKED = "booked"
    ACCEPTED = "accepted"  # they have answered yes to the question that stands for it
    WAITING = "waiting"
    SAVED = "saved"


PLACES = frozenset({Mark.ON_STAGE, Mark.BOOKED})
"""The marks of items where somebody is expected."""
_BY_RANK = (Mark.ON_STAGE, Mark.BOOKED, Mark.ACCEPTED, Mark.SAVED, None, Mark.WAITING)


@dataclass(frozen=True, slots=True)
class OwnItems:
    """The items, by UUID, that somebody has to do with; of those they wait for, at which position of the list.

    ``answers``: whether they have said yes to those for which a question stands, which are for nobody else. The places
    of ``by_wish`` are still to be allotted.
    """

    saved: Collection[str] = frozenset()
    on_stage: Collection[str] = frozenset()
    booked: Collection[str] = frozenset()
    waiting: Mapping[str, int] = field(default_factory=dict)
    answers: Mapping[str, bool] = field(default_factory=dict)
    by_wish: Collection[str] = frozenset()

    def mark(self, item: Item) -> Mark | None:
        """What they have to do with that item."""
        reasons = (
            (Mark.ON_STAGE, self.on_stage),
            (Mark.BOOKED, self.booked),
            (Mark.ACCEPTED, [uuid for uuid, is_yes in self.answers.items() if is_yes]),
            (Mark.WAITING, self.waiting),
            (Mark.SAVED, self.saved),
        )
        return next((mark for mark, items in reasons if item.uuid in items), None)


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A time of somebody's day: one ``item``, or the parallel items among which they have not chosen.

    ``position`` is that on its waiting list; ``is_choice``: not even a single one is theirs by itself; ``by_wish``: the
    places of all of them are still to be allotted. ``is_elsewhere``: they wait for it, and are expected at another item
    at that time.
    """

    starts_at: datetime
    ends_at: datetime
    items: tuple[Item, ...]
    mark: Mark | None = None
    position: int = 0
    is_choice: bool = False
    is_elsewhere: bool = False
    by_wish: bool = False

    @property
    def item(self) -> Item | None:
        """The one item; None where there is a choice."""
        return None if self.is_choice else self.items[0]

    @property
    def is_quiet(self) -> bool:
        """Whether it is a break or the like, where nobody is expected by name."""
        return self.item is not None and self.item.kind in BREAKS and self.mark not in {*PLACES, Mark.ACCEPTED}

    @property
    def rank(self) -> int:
        """The lower, the more somebody is expected there."""
        return _BY_RANK.index(self.mark)

    @property
    def waits_at_door(self) -> bool:
        """Whether a place that is free at its door is for them: they wait, and have none elsewhere at that time."""
        return self.mark is Mark.WAITING and not self.is_elsewhere

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
    ``later`` is whatever else is on or comes.
    """

    now: datetime
    ahead: tuple[OwnRow, ...]
    pause: OwnRow | None
    card: OwnRow | None
    later: tuple[OwnRow, ...]
    over: tuple[OwnRow, ...]

    @property
    def beside(self) -> tuple[OwnRow, ...]:
        """What is theirs at the time of the card: it is on too, or begins no later."""
        begun = max(self.now, self.card.starts_at) if self.card else self.now
        return tuple(row for row in self.later if not row.is_quiet and row.starts_at <= begun)

    @property
    def after(self) -> tuple[OwnRow, ...]:
        """What comes after the card."""
        return tuple(row for row in self.later if row not in self.beside)


def own_days(timetable: Timetable, own: OwnItems, *, is_member: bool, is_online: bool = False) -> tuple[OwnDay, ...]:
    """The days of somebody who has to do with these items; what is for members only is left to members.

    ``is_online``: of parallel items they choose among those that are streamed.
    """
    barred = {each.uuid for each in timetable.items if each.visibility is Visibility.MEMBERS and not is_member}
    barred |= own.answers.keys()
    unseen = {each.uuid for each in timetable.items if is_online and not timetable.is_streamed(each)}
    days = []
    for day in overview(timetable):
        rows = sorted(_own_rows(day.rows, own, barred, barred | unseen), key=_order)
        if rows:
            days.append(OwnDay(day.date, tuple(_elsewhere(row, rows) for row in rows)))
    return tuple(days)


def _elsewhere(row: OwnRow, rows: Sequence[OwnRow]) -> OwnRow:
    if row.mark is not Mark.WAITING:
        return row
    return replace(row, is_elsewhere=any(other.mark in PLACES and _overlap(row, other) for other in rows))


def _order(row: OwnRow) -> tuple[datetime, int, datetime]:
    return row.starts_at, row.rank, row.ends_at


def _own_rows(
    rows: Sequence[Row], own: OwnItems, barred: Collection[str], no_choice: Collection[str]
) -> Iterator[OwnRow]:
    for row in rows:
        marks = {item.uuid: own.mark(item) for item in (*row.items, *row.beside)}
        mine = [item for item in (*row.items, *row.beside) if marks[item.uuid]]
        yield from (OwnRow(*item.span, (item,), marks[item.uuid], own.waiting.get(item.uuid, 0)) for item in mine)
        others = [item for item in (*row.items, *row.beside) if item not in mine and item.uuid not in barred]
        wished = tuple(item for item in others if item.uuid in own.by_wish)
        if wished and not PLACES & set(marks.values()):
            yield OwnRow(row.starts_at, row.ends_at, wished, is_choice=True, by_wish=True)
        others = [item for item in others if item not in wished]
        if row.head is None and all(marks[item.uuid] is Mark.WAITING for item in mine):  # who only waits may choose
            items = tuple(item for item in row.parallel if item in others and item.uuid not in no_choice)
            yield from _choice(row, items, is_rest=bool(mine))
        elif row.head in others and row.head.sign_up is SignUp.NONE:
            yield OwnRow(row.starts_at, row.ends_at, (row.head,))
        if row.head is not None and row.head.kind in BREAKS:  # such as pitches during lunch, which are for everybody
            beside = [each for each in row.beside if each in others and each.sign_up is SignUp.NONE]
            yield from (OwnRow(*item.span, (item,)) for item in beside)


def _choice(row: Row, items: tuple[Item, ...], *, is_rest: bool) -> Iterator[OwnRow]:
    """The parallel items among which somebody has the choice; a single one that needs no place is theirs.

    ``is_rest``: they wait for others of that time.
    """
    if len(items) > 1:
        yield OwnRow(row.starts_at, row.ends_at, items, is_choice=True)
    elif items:
        yield OwnRow(*items[0].span, items, is_choice=is_rest or items[0].sign_up is not SignUp.NONE)


def own_moment(rows: Sequence[OwnRow], now: datetime) -> OwnMoment:
    """How those rows of one date stand at ``now``: somewhere they are expected comes before what they only like."""
    running = [row for row in rows if row.is_running(now)]
    ahead = [row for row in rows if row.starts_at > now]
    busy = sorted((row for row in running if not row.is_quiet), key=lambda row: row.rank)
    card = next((row for row in (*busy, *ahead) if not row.is_quiet), None)
    pause = next((row for row in running if row.is_quiet), None)
    before = tuple(row for row in ahead if row.is_quiet and card is not None and row.starts_at < card.starts_at)
    later = tuple(row for row in (*running, *ahead) if row not in (card, pause, *before))
    return OwnMoment(now, before, pause, card, later, tuple(row for row in rows if row.ends_at <= now))


def clashes(days: Sequence[OwnDay], now: datetime) -> tuple[tuple[OwnRow, OwnRow], ...]:
    """The pairs of items at the same time at both of which somebody is expected, until one of them is over.

    Items that touch do not clash.
    """
    rows = [row for day in days for row in day.rows if row.mark in PLACES and row.ends_at > now]
    return tuple((one, other) for one, other in combinations(rows, 2) if _overlap(one, other))


def _overlap(one: OwnRow, other: OwnRow) -> bool:
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at
