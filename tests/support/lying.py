"""What somebody gains or loses who does not say what they wish, while all others do: means over the same lots."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from statistics import fmean

from gocluster_events.attendance.wishes.rules.allocating import allot
from gocluster_events.attendance.wishes.rules.wish_problem import Problem, Wisher
from tests.support.wish_checks import loss

TRIES = 300


def swapped(person: Wisher, block: int) -> Wisher:
    """The second wish of that block stands first."""
    return _other(person, block, lambda wishes: (*wishes[1::-1], *wishes[2:]))


def shortened(person: Wisher, block: int) -> Wisher:
    """Of that block only the first wish is named."""
    return _other(person, block, lambda wishes: wishes[:1])


def _other(person, block, lie):
    lists = (lie(wishes) if place == block else wishes for place, wishes in enumerate(person.lists))
    return replace(person, lists=tuple(lists))


def gains(problem: Problem, lie, liars: Sequence[tuple[Wisher, int]], lots: Sequence[int]) -> list[float]:
    """How much less of the day each liar loses by that lie in a block than by the truth, by what they really wish."""
    honest = [allot(problem, lot, TRIES) for lot in lots]
    results = []
    for liar, block in liars:
        people = tuple(lie(each, block) if each == liar else each for each in problem.people)
        lying = [allot(Problem(problem.items, people), lot, TRIES) for lot in lots]
        days = zip(honest, lying, strict=True)
        results.append(fmean(loss(liar, one[liar.person]) - loss(liar, other[liar.person]) for one, other in days))
    return results


def some(problem: Problem, number: int, random: Random) -> list[tuple[Wisher, int]]:
    """Whoever could lie, with the block: they wish at least two of its items."""
    choices = [(each, block) for each in problem.people for block, wishes in enumerate(each.lists) if len(wishes) > 1]
    return random.sample(choices, number)
