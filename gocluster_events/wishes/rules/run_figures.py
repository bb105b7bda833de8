"""The figures of a run, as they are stored and as a page reads them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """An item (UUID): its seats, how many wished for it first, second and third, and got it so; what is ``free``."""

    item: str
    seats: int
    wishes: Sequence[int]
    granted: Sequence[int]
    free: int


@dataclass(frozen=True, slots=True)
class BlockFigures:
    """A block: how many wished for something, were granted the first, second and third wish, and got nothing."""

    starts_at: datetime
    ends_at: datetime
    wished: int
    granted: Sequence[int]
    none: int
    items: Sequence[ItemFigures]


@dataclass(frozen=True, slots=True)
class Quality:
    """Of all lists how many got the ``first`` wish; who got nothing at any time; the most that one person steps back.

    ``squares`` is the sum over people of the square of what each steps back over the day.
    """

    first: int
    empty: int
    worst: int
    squares: int


@dataclass(frozen=True, slots=True)
class RunFigures:
    """What a run gives, and what a drawn order alone would (``by_lot``)."""

    people: int
    lists: int
    blocks: Sequence[BlockFigures]
    quality: Quality
    by_lot: Quality

    @property
    def free(self) -> int:
        """How many places are left in all items."""
        return sum(item.free for block in self.blocks for item in block.items)

    @property
    def without(self) -> int:
        """How many lists got nothing."""
        return sum(block.none for block in self.blocks)

    def share(self, quality: Quality) -> int:
        """Of all lists those with the first wish, in percent; the rest is cut off."""
        return 100 * quality.first // self.lists if self.lists else 0


def read_run(document: Mapping[str, Any]) -> RunFigures:
    """The figures of a stored document."""
    blocks = tuple(
        BlockFigures(
            datetime.fromisoformat(each["starts"]),
            datetime.fromisoformat(each["ends"]),
            each["wished"],
            tuple(each["granted"]),
            each["none"],
            tuple(ItemFigures(**item) for item in each["items"]),
        )
        for each in document["blocks"]
    )
    return RunFigures(document["people"], document["lists"], blocks, _quality(document), _quality(document["by_lot"]))


def _quality(document: Mapping[str, Any]) -> Quality:
    return Quality(document["first"], document["empty"], document["worst"], document["squares"])
