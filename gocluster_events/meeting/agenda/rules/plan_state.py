"""A plan being made: where each item of a problem is at the moment, what is taken, and what it all costs."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from gocluster_events.meeting.agenda.rules.conflicts.index import SHARING
from gocluster_events.meeting.agenda.rules.planning_problem import (
    NOWHERE,
    OTHER_ROOM,
    OTHER_TIME,
    PlanningProblem,
    Spot,
)
from gocluster_events.meeting.agenda.rules.time_grid import slots

SLOT_MINUTES = 5
_NEAR = 12
Before = tuple[list[tuple[int, Spot | None]], float, int]
"""Where items were, and what the plan cost then, gaps among it."""


class PlanState:
    """A plan that changes. Items are numbered as in the problem; those that stay are in it from the beginning."""

    def __init__(self, problem: PlanningProblem) -> None:
        self.problem = problem
        self.cost = float(sum(problem.homeless))
        self._spots: list[Spot | None] = [None] * len(problem.free)
        rooms = {room.id: number for number, room in enumerate(problem.timetable.rooms)}
        standing = problem.items[len(problem.free) :]
        nowhere = [NOWHERE] * len(problem.free)
        self._begins = nowhere + [problem.minute(item.span[0]) for item in standing]
        self._ends = nowhere + [problem.minute(item.span[1]) for item in standing]
        dates = [problem.timetable.date_at(item.span[0]).toordinal() for item in standing]
        self._days = nowhere + dates
        self._rooms = [-1] * len(problem.free) + [rooms.get(item.room or 0, -1) for item in standing]
        self._people = sorted({each.person for item in problem.free for each in item.people})
        self._busy = [0] * (2 * len(rooms) + len(self._people))
        self._shared: list[dict[int, int]] = [{} for _room in rooms]
        self._needs = [self._needed(number) for number in range(len(problem.free))]
        self._still = 0
        for item in standing:
            self._still |= problem.raster.taken_by(item)
        self._gaps = self._idle()
        self.cost += self._gaps

    def spot(self, number: int) -> Spot | None:
        """Where an item is."""
        return self._spots[number]

    def spots(self) -> tuple[Spot | None, ...]:
        """Where each item is."""
        return tuple(self._spots)

    def slots_of(self, number: int) -> tuple[int, int]:
        """The slot in which an item begins, and the one after its end; negative if it is nowhere."""
        return self._begins[number] // SLOT_MINUTES, -(-self._ends[number] // SLOT_MINUTES)

    def load(self, spots: Sequence[Spot | None]) -> None:
        """Each item is at its place in ``spots``, unless that place is taken by an earlier one."""
        for number, spot in enumerate(spots):
            if spot is not None:
                self.put(number, spot)

    def fill(self) -> None:
        """Each item without a place has the cheapest free one, the longest first."""
        left = [number for number, spot in enumerate(self._spots) if spot is None]
        for number in sorted(left, key=lambda number: -self.problem.free[number].length_minutes):
            costs = [
                (self._cost_at(number, spot), spot) for spot in self.problem.spots[number] if self._fits(number, spot)
            ]
            if costs:
                self.put(number, min(costs)[1])

    def put(self, number: int, spot: Spot, most_in_the_way: int = 0) -> Before | None:
        """The item is at the spot, and up to so many others in its way have no place; None if it cannot be there."""
        before = self._now(number)
        self._take(number)
        if not self._fits(number, spot):
            obstacles = self._in_the_way(number, spot) if most_in_the_way else []
            if not 0 < len(obstacles) <= most_in_the_way:
                self.restore(before)
                return None
            for other in obstacles:
                before[0].append((other, self._spots[other]))
                self._take(other)
        self._place(number, spot)
        self._count_gaps()
        return before

    def swap(self, first: int, second: int) -> Before | None:
        """Each of two items is where the other one was; None if that cannot be."""
        there, here = self._spots[second], self._spots[first]
        if there is None or here is None:
            return None
        before = self._now(first, second)
        self._take(first)
        self._take(second)
        for number, spot in ((first, there), (second, here)):
            if not self._may(number, spot) or not self._fits(number, spot):
                self.restore(before)
                return None
            self._place(number, spot)
        self._count_gaps()
        return before

    def shift(self, first: int, by: int) -> Before | None:
        """Every item of a day that begins at the slot or later begins so many slots later; None if one cannot."""
        day = self.problem.days[first]
        moved = [n for n, spot in enumerate(self._spots) if spot and spot[1] >= first and self._days[n] == day]
        before = self._now(*moved)
        for number in moved:
            self._take(number)
        for number, spot in before[0]:
            assert spot is not None  # noqa: S101 -- those without a place are not moved
            later = spot[0], spot[1] + by
            if later[1] < 0 or not self._may(number, later) or not self._fits(number, later):
                self.restore(before)
                return None
            self._place(number, later)
        self._count_gaps()
        return before

    def settle(self, number: int) -> bool:
        """The item has its cheapest free place while all others stay; returns whether the plan costs less now."""
        before, cost = self._now(number), self.cost
        self._take(number)
        spots = [spot for spot in self.problem.spots[number] if self._fits(number, spot)]
        ranked = sorted((self._cost_at(number, spot), spot) for spot in spots)
        for _cost, spot in ranked[:_NEAR]:  # what it does to gaps is not in its own cost
            self.put(number, spot)
            if self.cost < cost - 1e-6:
                return True
        self.restore(before)
        return False

    def restore(self, before: Before) -> None:
        """The items and the costs are as they were ``before``."""
        places, self.cost, self._gaps = before
        for number, _spot in places:
            self._lift(number)
        for number, spot in places:
            if spot is not None:
                self._drop(number, spot)

    def _now(self, *numbers: int) -> Before:
        return [(number, self._spots[number]) for number in numbers], self.cost, self._gaps

    def _may(self, number: int, spot: Spot) -> bool:
        return bool(self.problem.starts[number][spot[0]] >> spot[1] & 1)

    def _needed(self, number: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """Whether the item shares its room (1, else 0), and the positions of its people in `_busy`."""
        item, rooms = self.problem.free[number], len(self.problem.timetable.rooms)
        people = tuple(2 * rooms + self._people.index(person) for person in {each.person for each in item.people})
        return (1 if item.kind in SHARING else 0,), people

    def _fits(self, number: int, spot: Spot) -> bool:
        (shares,), people = self._needs[number]
        room, slot = spot
        bits = self.problem.lengths[number] << slot
        taken = self._busy[2 * room] | (0 if shares else self._busy[2 * room + 1])
        for person in people:
            taken |= self._busy[person]
        return not taken & bits

    def _in_the_way(self, number: int, spot: Spot) -> list[int]:
        begins = SLOT_MINUTES * spot[1]
        ends = begins + SLOT_MINUTES * slots(self.problem.free[number])
        mine = set(self._needs[number][1])
        return [
            other
            for other in range(len(self.problem.free))
            if self._begins[other] < ends
            and begins < self._ends[other]
            and (self._rooms[other] == spot[0] or mine & set(self._needs[other][1]))
        ]

    def _mark(self, number: int, spot: Spot) -> None:
        """The room and the people of the item are taken at that place, or free if they were taken by it."""
        (shares,), people = self._needs[number]
        bits = self.problem.lengths[number] << spot[1]
        if shares:
            self._share(number, spot[0], bits)
        else:
            self._busy[2 * spot[0]] ^= bits
        for person in people:
            self._busy[person] ^= bits

    def _share(self, number: int, room: int, bits: int) -> None:
        """The item is one of those that share the room, or no longer if it was; it is taken until the last is gone."""
        shared = self._shared[room]
        if shared.pop(number, None) is None:
            shared[number] = bits
        self._busy[2 * room + 1] = reduce(or_, shared.values(), 0)

    def _take(self, number: int) -> None:
        spot = self._spots[number]
        if spot is not None:
            self.cost += self.problem.homeless[number] - self._cost_at(number, spot)
            self._lift(number)

    def _place(self, number: int, spot: Spot) -> None:
        self.cost += self._cost_at(number, spot) - self.problem.homeless[number]
        self._drop(number, spot)

    def _lift(self, number: int) -> None:
        spot = self._spots[number]
        if spot is not None:
            self._mark(number, spot)
            self._spots[number] = None
            self._begins[number] = self._ends[number] = self._days[number] = NOWHERE
            self._rooms[number] = -1

    def _drop(self, number: int, spot: Spot) -> None:
        self._mark(number, spot)
        self._spots[number] = spot
        self._rooms[number], slot = spot
        self._begins[number] = SLOT_MINUTES * slot
        self._ends[number] = self._begins[number] + self.problem.free[number].length_minutes
        self._days[number] = self.problem.days[slot]

    def _cost_at(self, number: int, spot: Spot) -> float:
        """What it costs that the item is there: of itself, and beside all others where they are."""
        problem, (room, slot) = self.problem, spot
        origin = problem.origins[number]
        cost = problem.room_costs[number][room] + problem.time_costs[number][slot]
        begins = SLOT_MINUTES * slot
        ends = begins + problem.free[number].length_minutes
        cost += self._tied_in_time(number, begins, ends, problem.days[slot])
        cost += self._tied_in_room(number, begins, ends, room, problem.days[slot])
        if origin is not None and origin != spot:
            cost += (OTHER_ROOM if origin[0] != room else 0) + (OTHER_TIME if origin[1] != slot else 0)
        return cost

    def _tied_in_time(self, number: int, begins: int, ends: int, day: int) -> int:
        starts, stops, days = self._begins, self._ends, self._days
        beside, _same_room, in_order, _adjoining, aligned = self.problem.relations[number]
        cost = 0
        for other, weight, _sign in beside:
            if begins < stops[other] and starts[other] < ends:
                cost += weight
        for other, weight, sign in in_order:
            if days[other] == day and sign * (starts[other] - begins) < 0:
                cost += weight
        for other, weight, _sign in aligned:
            if begins < stops[other] and starts[other] < ends and starts[other] != begins:
                cost += weight
        return cost

    def _tied_in_room(self, number: int, begins: int, ends: int, room: int, day: int) -> int:
        starts, stops, days, rooms = self._begins, self._ends, self._days, self._rooms
        _beside, same_room, _in_order, adjoining, _aligned = self.problem.relations[number]
        cost = 0
        for other, weight, _sign in same_room:
            if days[other] == day and rooms[other] != room:
                cost += weight
        for other, weight, _sign in adjoining:
            meets = starts[other] == ends or stops[other] == begins
            if days[other] != NOWHERE and not (meets and rooms[other] == room):
                cost += weight
        return cost

    def _count_gaps(self) -> None:
        gaps = self._idle()
        self.cost += gaps - self._gaps
        self._gaps = gaps

    def _idle(self) -> int:
        """The slots of each day, from the first item to the last, in which nothing goes on."""
        taken = self._still
        for room in range(2 * len(self.problem.timetable.rooms)):
            taken |= self._busy[room]
        idle = 0
        for first, end in self.problem.raster.days:
            today = (taken & ((1 << end) - 1)) >> first
            if today:
                today //= today & -today
                idle += today.bit_length() - today.bit_count()
        return idle
