"""What an allotment takes from people: how far down their lists they come, over the whole day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gocluster_events.attendance.wishes.rules.allocating import random_priority
from gocluster_events.attendance.wishes.rules.seating import seated, weight
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


@dataclass(frozen=True, slots=True)
class Spread:
    """One allotment: ``granted`` lists by the rank of what was granted, 0 the first wish, and ``none`` by nothing.

    ``worst`` is the highest loss of a day, ``squares`` the sum of the squared losses of all days: the less, the fairer.
    """

    granted: tuple[int, ...]
    none: int
    worst: int
    squares: int

    @property
    def lists(self) -> int:
        """How many there are, of people in blocks."""
        return sum(self.granted) + self.none


@dataclass(frozen=True, slots=True)
class Figures:
    """An allotment in numbers, beside what it would be if people chose in the order of the lot.

    ``people`` are those who wished anything.
    """

    people: int
    allotted: Spread
    by_priority: Spread


def losses(problem: Problem, allotment: Allotment) -> Mapping[str, int]:
    """Everybody's loss of the day: 0 for each first wish, 1 for a second, …, the length of the list for nothing."""
    seating = seated(problem, allotment)
    return {each.person: loss for each, loss in zip(problem.people, seating.totals, strict=True)}


def squares(problem: Problem, allotment: Allotment) -> int:
    """The sum of the squared losses, which an allotment makes as small as it can."""
    return sum(map(weight, losses(problem, allotment).values()))


def figures(problem: Problem, allotment: Allotment, seed: int) -> Figures:
    """The numbers of the allotment that came of the seed."""
    people = sum(any(each.lists) for each in problem.people)
    return Figures(people, spread(problem, allotment), spread(problem, random_priority(problem, seed)))


def spread(problem: Problem, allotment: Allotment) -> Spread:
    """The numbers of one allotment."""
    ranks = Counter(
        wishes.index(item) if item is not None else None
        for each in problem.people
        for wishes, item in zip(each.lists, allotment[each.person], strict=True)
        if wishes
    )
    most = max((len(wishes) for each in problem.people for wishes in each.lists), default=0)
    days = losses(problem, allotment).values()
    return Spread(
        tuple(ranks[rank] for rank in range(most)), ranks[None], max(days, default=0), squares(problem, allotment)
    )
