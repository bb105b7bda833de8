"""Who has which place while an allocation is searched for: a state of plain numbers that moves can change quickly."""

from collections.abc import Sequence

from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem, Wisher

MANY = 1_000_000_000
"""Places where they are not counted."""
Move = tuple[int, int]
"""A unit, and the rank of what it is to have."""


class Seating:
    """The places of a problem, people in a certain order. At first nobody has one.

    A *unit* is one person in one block. What it has is named by its rank, which is also its loss: 0 is the first wish,
    and after the last one comes nothing, an item like all others (``nothing``) with places for everybody.
    """

    def __init__(self, problem: Problem, people: Sequence[Wisher]) -> None:
        self.people, self.blocks, self.nothing = people, problem.blocks, len(problem.items)
        lists = [(person, wishes) for person in people for wishes in person.lists]
        self.wishes = [
            [*wishes, *(nothing_rank(wishes) - len(wishes) + 1) * [self.nothing]] for _person, wishes in lists
        ]
        self.choices = [
            [*(rank for rank, item in enumerate(wishes) if item not in person.barred), nothing_rank(wishes)]
            for person, wishes in lists
        ]
        self.units = [unit for unit, ranks in enumerate(self.choices) if len(ranks) > 1]
        self.ranks = [ranks[-1] for ranks in self.choices]
        self.items = [self.nothing for _unit in lists]
        self.totals = [sum(nothing_rank(wishes) for wishes in person.lists) for person in people]
        self.weights = [weight(loss) for loss in range(max(self.totals, default=0) + 1)]
        self._seat(problem)

    def _seat(self, problem: Problem) -> None:
        """Counts the places of the items, all of them free, and of each institution in them."""
        keys = {key: number for number, key in enumerate(sorted({each.organisation for each in self.people}))}
        self.organisations = [keys[each.organisation] for each in self.people for _list in each.lists]
        self.free = [*(max(each.seats, 0) for each in problem.items), MANY]
        self.room = [
            [
                each.most_per_organisation - each.organisations.get(key, 0)
                if key and each.most_per_organisation
                else MANY
                for key in keys
            ]
            for each in problem.items
        ] + [[MANY for _key in keys]]
        home = {item: block for each in self.people for block, wishes in enumerate(each.lists) for item in wishes}
        self.overlaps = [
            frozenset(other for other in each.overlaps if home.get(other) != home.get(item))
            for item, each in enumerate(problem.items)
        ] + [frozenset()]
        self.holders: list[list[int]] = [[] for _item in problem.items] + [list(range(len(self.items)))]
        self.places = list(range(len(self.items)))

    def move(self, unit: int, rank: int) -> None:
        """The unit has what it wished as number ``rank``, and no longer what it had."""
        before, item = self.items[unit], self.wishes[unit][rank]
        organisation, holders, place = self.organisations[unit], self.holders[before], self.places[unit]
        self.totals[unit // self.blocks] += rank - self.ranks[unit]
        self.ranks[unit], self.items[unit] = rank, item
        last = holders.pop()
        if last != unit:
            holders[place], self.places[last] = last, place
        self.places[unit] = len(self.holders[item])
        self.holders[item].append(unit)
        self.free[before] += 1
        self.free[item] -= 1
        self.room[before][organisation] += 1
        self.room[item][organisation] -= 1

    def put_back(self, ranks: Sequence[int]) -> None:
        """Every unit has what it wished as that number."""
        moved = [unit for unit in self.units if self.ranks[unit] != ranks[unit]]
        for unit in moved:
            self.move(unit, self.choices[unit][-1])
        for unit in moved:
            self.move(unit, ranks[unit])

    def sum(self) -> int:
        """The sum of the weights of everybody's day."""
        return sum(self.weights[total] for total in self.totals)

    def fits(self, unit: int, item: int) -> bool:
        """Whether a place of the item is free for the unit."""
        return self.free[item] > 0 and self.room[item][self.organisations[unit]] > 0 and not self.clashes(unit, item)

    def follows(self, unit: int, leaver: int) -> bool:
        """Whether the unit could have the place that another one leaves, but for clashes."""
        item, organisation = self.items[leaver], self.organisations[unit]
        return self.room[item][organisation] + (organisation == self.organisations[leaver]) > 0

    def clashes(self, unit: int, item: int) -> list[int]:
        """The units of the same person that have something at the time of the item, in other blocks."""
        overlaps = self.overlaps[item]
        if not overlaps:
            return []
        first = unit - unit % self.blocks
        return [each for each in range(first, first + self.blocks) if each != unit and self.items[each] in overlaps]

    def raised(self, unit: int, rank: int) -> int:
        """By how much the sum of squares is higher if the unit has that rank."""
        total = self.totals[unit // self.blocks]
        return self.weights[total + rank - self.ranks[unit]] - self.weights[total]

    def best(self, unit: int) -> int:
        """The first wish of the unit that is free for it; what it has does not count as free."""
        return next(rank for rank in self.choices[unit] if self.fits(unit, self.wishes[unit][rank]))

    def landing(self, leaver: int, unit: int) -> int:
        """The best wish that whoever leaves their place to the unit can have then: of what is free or the unit had."""
        return next(
            rank
            for rank in self.choices[leaver]
            if rank != self.ranks[leaver] and self.fits_after(leaver, self.wishes[leaver][rank], unit)
        )

    def fits_after(self, unit: int, item: int, leaver: int) -> bool:
        """Whether a place of the item is free for the unit once another one has left what it has."""
        if item == self.items[leaver]:
            return self.follows(unit, leaver) and not self.clashes(unit, item)
        return self.fits(unit, item)

    def allotment(self) -> Allotment:
        """What everybody gets, by person."""
        rows = (range(place, place + self.blocks) for place in range(0, len(self.items), self.blocks or 1))
        gets = [None if item == self.nothing else item for item in self.items]
        return {each.person: tuple(gets[unit] for unit in row) for each, row in zip(self.people, rows, strict=True)}


def seated(problem: Problem, allotment: Allotment) -> Seating:
    """The problem's people with the places that the allotment gives them, in their order."""
    seating = Seating(problem, problem.people)
    for unit in seating.units:
        item = allotment[problem.people[unit // seating.blocks].person][unit % seating.blocks]
        if item is not None:
            seating.move(unit, seating.wishes[unit].index(item))
    return seating


def nothing_rank(wishes: Sequence[int]) -> int:
    """What it costs to get nothing: as if nothing were the wish after the last one, so no list pays for being short."""
    return len(wishes)


def weight(loss: int) -> int:
    """What a day's loss of one person weighs: squares, so that losses are shared out rather than heaped."""
    return loss * loss
