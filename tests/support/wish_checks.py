"""Allotments looked at from outside: which limits they break, what they cost, and what an exchange would change.

Nothing here uses what it checks: all of it is written from what the words mean.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, product

from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


def faults(problem: Problem, allotment: Allotment) -> list[str]:
    """The limits that the allotment breaks, one word each."""
    broken = [word for each in problem.people for word in _of_person(problem, each, allotment[each.person])]
    taken = Counter(item for day in allotment.values() for item in day if item is not None)
    pairs = Counter((item, each.organisation) for each in problem.people for item in allotment[each.person])
    for item, stock in enumerate(problem.items):
        if taken[item] > max(stock.seats, 0):
            broken.append("seats")
    for (item, key), number in pairs.items():
        if item is not None and key and problem.items[item].most_per_organisation:
            stock = problem.items[item]
            if number + stock.organisations.get(key, 0) > stock.most_per_organisation:
                broken.append("organisation")
    return broken


def _of_person(problem, person, day) -> Iterator[str]:
    for wishes, item in zip(person.lists, day, strict=True):
        if item is not None and item not in wishes:
            yield "not wished"
        if item in person.barred:
            yield "barred"
    places = [item for item in day if item is not None]
    if any(other in problem.items[item].overlaps for item, other in combinations(places, 2)):
        yield "overlap"


def loss(person, day) -> int:
    """How far down their lists somebody comes over the day."""
    pairs = zip(person.lists, day, strict=True)
    return sum(len(wishes) if item is None else wishes.index(item) for wishes, item in pairs)


def cost(problem: Problem, allotment: Allotment) -> int:
    """The sum of the squared losses."""
    return sum(loss(each, allotment[each.person]) ** 2 for each in problem.people)


def changed(allotment: Allotment, person: str, block: int, item: int | None) -> Allotment:
    """The allotment where one person has something else in one block."""
    day = list(allotment[person])
    day[block] = item
    return {**allotment, person: tuple(day)}


def exchanges(problem: Problem, allotment: Allotment, block: int, most: int) -> Iterator[Allotment]:
    """All allotments in which up to so many people have something else in a block, whether or not limits allow it."""
    for number in range(1, most + 1):
        for people in combinations(problem.people, number):
            for items in product(*[[*each.lists[block], None] for each in people]):
                after = allotment
                for each, item in zip(people, items, strict=True):
                    after = changed(after, each.person, block, item)
                yield after


def swap_costs(problem: Problem, allotment: Allotment, person: str, block: int, item: int) -> list[int]:
    """What it would cost if the person had the place of each who has the item, and that one the best still possible."""
    holders = [each for each in problem.people if allotment[each.person][block] == item]
    costs = []
    for holder in holders:
        mine = changed(allotment, person, block, item)
        theirs = [changed(mine, holder.person, block, other) for other in [*holder.lists[block], None] if other != item]
        possible = [cost(problem, each) for each in theirs if not faults(problem, each)]
        costs += [min(possible)] if possible else []
    return costs
