"""Placing a problem's items by simulated annealing: begin with what is there, try moves, accept worse ones ever less.

What is built is free of hard conflicts at every moment: a move that would make one is not done, or what is in its way
loses its place. The same seed gives the same proposal, however fast the machine is.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from random import Random

from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.day_board import DayBoard
from gocluster_events.meeting.agenda.rules.plan_state import Before, PlanState
from gocluster_events.meeting.agenda.rules.planning_problem import PlanningProblem, Spot
from gocluster_events.meeting.agenda.rules.preferences import (
    Preference,
    PreferenceResult,
    Setting,
    preference_results,
    ties,
)
from gocluster_events.meeting.agenda.rules.proposals import Wish
from gocluster_events.meeting.agenda.rules.time_grid import slots
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, in_order

WARM, COLD = 40.0, 0.2
SHIFTS = 0.02  # how often the rest of a day is moved as one
ROUNDS = 2  # each begins anew; the better one counts
MOST_TRIES, TRIES_PER_ITEM = 120_000, 4_000  # in a round


class Annealer:
    """A search that can be run in portions. ``best`` is what it has found so far, ``most_tries`` those of a round."""

    def __init__(self, problem: PlanningProblem, seed: int, most_tries: int = MOST_TRIES) -> None:
        self.problem = problem
        self._chance = Random(seed)  # noqa: S311 -- nothing secret depends on it
        self._plan = _beginning(problem)
        self._round = min(most_tries, TRIES_PER_ITEM * len(problem.free))
        self.tries, self.done = ROUNDS * self._round, 0
        self.best, self.cost = self._plan.spots(), self._plan.cost

    @property
    def percent(self) -> int:
        """How much of the search is done."""
        return 100 * self.done // self.tries if self.tries else 100

    def run(self, tries: int) -> None:
        """Continues the search for that many tries, at most to its end."""
        for _try in range(min(tries, self.tries - self.done)):
            passed = self.done % self._round
            if self.done and not passed:
                self._plan = _beginning(self.problem)
            self._try(WARM * (COLD / WARM) ** (passed / self._round))
            self.done += 1
        if self.done == self.tries:
            self._polish()

    def _try(self, heat: float) -> None:
        plan, before = self._plan, self._plan.cost
        undo = self._move()
        if undo is None:
            return
        worse = plan.cost - before
        if worse > 0 and self._chance.random() >= math.exp(-worse / heat):
            plan.restore(undo)
        elif plan.cost < self.cost - 1e-6:
            self.best, self.cost = plan.spots(), plan.cost

    def _polish(self) -> None:
        """Improves the best plan until no single item could have a better place."""
        plan = PlanState(self.problem)
        plan.load(self.best)
        while sum(plan.settle(number) for number in range(len(self.problem.free))):
            pass
        if plan.cost < self.cost - 1e-6:
            self.best, self.cost = plan.spots(), plan.cost

    def _move(self) -> Before | None:
        """Changes the plan; returns what was before, None if nothing came of it."""
        number = self._chance.randrange(len(self.problem.free))
        kind = self._chance.random()
        if kind < SHIFTS:
            spot = self._plan.spot(number)
            return self._plan.shift(spot[1], self._chance.choice((-6, -3, -1, 1, 3, 6))) if spot else None
        if kind < 0.25:
            return self._swap(number)
        spot = self._anywhere(number) if kind < 0.6 else self._beside(number)
        if spot is None or spot == self._plan.spot(number):
            return None
        is_urgent = self._plan.spot(number) is None or self._chance.random() < 0.1
        return self._plan.put(number, spot, most_in_the_way=2 if is_urgent else 0)

    def _anywhere(self, number: int) -> Spot | None:
        spots = self.problem.spots[number]
        return spots[self._chance.randrange(len(spots))] if spots else None

    def _beside(self, number: int) -> Spot | None:
        """A place right after, right before or at the same time as another item, in any room; None if it is none."""
        spots = self.problem.spots[number]
        other = self._chance.randrange(len(self.problem.items))
        first, end = self._plan.slots_of(other)
        if not spots or other == number or first < 0:
            return None
        slot = (first, end, first - self.problem.lengths[number].bit_length())[self._chance.randrange(3)]
        rooms = self.problem.starts[number]
        room = self._chance.randrange(len(rooms))
        return (room, slot) if slot >= 0 and rooms[room] >> slot & 1 else None

    def _swap(self, number: int) -> Before | None:
        other = self._chance.randrange(len(self.problem.free))
        return self._plan.swap(number, other) if other != number else None


def _beginning(problem: PlanningProblem) -> PlanState:
    """The plan with which a round begins: placed items stay, all others get the cheapest free place."""
    plan = PlanState(problem)
    plan.load(problem.origins)
    plan.fill()
    return plan


def changes_of(problem: PlanningProblem, spots: Sequence[Spot | None]) -> tuple[Change, ...]:
    """The changes that make the draft as the plan has it, only of items that change."""
    pairs = ((item, _placed(problem, item, spot)) for item, spot in zip(problem.free, spots, strict=True))
    return tuple(Change(before, after) for before, after in pairs if before != after)


def proposed(problem: PlanningProblem, seed: int) -> tuple[Change, ...]:
    """The changes of a whole search, at once."""
    annealer = Annealer(problem, seed)
    annealer.run(annealer.tries)
    return changes_of(problem, annealer.best)


def applied(timetable: Timetable, changes: Iterable[Change]) -> Timetable:
    """The timetable after the changes of its items."""
    after = {change.touched: change.after for change in changes}
    items = (after.get(item.uuid, item) for item in timetable.items)
    return replace(timetable, items=in_order(item for item in items if isinstance(item, Item)))


class Answer(Enum):
    """What somebody said to one change of a proposal."""

    OPEN = "open"
    TAKEN = "taken"
    LEFT = "left"


def answered(changes: Iterable[Change], answers: Mapping[str, bool]) -> Mapping[str, Answer]:
    """What was said to each change, by the UUID of its item."""
    codes = {True: Answer.TAKEN, False: Answer.LEFT}
    return {
        change.touched: codes[bool(answers[change.touched])] if change.touched in answers else Answer.OPEN
        for change in changes
    }


@dataclass(frozen=True, slots=True)
class Ghost:
    """Where a proposal wants an item, ``at`` minutes after the board begins, and what was said to it."""

    item: Item
    before: Item | None
    at: int
    answer: Answer


def ghosts(
    board: DayBoard, after: Timetable, changes: Iterable[Change], answers: Mapping[str, bool]
) -> tuple[Ghost, ...]:
    """The changes that put an item on that day, unless they were left."""
    by_item = answered(changes, answers)
    return tuple(
        Ghost(item, change.before if isinstance(change.before, Item) else None, _at(board, item), by_item[item.uuid])
        for change in changes
        if isinstance(item := change.after, Item)
        and after.day_of(item) == board.date
        and by_item[item.uuid] is not Answer.LEFT
    )


def _at(board: DayBoard, item: Item) -> int:
    return (item.span[0] - board.begins_at) // timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class UnmetPreference:
    """A preference of one item that a proposal could not meet."""

    item: Item
    verdict: PreferenceResult


def unmet_preferences(
    timetable: Timetable, uuids: Iterable[str], wishes: Sequence[Wish]
) -> tuple[UnmetPreference, ...]:
    """The unmet preferences of these items, the weightiest first; one that concerns two of them is listed only once."""
    setting, placed = Setting(timetable), [item for item in timetable.items if item.starts_at is not None]
    wanted, shortfalls, pairs = set(uuids), [], set[tuple[Preference, frozenset[str]]]()
    for item in placed:
        if item.uuid not in wanted:
            continue
        for verdict in preference_results(setting, item, ties(item, placed, wishes)):
            others = tuple(o for o in verdict.others if (verdict.want, frozenset({item.uuid, o.uuid})) not in pairs)
            if verdict.missing and (others or not verdict.others):
                shortfalls.append(UnmetPreference(item, replace(verdict, others=others)))
            pairs |= {(verdict.want, frozenset({item.uuid, other.uuid})) for other in others}
    return tuple(sorted(shortfalls, key=lambda each: -each.verdict.missing))


class NoSlotReason(Enum):
    """Why an item has no place."""

    TOO_LONG = "too_long"
    NOWHERE_FREE = "nowhere_free"
    CROWDED = "crowded"


def no_slot_reason(problem: PlanningProblem, item: Item) -> NoSlotReason:
    """Why the item has no place: no day is long enough, what stays leaves none, or the other items need them all."""
    if all(end - first < slots(item) for first, end in problem.raster.days):
        return NoSlotReason.TOO_LONG
    number = [each.uuid for each in problem.free].index(item.uuid)
    return NoSlotReason.CROWDED if problem.spots[number] else NoSlotReason.NOWHERE_FREE


def _placed(problem: PlanningProblem, item: Item, spot: Spot | None) -> Item:
    if spot is None:
        return item if item.starts_at is None else replace(item, starts_at=None, room=None)
    return replace(item, starts_at=problem.raster.instant(spot[1]), room=problem.timetable.rooms[spot[0]].id)
