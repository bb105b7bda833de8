"""The days of a timetable as a raster of five minutes, and what is taken as whole numbers with a bit for each slot.

Slot 0 is when the first day opens. An item takes every slot that it touches.
"""

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property, reduce
from operator import or_
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.conflicts.index import APART, PAUSES, SHARING
from gocluster_events.meeting.agenda.rules.filter import is_band
from gocluster_events.meeting.agenda.rules.timetable import Day, Item, Person, Timetable

SLOT = timedelta(minutes=5)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spot:
    """A time and a room (by id) where an item can go."""

    starts_at: datetime
    room: int


@dataclass(frozen=True)
class TimeGrid:
    """What is taken, slot by slot, by all items of a timetable but those of ``lifted``, which are yet to be placed."""

    timetable: Timetable
    lifted: Container[str] = ()

    @cached_property
    def begins_at(self) -> datetime:
        """When slot 0 begins."""
        opens = min((_opens(day, self.timetable.zone) for day in self.timetable.days), default=_EPOCH)
        return opens - (opens - _EPOCH) % SLOT

    @cached_property
    def days(self) -> tuple[tuple[int, int], ...]:
        """The first slot of each day, and the one after its last, in order."""
        spans = ((_opens(day, self.timetable.zone), _closes(day, self.timetable.zone)) for day in self.timetable.days)
        return tuple(sorted((self._slot_from(opens), (closes - self.begins_at) // SLOT) for opens, closes in spans))

    @cached_property
    def open(self) -> int:
        """The slots in which the venue is open."""
        return reduce(or_, (_bits(first, end) for first, end in self.days), 0)

    @cached_property
    def standing(self) -> tuple[Item, ...]:
        """The placed items that stay where they are."""
        items = self.timetable.items
        return tuple(item for item in items if item.starts_at is not None and item.uuid not in self.lifted)

    def slot_at(self, instant: datetime) -> int:
        """The slot that an instant is in; negative before the first day opens."""
        return (instant - self.begins_at) // SLOT

    def instant(self, slot: int) -> datetime:
        """When a slot begins."""
        return self.begins_at + slot * SLOT

    def taken_by(self, item: Item) -> int:
        """The slots that a placed item takes, as far as the venue is open."""
        first, end = self.slot_at(item.span[0]), self._slot_from(item.span[1])
        return _bits(max(0, first), min(end, self.open.bit_length())) & self.open

    def taken(self, item: Item, room: int) -> int:
        """The slots in which the item cannot be in that room.

        The room is taken, there is a break for everybody, or one of the people is busy or away.
        """
        rooms = self._shared if item.kind in SHARING else self._rooms
        busy = rooms.get(room, 0) | (0 if item.kind in SHARING | APART else self._bands)
        for person in {each.person for each in item.people}:
            busy |= self._people.get(person, 0) | (0 if item.kind in SHARING else self._away.get(person, 0))
        return busy

    def starts(self, item: Item, taken: int) -> int:
        """The slots in which the item can begin, so that it ends before the venue closes and meets nothing taken."""
        blocked, left = ~self.open | taken, slots(item) - 1
        covered, width = blocked, 1
        while left > 0:
            step = min(width, left)
            covered |= covered >> step
            width, left = width + step, left - step
        return ~covered & self.open

    @cached_property
    def _bands(self) -> int:
        """The slots of breaks for everybody, in which no room is free but for what goes on beside the coffee."""
        bands = (item for item in self.standing if is_band(item) and item.kind in PAUSES)
        return reduce(or_, map(self.taken_by, bands), 0)

    @cached_property
    def _rooms(self) -> dict[int, int]:
        return self._by_room(sharing=False)

    @cached_property
    def _shared(self) -> dict[int, int]:
        """The taken slots of each room for an item that may share it, such as a stand beside the coffee."""
        return self._by_room(sharing=True)

    def _by_room(self, *, sharing: bool) -> dict[int, int]:
        rooms: dict[int, int] = defaultdict(int)
        for item in self.standing:
            if item.room is not None and not (sharing and item.kind in SHARING):
                rooms[item.room] |= self.taken_by(item)
        return rooms

    @cached_property
    def _people(self) -> dict[str, int]:
        people: dict[str, int] = defaultdict(int)
        for item in self.standing:
            for each in item.people:
                people[each.person] |= self.taken_by(item)
        return people

    @cached_property
    def _away(self) -> dict[str, int]:
        """When those who have said when they can come cannot."""
        return {person.uuid: self.open & ~self._there(person) for person in self.timetable.people if person.available}

    def _there(self, person: Person) -> int:
        last = self.open.bit_length()
        spans = ((max(0, self._slot_from(start)), min(last, self.slot_at(end))) for start, end in person.available)
        return reduce(or_, (_bits(first, end) for first, end in spans), 0)

    def _slot_from(self, instant: datetime) -> int:
        return -((self.begins_at - instant) // SLOT)


def slots(item: Item) -> int:
    """How many slots an item takes."""
    return -(-item.length_minutes * timedelta(minutes=1) // SLOT)


def each_bit(bits: int) -> Iterator[int]:
    """The numbers of the set bits, the lowest first."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _bits(first: int, end: int) -> int:
    return (1 << end) - (1 << first) if first < end else 0


def _opens(day: Day, zone: str) -> datetime:
    return _instant(day, day.opens, zone)


def _closes(day: Day, zone: str) -> datetime:
    return _instant(day, day.closes, zone)


def _instant(day: Day, clock: time, zone: str) -> datetime:
    return datetime.combine(day.date, clock, ZoneInfo(zone)).astimezone(UTC)
