"""Other ways to allot places, which are what many tools do: they show how much the search is better."""

from random import Random

from gocluster_events.attendance.wishes.rules.lots import lot_order
from gocluster_events.attendance.wishes.rules.seating import Seating
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


def first_come(problem: Problem, seed: int) -> Allotment:
    """Whoever comes first has the best that is free in every block."""
    return _in_turn(problem, seed, lambda place, block, rank: (place, block, rank))


def boston(problem: Problem, seed: int) -> Allotment:
    """All first wishes are looked at before any second one."""
    return _in_turn(problem, seed, lambda place, block, rank: (rank, block, place))


def by_chance(problem: Problem, seed: int) -> Allotment:
    """Each wish is looked at in any order."""
    random = Random(seed)
    return _in_turn(problem, seed, lambda _place, _block, _rank: random.random())


def _in_turn(problem, seed, key) -> Allotment:
    by_id = {each.person: each for each in problem.people}
    seating = Seating(problem, [by_id[person] for person in lot_order(by_id, seed)])
    wishes = [(unit, rank) for unit in seating.units for rank in seating.choices[unit][:-1]]
    for unit, rank in sorted(wishes, key=lambda each: key(*divmod(each[0], seating.blocks), each[1])):
        if seating.items[unit] == seating.nothing and seating.fits(unit, seating.wishes[unit][rank]):
            seating.move(unit, rank)
    return seating.allotment()
