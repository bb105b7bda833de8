"""What makes a place a good one for an item: of itself, and beside each other item.

A judge returns None for an item that its preference does not concern, 0 if it is met, else how much is missing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import Enum
from functools import cached_property
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.plenary import is_meant_for_all, may_be_plenary
from gocluster_events.meeting.agenda.rules.proposals import LASTING, Wish, WishKind, goes_over_breaks, suits
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable


class Preference(Enum):
    """What a place should have."""

    USE = "use"
    SEATS = "seats"
    COUNTED = "counted"
    STREAM = "stream"
    DAY = "day"
    BREAKS = "breaks"
    NOON = "noon"
    PLENARY = "plenary"
    TRACK_TIME = "track_time"
    TRACK_ROOM = "track_room"
    APART = "apart"
    TOGETHER = "together"
    ORDER = "order"
    FITTING = "fitting"
    ALIGNED = "aligned"
    BLOCK = "block"


class Relation(Enum):
    """How two placed items should lie."""

    NOT_BESIDE = "not_beside"
    SAME_ROOM = "same_room"
    IN_ORDER = "in_order"
    ADJOINING = "adjoining"
    SAME_START = "same_start"


@dataclass(frozen=True, slots=True)
class PairPreference:
    """What is wanted of two items, how they should lie, and what it weighs when it is not met."""

    want: Preference
    relation: Relation
    weight: int


FEW = 3  # a day with fewer items, such as the evening before, is no day of the programme
MUCH_TOO_BIG = 3  # times as many seats as the item lets in
_RANKS: Mapping[Kind, int] = {
    Kind.REGISTRATION: 0,
    Kind.WELCOME: 1,
    Kind.ADDRESS: 2,
    Kind.KEYNOTE: 3,
    Kind.AWARDS: 7,
    Kind.GET_TOGETHER: 9,
    Kind.RECEPTION: 9,
}
_USUAL = 5
_ASIDE = frozenset({Kind.GET_TOGETHER, Kind.RECEPTION, Kind.EXCURSION, Kind.PRESS, Kind.CLOSED_SESSION})
"""Kinds that can be on a day without a programme."""


@dataclass(frozen=True)
class Setting:
    """A timetable with the facts of the whole of it that several preferences ask for."""

    timetable: Timetable

    @cached_property
    def largest(self) -> int:
        """How many places the largest room has."""
        return max((room.seats for room in self.timetable.rooms), default=0)

    @cached_property
    def full_days(self) -> frozenset[date]:
        """The days on which there is a programme, not only a reception."""
        placed = [item for item in self.timetable.items if item.starts_at is not None and item.kind not in BREAKS]
        counted = Counter(self.timetable.day_of(item) for item in placed)
        return frozenset(day for day, number in counted.items() if day and number >= FEW)

    def seats_needed(self, item: Item) -> int:
        """How many places its room should have; what is meant for everyone needs the largest. 0: any."""
        return item.seats or (self.largest if is_meant_for_all(item) else 0)


def _use(setting: Setting, item: Item) -> int | None:
    room = setting.timetable.room(item)
    return None if room is None else 0 if suits(item, room) else 70


def _seats(setting: Setting, item: Item) -> int | None:
    room, needed = setting.timetable.room(item), setting.seats_needed(item)
    if room is None or not room.seats or not needed:
        return None
    return 60 if room.seats < needed else 0


def _fitting(setting: Setting, item: Item) -> int | None:
    room = setting.timetable.room(item)
    if room is None or not item.seats:
        return None
    return 2 if room.seats > MUCH_TOO_BIG * item.seats else 0


def _counted(setting: Setting, item: Item) -> int | None:
    room = setting.timetable.room(item)
    if room is None or item.kind in LASTING | _ASIDE or not setting.seats_needed(item):
        return None
    return 0 if room.seats else 6


def _stream(setting: Setting, item: Item) -> int | None:
    room = setting.timetable.room(item)
    return None if room is None or not item.has_stream else 0 if room.has_stream else 50


def _day(setting: Setting, item: Item) -> int | None:
    if item.kind in _ASIDE or not setting.full_days:
        return None
    return 0 if setting.timetable.day_of(item) in setting.full_days else 30


def _noon(setting: Setting, item: Item) -> int | None:
    if item.kind is not Kind.LUNCH or item.starts_at is None:
        return None
    local = item.starts_at.astimezone(ZoneInfo(setting.timetable.zone))
    return 0 if time(11, 30) <= local.time() <= time(13, 30) else 20


def _block(setting: Setting, item: Item) -> int | None:
    timetable = setting.timetable
    if item.track is None or item.starts_at is None or item.kind in LASTING | BREAKS | _ASIDE:
        return None
    starts = [block.starts_at for block in timetable.blocks]
    if timetable.day_of(item) not in {timetable.date_at(start) for start in starts}:
        return None
    return 0 if item.starts_at in starts else 8


Judge = Callable[[Setting, Item], int | None]

OF_ROOM: Mapping[Preference, Judge] = {
    Preference.USE: _use,
    Preference.SEATS: _seats,
    Preference.COUNTED: _counted,
    Preference.STREAM: _stream,
    Preference.FITTING: _fitting,
}
"""What a room should have, whatever the time."""
OF_TIME: Mapping[Preference, Judge] = {Preference.DAY: _day, Preference.NOON: _noon, Preference.BLOCK: _block}
"""When an item should be, whatever the room."""


def pair_preferences(first: Item, second: Item, wishes: Iterable[Wish] = ()) -> Iterator[PairPreference]:
    """The preferences that concern two items together, wishes included."""
    if first.track is not None and first.track == second.track:
        yield PairPreference(Preference.TRACK_TIME, Relation.NOT_BESIDE, 25)
        yield PairPreference(Preference.TRACK_ROOM, Relation.SAME_ROOM, 5)
    if (
        first.track != second.track
        and first.track is not None
        and second.track is not None
        and _are_sessions(first, second)
    ):
        yield PairPreference(Preference.ALIGNED, Relation.SAME_START, 6)
    if len({first.kind, second.kind} & BREAKS) == 1 and not (goes_over_breaks(first) and goes_over_breaks(second)):
        yield PairPreference(Preference.BREAKS, Relation.NOT_BESIDE, 45)
    if _one_stands_alone(first, second):
        is_for_all = is_meant_for_all(first) or is_meant_for_all(second)
        yield PairPreference(Preference.PLENARY, Relation.NOT_BESIDE, 40 if is_for_all else 12)
    if rank(first) != rank(second) and not {first.kind, second.kind} & (LASTING | BREAKS - {Kind.REGISTRATION}):
        yield PairPreference(Preference.ORDER, Relation.IN_ORDER, 8)
    for wish in wishes:
        if {wish.first, wish.second} == {first.uuid, second.uuid}:
            yield _WISHED[wish.kind]


_WISHED = {
    WishKind.TOGETHER: PairPreference(Preference.TOGETHER, Relation.ADJOINING, 30),
    WishKind.APART: PairPreference(Preference.APART, Relation.NOT_BESIDE, 40),
}


def rank(item: Item) -> int:
    """Where in a day an item of its kind belongs: registration first, the get-together last."""
    return _RANKS.get(item.kind, _USUAL)


def is_met(relation: Relation, timetable: Timetable, first: Item, second: Item) -> bool | None:
    """Whether two placed items lie in that relation; None where it does not apply, such as on different days."""
    if relation is Relation.NOT_BESIDE:
        return not first.overlaps(second)
    if relation is Relation.SAME_START:
        return first.span[0] == second.span[0] if first.overlaps(second) else None
    is_same_day = timetable.day_of(first) == timetable.day_of(second)
    if relation is Relation.ADJOINING:
        meet = first.span[1] == second.span[0] or second.span[1] == first.span[0]
        return is_same_day and meet and first.room == second.room
    if not is_same_day:
        return None
    if relation is Relation.SAME_ROOM:
        return first.room == second.room
    earlier, later = sorted((first, second), key=rank)
    return earlier.span[0] <= later.span[0]


@dataclass(frozen=True, slots=True)
class PreferenceResult:
    """How far a preference is met: how much is missing (0: nothing), and the other items that decide it."""

    want: Preference
    missing: int
    others: tuple[Item, ...] = ()


def preference_results(
    setting: Setting, item: Item, tied: Iterable[tuple[Item, Sequence[PairPreference]]]
) -> tuple[PreferenceResult, ...]:
    """How far each preference of a placed item is met, of itself and with the others that it is ``tied`` to."""
    alone = {**OF_ROOM, **OF_TIME}
    verdicts = [
        PreferenceResult(want, missing) for want, of in alone.items() if (missing := of(setting, item)) is not None
    ]
    weights: dict[Preference, int] = defaultdict(int)
    met, broken = defaultdict[Preference, list[Item]](list), defaultdict[Preference, list[Item]](list)
    for other, between in tied:
        for bond in between:
            is_so = is_met(bond.relation, setting.timetable, item, other)
            if is_so is not None:
                weights[bond.want] += 0 if is_so else bond.weight
                (met if is_so else broken)[bond.want].append(other)
    verdicts += [
        PreferenceResult(want, missing, tuple((broken if missing else met)[want])) for want, missing in weights.items()
    ]
    return tuple(verdicts)


def ties(
    item: Item, others: Iterable[Item], wishes: Sequence[Wish] = ()
) -> list[tuple[Item, Sequence[PairPreference]]]:
    """The other items that share a preference with this one, each with those preferences."""
    pairs = ((other, tuple(pair_preferences(item, other, wishes))) for other in others if other.uuid != item.uuid)
    return [(other, between) for other, between in pairs if between]


def _are_sessions(first: Item, second: Item) -> bool:
    """Whether both are sessions of the programme, neither beside it nor during breaks."""
    return not {first.kind, second.kind} & (LASTING | BREAKS | _ASIDE)


def _one_stands_alone(first: Item, second: Item) -> bool:
    if {first.kind, second.kind} & (LASTING | BREAKS):
        return False
    return may_be_plenary(first) or may_be_plenary(second)
