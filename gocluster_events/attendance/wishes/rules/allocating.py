"""Allotting places by simulated annealing: try changes, accept worse ones ever less, end where no exchange helps.

What a long first round leaves is warmed up a little again and again, and the best of all rounds stays: with the same
tries that comes nearer to what cannot be beaten than one round alone.

What is allotted keeps all limits at every moment. The same problem and seed give the same allotment on every machine:
tries are counted, not timed, and all numbers are whole but for those of chance, which are only multiplied and compared.
"""

from collections.abc import Sequence
from random import Random

from gocluster_events.attendance.wishes.rules.lots import lot_order, shuffled
from gocluster_events.attendance.wishes.rules.polishing import polish
from gocluster_events.attendance.wishes.rules.seating import Move, Seating
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem

TRIES_PER_UNIT, MOST_TRIES = 5_000, 12_000_000
HOT, WARM, REHEATS = 0.8, 0.3, 6
LEVELS = (160, *REHEATS * (40,))  # how often it cools in each round
PORTION = 25_000  # tries: about a quarter of a second
FEWEST = 1e-6  # odds that are as good as none


class Annealing:
    """A search that runs in portions, ``step`` by ``step`` until it is ``done``."""

    def __init__(self, problem: Problem, seed: int, tries_per_unit: int = TRIES_PER_UNIT) -> None:
        self._chance = Random(seed).random  # noqa: S311 -- it is to be the same again
        by_id = {each.person: each for each in problem.people}
        self._seating = Seating(problem, [by_id[person] for person in shuffled(by_id, self._chance)])
        self._tries = min(tries_per_unit * len(self._seating.units), MOST_TRIES) // sum(LEVELS)
        self._round = self._level = self._turn = self._polished = 0
        for unit in self._seating.units:
            self._seating.move(unit, self._seating.best(unit))
        self._best: list[int] = []
        self._least: int | None = None  # the sum of the best

    @property
    def done(self) -> bool:
        """Whether the search has ended, so that no exchange of up to three people in a block would help."""
        return self._round == len(LEVELS)

    @property
    def progress(self) -> int:
        """How much of the search is done, in per cent; 100 only at its end."""
        return 100 if self.done else min(100 * (sum(LEVELS[: self._round]) + self._level) // sum(LEVELS), 99)

    def step(self) -> int:
        """The search has gone on for a portion; returns the progress."""
        tries = 0
        while not self.done and tries < PORTION and self._level < LEVELS[self._round]:
            self._anneal()
            tries += max(self._tries, 1)
        if not tries and not self.done:
            self._polish()
        return self.progress

    def result(self) -> Allotment:
        """What everybody gets as it stands."""
        return self._seating.allotment()

    def _polish(self) -> None:
        """One block is improved as far as exchanges can; what it changed may let another one be improved."""
        block = self._turn % (self._seating.blocks or 1)
        self._polished = 1 if polish(self._seating, block) else self._polished + 1
        self._turn += 1
        if self._polished >= self._seating.blocks:
            self._end_round()

    def _end_round(self) -> None:
        """The best of all rounds so far stands, and the next one begins with it."""
        reached = self._seating.sum()
        if self._least is None or reached <= self._least:
            self._best, self._least = list(self._seating.ranks), reached
        else:
            self._seating.put_back(self._best)
        self._round, self._level, self._polished = self._round + 1, 0, 0

    def _anneal(self) -> None:
        """All tries of one level of heat."""
        share = self._level / LEVELS[self._round]
        odds = _odds((WARM if self._round else HOT) * (1 - share) ** 2)
        for _number in range(self._tries):
            self._try(odds)
        self._level += 1

    def _try(self, odds: Sequence[float]) -> None:
        """One unit gets another of its wishes or nothing, and whoever is in its way what is free, if the odds allow."""
        seating, chance = self._seating, self._chance
        unit = seating.units[int(chance() * len(seating.units))]
        choices = seating.choices[unit]
        place = int(chance() * (len(choices) - 1))
        rank = choices[place] if choices[place] < seating.ranks[unit] else choices[place + 1]
        leaver = self._leaver(unit, seating.wishes[unit][rank])
        if leaver is None:
            return
        moves, raised = _first(seating, unit, rank)
        if leaver != unit:
            landing = seating.landing(leaver, unit)
            moves.append((leaver, landing))
            raised += seating.raised(leaver, landing)
        if raised <= 0 or (raised < len(odds) and chance() < odds[raised]):
            for each in moves:
                seating.move(*each)

    def _leaver(self, unit: int, item: int) -> int | None:
        """Whoever is to leave the item to the unit; the unit itself: a place is free; None: it can have none."""
        seating = self._seating
        organisation, holders = seating.organisations[unit], seating.holders[item]
        if seating.room[item][organisation] <= 0:
            holders = [each for each in holders if seating.organisations[each] == organisation]
        elif seating.free[item] > 0:
            return unit
        return holders[int(self._chance() * len(holders))] if holders else None


def _first(seating: Seating, unit: int, rank: int) -> tuple[list[Move], int]:
    """The unit gets that rank and its person gives up what clashes with it; and by how much that raises the sum."""
    moves, loss = [(unit, rank)], rank
    for other in seating.clashes(unit, seating.wishes[unit][rank]):
        nothing = seating.choices[other][-1]
        moves.append((other, nothing))
        loss += nothing - seating.ranks[other]
    return moves, seating.raised(unit, loss)


def _odds(heat: float) -> Sequence[float]:
    """With which chance a change is accepted that raises the sum by 0, 1, 2, …; never where the list ends."""
    odds, factor = [1.0], heat / (1 + heat)
    while odds[-1] > FEWEST:
        odds.append(odds[-1] * factor)
    return odds


def allot(problem: Problem, seed: int, tries_per_unit: int = TRIES_PER_UNIT) -> Allotment:
    """The allotment of a whole search, at once."""
    annealing = Annealing(problem, seed, tries_per_unit)
    while not annealing.done:
        annealing.step()
    return annealing.result()


def random_priority(problem: Problem, seed: int) -> Allotment:
    """What people would get by choosing in the order of the lot, forwards in one block and backwards in the next."""
    by_id = {each.person: each for each in problem.people}
    seating = Seating(problem, [by_id[person] for person in lot_order(by_id, seed)])
    for unit in sorted(seating.units, key=lambda unit: _turn(unit, seating.blocks)):
        seating.move(unit, seating.best(unit))
    return seating.allotment()


def _turn(unit: int, blocks: int) -> tuple[int, int]:
    place, block = divmod(unit, blocks)
    return block, -place if block % 2 else place
