"""Which numbers of a block participants may read, so that none below five can be computed from any they read."""

from collections.abc import Iterable
from itertools import chain

from gocluster_events.attendance.attendees.rules.disclosure import Key, Sum, hidden
from gocluster_events.attendance.wishes.rules.outcome import BlockOutcome, ItemOutcome

WISHED: Key = ("wished",)


def granted(rank: int | None) -> Key:
    """How many got their wish number ``rank`` in the block; None: nothing."""
    return ("granted", str(rank or ""))


def untold(block: BlockOutcome) -> frozenset[Key]:
    """What may be read neither of the block as a whole nor of its items, all looked at together."""
    ranks = [granted(rank) for rank in range(1, len(block.granted) + 1)]
    numbers = {WISHED: block.wished, granted(None): block.none, **dict(zip(ranks, block.granted, strict=True))}
    sums = [Sum(WISHED, (*ranks, granted(None)))]
    if block.items:
        sums += [
            Sum(WISHED, tuple(_first("wished", each) for each in block.items)),
            Sum(ranks[0], tuple(_first("granted", each) for each in block.items)),
            *(Sum(_first("wished", each), (_first("granted", each), _first("refused", each))) for each in block.items),
        ]
    for each in block.items:
        wishes, places = each.wishes[0], each.granted[0]
        numbers[_first("wished", each)], numbers[_first("granted", each)] = wishes, places
        numbers[_first("refused", each)] = wishes - places
    return hidden(numbers, sums)


def _first(deed: str, each: ItemOutcome) -> Key:
    return (f"first {deed}", each.item)


def countable(blocks: Iterable[BlockOutcome]) -> frozenset[str]:
    """The items (UUIDs) of which anybody may read how many places there were, and how many wished it first."""
    return frozenset(chain.from_iterable(_countable(each) for each in blocks))


def _countable(block: BlockOutcome) -> list[str]:
    unseen = untold(block)
    return [each.item for each in block.items if not {_first("wished", each), _first("granted", each)} & unseen]
