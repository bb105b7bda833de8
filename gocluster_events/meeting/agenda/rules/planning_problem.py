"""A proposal as numbers: where each item may be, what that costs of itself, and what it costs beside the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from gocluster_events.meeting.agenda.rules import preferences
from gocluster_events.meeting.agenda.rules.filter import BREAKS
from gocluster_events.meeting.agenda.rules.proposals import Scope, Wish, free_items, goes_over_breaks, suits
from gocluster_events.meeting.agenda.rules.time_grid import SLOT, TimeGrid, each_bit, slots
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable

NO_PLACE = 1000  # what it costs to take an item out of the day
NOT_FOUND = 400  # and to leave one without a time
OTHER_TIME, OTHER_ROOM = 4, 2  # what lies well should stay
ODD = 1.5  # a start that is at no quarter of an hour
LATER = 0.01  # each slot after the opening: what can be early is
NOWHERE = -(10**9)  # the minute at which an item without a place is

Spot = tuple[int, int]
"""The number of a room, and a slot."""


Tie = tuple[int, int, int]
"""The number of another item, a weight, and 1 if this item should come before it, -1 if after, else 0."""


@dataclass(frozen=True)
class PlanningProblem:
    """Items to place on the days of a timetable; the others of it stay where they are."""

    timetable: Timetable
    scope: Scope
    wishes: Sequence[Wish] = ()

    @cached_property
    def free(self) -> tuple[Item, ...]:
        """The items to place; their numbers come first."""
        return free_items(self.timetable, self.scope)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items: those to place, then those that stay."""
        return (*self.free, *self.raster.standing)

    @cached_property
    def raster(self) -> TimeGrid:
        """What is taken by the items that stay."""
        return TimeGrid(self.timetable, {item.uuid for item in self.free})

    @cached_property
    def setting(self) -> preferences.Setting:
        """The facts of the whole timetable that preferences ask for."""
        return preferences.Setting(self.timetable)

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The bits of each item to place, as if it began at slot 0."""
        return tuple((1 << slots(item)) - 1 for item in self.free)

    @cached_property
    def starts(self) -> tuple[tuple[int, ...], ...]:
        """For each item and room the slots in which it can begin: the standing items, breaks and hours allow it."""
        return tuple(tuple(self._starts(item, room) for room in self.timetable.rooms) for item in self.free)

    @cached_property
    def spots(self) -> tuple[tuple[Spot, ...], ...]:
        """For each item a list of the places where it can stand."""
        return tuple(
            tuple((room, slot) for room, bits in enumerate(rooms) for slot in each_bit(bits)) for rooms in self.starts
        )

    @cached_property
    def room_costs(self) -> tuple[tuple[int, ...], ...]:
        """What each room costs each item, whatever the time."""
        return tuple(
            tuple(
                self._judged(preferences.OF_ROOM.values(), replace(item, room=room.id)) for room in self.timetable.rooms
            )
            for item in self.free
        )

    @cached_property
    def time_costs(self) -> tuple[tuple[float, ...], ...]:
        """What each slot costs each item, whatever the room."""
        return tuple(tuple(self._time_cost(item, slot) for slot in range(self.size)) for item in self.free)

    @cached_property
    def size(self) -> int:
        """How many slots there are."""
        return self.raster.open.bit_length()

    @cached_property
    def days(self) -> tuple[int, ...]:
        """The date of each slot as a number."""
        return tuple(self.timetable.date_at(self.raster.instant(slot)).toordinal() for slot in range(self.size))

    @cached_property
    def origins(self) -> tuple[Spot | None, ...]:
        """Where each item to place is now, if it may stay there."""
        return tuple(self._origin(number, item) for number, item in enumerate(self.free))

    @cached_property
    def homeless(self) -> tuple[int, ...]:
        """What it costs to leave each item without a place."""
        return tuple(NOT_FOUND if item.starts_at is None else NO_PLACE for item in self.free)

    @cached_property
    def relations(self) -> tuple[tuple[tuple[Tie, ...], ...], ...]:
        """For each item to place, and each `Relation`, what is wanted of it together with each other item."""
        ties = [list(self._ties(number, item)) for number, item in enumerate(self.free)]
        return tuple(
            tuple(tuple(tie for relation, tie in each if relation is of) for of in preferences.Relation)
            for each in ties
        )

    def minute(self, instant: datetime) -> int:
        """Minutes since slot 0 began."""
        return (instant - self.raster.begins_at) // timedelta(minutes=1)

    def _starts(self, item: Item, room: Room) -> int:
        if not suits(item, room):
            return 0
        taken = self.raster.taken(item, room.id)
        if not goes_over_breaks(item):
            taken |= self._breaks
        return self.raster.starts(item, taken | ~self._allowed)

    @cached_property
    def _breaks(self) -> int:
        bits = 0
        for item in self.raster.standing:
            bits |= self.raster.taken_by(item) if item.kind in BREAKS else 0
        return bits

    @cached_property
    def _allowed(self) -> int:
        wanted = None if self.scope.day is None else self.scope.day.toordinal()
        if wanted is None:
            return self.raster.open
        return sum(1 << slot for slot, day in enumerate(self.days) if day == wanted)

    def _judged(self, judges: Iterable[preferences.Judge], item: Item) -> int:
        return sum(judge(self.setting, item) or 0 for judge in judges)

    def _time_cost(self, item: Item, slot: int) -> float:
        starts_at = self.raster.instant(slot)
        cost = self._judged(preferences.OF_TIME.values(), replace(item, starts_at=starts_at))
        opens = next((first for first, end in reversed(self.raster.days) if first <= slot), 0)
        return cost + (ODD if starts_at.minute % 15 else 0) + LATER * (slot - opens)

    def _origin(self, number: int, item: Item) -> Spot | None:
        rooms = {room.id: column for column, room in enumerate(self.timetable.rooms)}
        if item.starts_at is None or item.room not in rooms or (item.starts_at - self.raster.begins_at) % SLOT:
            return None
        spot = rooms[item.room], self.raster.slot_at(item.starts_at)
        return spot if spot[1] >= 0 and self.starts[number][spot[0]] >> spot[1] & 1 else None

    def _ties(self, number: int, item: Item) -> Iterator[tuple[preferences.Relation, Tie]]:
        for other, beside in enumerate(self.items):
            if other != number:
                sign = (preferences.rank(item) < preferences.rank(beside)) - (
                    preferences.rank(item) > preferences.rank(beside)
                )
                for bond in preferences.pair_preferences(item, beside, self.wishes):
                    yield bond.relation, (other, bond.weight, sign)
