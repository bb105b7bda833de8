"""The end of an allocation: exchanges of places in a block, until none of up to three people makes the sum smaller."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from gocluster_events.attendance.wishes.rules.seating import MANY, Move, Seating

MOST_PEOPLE = 3
Least = Callable[[int, int, int], int]
"""At least so much an exchange raises the sum that goes on from an item, has left another, and has so many to come."""


def polish(seating: Seating, block: int) -> bool:
    """No exchange in the block helps any more; returns whether one did."""
    units = [unit for unit in seating.units if unit % seating.blocks == block]
    is_changed = False
    while _improved(seating, units):
        is_changed = True
    return is_changed


def _improved(seating: Seating, units: Sequence[int]) -> bool:
    """Whether an exchange helped; bounds are those from before the first one, so only if none did, all were tried."""
    least = _bounds(seating, units)
    is_changed = False
    for unit in units:
        while exchange := next(_exchanges(seating, (), 0, unit, least), None):
            is_changed = True
            for each in exchange:
                seating.move(*each)
    return is_changed


def _bounds(seating: Seating, units: Sequence[int]) -> Least:
    """What no exchange is better than, whoever takes part in it: without them, most of all need not be tried."""
    moves: dict[int, dict[int, int]] = defaultdict(dict)
    for unit in units:
        row, wishes = moves[seating.items[unit]], seating.wishes[unit]
        for rank in seating.choices[unit]:
            row[wishes[rank]] = min(row.get(wishes[rank], MANY), seating.raised(unit, rank))
    free = {item for item, number in enumerate(seating.free) if number > 0}

    @cache
    def least(item: int, home: int, people: int) -> int:
        ends = [raised for other, raised in moves[item].items() if other in free or other == home]
        if people > 1:
            ends += [raised + least(other, home, people - 1) for other, raised in moves[item].items()]
        return min(ends, default=MANY)

    return least


def _exchanges(
    seating: Seating, moves: tuple[Move, ...], before: int, unit: int, least: Least
) -> Iterator[tuple[Move, ...]]:
    """The exchanges that help, and go on from these moves with one of the unit, whose place somebody is to have.

    After each move the sum is to be smaller than at first (``before``): any exchange that helps can begin so.
    """
    first, people = moves[0][0] if moves else unit, MOST_PEOPLE - len(moves) - 1
    for rank in seating.choices[unit]:
        item, after = seating.wishes[unit][rank], before + seating.raised(unit, rank)
        if after >= 0 or rank == seating.ranks[unit] or seating.clashes(unit, item):
            continue
        chain = (*moves, (unit, rank))
        if seating.fits_after(unit, item, first):
            yield chain
        elif people and after + least(item, seating.items[first], people) < 0:
            for leaver in seating.holders[item]:
                if seating.follows(unit, leaver) and all(leaver != each for each, _rank in chain):
                    yield from _exchanges(seating, chain, after, leaver, least)
