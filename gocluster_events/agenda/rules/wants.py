"""What makes a place a good one for an item: of itself, and beside each other item.

A want that does not concern the item says None, one that is met 0, otherwise how much is missing.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.filter import BREAKS, is_plenary
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.agenda.rules.wishes import Wish, WishKind


class Want(Enum):
    """What a place should have."""

    SEATS = "seats"
    COUNTED = "counted"
    STREAM = "stream"
    DAY = "day"
    BREAKS = "breaks"
    PLENARY = "plenary"
    TRACK_TIME = "track_time"
    TRACK_ROOM = "track_room"
    APART = "apart"
    TOGETHER = "together"
    ORDER = "order"
    FITTING = "fitting"


class Relation(Enum):
    """How two placed items should lie."""

    NOT_BESIDE = "not_beside"
    SAME_ROOM = "same_room"
    IN_ORDER = "in_order"
    ADJOINING = "adjoining"


@dataclass(frozen=True, slots=True)
class Bond:
    """What is wanted of two items, how they should lie, and what it weighs when it is not met."""

    want: Want
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
_LASTING = frozenset({Kind.EXHIBITION, Kind.POSTERS, Kind.ADVICE, Kind.PRESS, Kind.CLOSED_SESSION})
"""Kinds that go on beside a plenary, and before the welcome."""


def seats_needed(timetable: Timetable, item: Item) -> int:
    """How many places its room should have; what is for everyone needs the largest. 0: any."""
    return item.seats or (max((room.seats for room in timetable.rooms), default=0) if is_plenary(item) else 0)


def _seats(timetable: Timetable, item: Item) -> int | None:
    room, needed = timetable.room(item), seats_needed(timetable, item)
    if room is None or not room.seats or not needed:
        return None
    return 60 if room.seats < needed else 0


def _fitting(timetable: Timetable, item: Item) -> int | None:
    room = timetable.room(item)
    if room is None or not item.seats:
        return None
    return 2 if room.seats > MUCH_TOO_BIG * item.seats else 0


def _counted(timetable: Timetable, item: Item) -> int | None:
    room = timetable.room(item)
    return None if room is None or not seats_needed(timetable, item) else 0 if room.seats else 6


def _day(timetable: Timetable, item: Item) -> int | None:
    busy = Counter(timetable.day_of(other) for other in timetable.items if other.kind not in BREAKS)
    if max(busy.values(), default=0) < FEW:
        return None
    return 0 if busy[timetable.day_of(item)] >= FEW else 30


def _stream(timetable: Timetable, item: Item) -> int | None:
    room = timetable.room(item)
    return None if room is None or not item.has_stream else 0 if room.has_stream else 50


def _breaks(timetable: Timetable, item: Item) -> int | None:
    if goes_over_breaks(item):
        return None
    return 45 if any(other.kind in BREAKS and other.overlaps(item) for other in timetable.items) else 0


ALONE: Mapping[Want, Callable[[Timetable, Item], int | None]] = {
    Want.SEATS: _seats,
    Want.COUNTED: _counted,
    Want.STREAM: _stream,
    Want.DAY: _day,
    Want.BREAKS: _breaks,
    Want.FITTING: _fitting,
}


def goes_over_breaks(item: Item) -> bool:
    """Whether it is a break itself, or goes on during one."""
    return item.kind in BREAKS or item.kind in _LASTING or item.kind is Kind.GET_TOGETHER


def bonds(first: Item, second: Item, wishes: Iterable[Wish] = ()) -> Iterator[Bond]:
    """What is wanted of two items."""
    if first.track is not None and first.track == second.track:
        yield Bond(Want.TRACK_TIME, Relation.NOT_BESIDE, 25)
        yield Bond(Want.TRACK_ROOM, Relation.SAME_ROOM, 3)
    if _one_stands_alone(first, second):
        yield Bond(Want.PLENARY, Relation.NOT_BESIDE, 40)
    if rank(first) != rank(second) and not {first.kind, second.kind} & (_LASTING | BREAKS - {Kind.REGISTRATION}):
        yield Bond(Want.ORDER, Relation.IN_ORDER, 8)
    for wish in wishes:
        if {wish.first, wish.second} == {first.uuid, second.uuid}:
            yield _WISHED[wish.kind]


_WISHED = {
    WishKind.TOGETHER: Bond(Want.TOGETHER, Relation.ADJOINING, 30),
    WishKind.APART: Bond(Want.APART, Relation.NOT_BESIDE, 40),
}


def rank(item: Item) -> int:
    """Where in a day an item of its kind belongs: registration first, the get-together last."""
    return _RANKS.get(item.kind, _USUAL)


def is_met(relation: Relation, timetable: Timetable, first: Item, second: Item) -> bool | None:
    """Whether two placed items lie so; None where that says nothing of them, such as on different days."""
    if relation is Relation.NOT_BESIDE:
        return not first.overlaps(second)
    is_same_day = timetable.day_of(first) == timetable.day_of(second)
    if relation is Relation.ADJOINING:
        meet = first.span[1] == second.span[0] or second.span[1] == first.span[0]
        return is_same_day and meet and first.room == second.room
    if not is_same_day:
        return None
    if relation is Relation.SAME_ROOM:
        return first.room == second.room
    earlier, later = sorted((first, second), key=rank)
    return earlier.span[0] < later.span[0]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far a want is met: by how much it is not (0: it is met), and the other items because of which."""

    want: Want
    missing: int
    others: tuple[Item, ...] = ()


def verdicts(timetable: Timetable, item: Item, tied: Iterable[tuple[Item, Sequence[Bond]]]) -> tuple[Verdict, ...]:
    """What is to be said of a placed item: of itself, and against the others it is ``tied`` to."""
    found = [Verdict(want, missing) for want, of in ALONE.items() if (missing := of(timetable, item)) is not None]
    weights: dict[Want, int] = defaultdict(int)
    met, broken = defaultdict[Want, list[Item]](list), defaultdict[Want, list[Item]](list)
    for other, between in tied:
        for bond in between:
            is_so = is_met(bond.relation, timetable, item, other)
            if is_so is not None:
                weights[bond.want] += 0 if is_so else bond.weight
                (met if is_so else broken)[bond.want].append(other)
    found += [Verdict(want, missing, tuple((broken if missing else met)[want])) for want, missing in weights.items()]
    return tuple(found)


def ties(item: Item, others: Iterable[Item], wishes: Sequence[Wish] = ()) -> list[tuple[Item, Sequence[Bond]]]:
    """The others of which something is wanted together with the item."""
    found = ((other, tuple(bonds(item, other, wishes))) for other in others if other.uuid != item.uuid)
    return [(other, between) for other, between in found if between]


def _one_stands_alone(first: Item, second: Item) -> bool:
    if {first.kind, second.kind} & (_LASTING | BREAKS):
        return False
    return is_plenary(first) or is_plenary(second)
