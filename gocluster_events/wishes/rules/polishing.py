"""The end of an allocation: exchanges of places in a block, until none of up to three people makes the sum smaller."""

from collections.abc import Iterator, Mapping, Sequence

from gocluster_events.wishes.rules.seating import Move, Seating

Bounds = Mapping[int, int]
"""By item: the sum of squares is higher by at least so much when one of its people makes room for another."""


def polish(seating: Seating, block: int) -> bool:
    """No exchange in the block helps any more; returns whether one did."""
    units = [unit for unit in seating.units if unit % seating.blocks == block]
    is_changed = False
    while _improved(seating, units):
        is_changed = True
    return is_changed


def _improved(seating: Seating, units: Sequence[int]) -> bool:
    """Whether an exchange helped; the bounds are those before the first one, so only if none did, all were tried."""
    alone = _bounds(seating, units, {})
    bounds = (_bounds(seating, units, alone), alone)
    is_changed = False
    for unit in units:
        while exchange := next(_exchanges(seating, (), 0, unit, bounds), None):
            is_changed = True
            for each in exchange:
                seating.move(*each)
    return is_changed


def _bounds(seating: Seating, units: Sequence[int], beyond: Bounds) -> Bounds:
    """The bounds for the people of a block, where ``beyond`` are those for whoever makes room for them in turn."""
    bounds: dict[int, int] = {}
    for unit in units:
        item, wishes = seating.items[unit], seating.wishes[unit]
        for rank in seating.choices[unit]:
            if rank != seating.ranks[unit]:
                raised = seating.raised(unit, rank) + min(beyond.get(wishes[rank], 0), 0)
                bounds[item] = min(bounds.get(item, raised), raised)
    return bounds


def _exchanges(
    seating: Seating, moves: tuple[Move, ...], before: int, unit: int, bounds: Sequence[Bounds]
) -> Iterator[tuple[Move, ...]]:
    """The exchanges that help, and go on from these moves with one of the unit, whose place somebody is to have.

    Each begins so that the sum is smaller (``before``) after each of its moves: any that helps has such a beginning.
    """
    first = moves[0][0] if moves else unit
    for rank in seating.choices[unit]:
        item, after = seating.wishes[unit][rank], before + seating.raised(unit, rank)
        if after >= 0 or rank == seating.ranks[unit] or seating.clashes(unit, item):
            continue
        chain = (*moves, (unit, rank))
        if seating.fits_after(unit, item, first):
            yield chain
        elif bounds and after + bounds[0].get(item, 0) < 0:
            for leaver in seating.holders[item]:
                if seating.follows(unit, leaver) and all(leaver != each for each, _rank in chain):
                    yield from _exchanges(seating, chain, after, leaver, bounds[1:])
