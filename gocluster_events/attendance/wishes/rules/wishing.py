"""What somebody may wish: in each block up to so many items by rank, or no part in it, or they say nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

DECLINED = "none"
"""What a form sends for the first wish of whoever takes no part in a block."""


class WishRefusal(Enum):
    """Why wishes are not taken."""

    NOT_YET = "not_yet"
    CLOSED = "closed"
    TOO_MANY = "too_many"
    GAP = "gap"  # a second wish without a first one
    SAME_TWICE = "same_twice"
    NOT_IN_BLOCK = "not_in_block"


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says of a block: ``items`` (UUIDs) by rank. Without any they take no part, or have not answered."""

    items: tuple[str, ...] = ()
    is_declined: bool = False

    @property
    def is_given(self) -> bool:
        """Whether anything was answered."""
        return bool(self.items) or self.is_declined


@dataclass(frozen=True, slots=True, order=True)
class WishRow:
    """A wish as it is stored: number ``rank`` of its block, from 1; 0: no part in the block that the item is in."""

    item: str
    rank: int


def hours(opens_at: datetime | None, closes_at: datetime, now: datetime) -> WishRefusal | None:
    """Why nobody can wish at that time; None: everybody can. Without ``opens_at`` they always could."""
    if opens_at is not None and now < opens_at:
        return WishRefusal.NOT_YET
    return WishRefusal.CLOSED if now >= closes_at else None


def refusal(values: Sequence[str], block: Sequence[str], most: int) -> WishRefusal | None:
    """Why these values of a form, by rank, are no answer to the block of these items; None: they are one."""
    wishes = [value for value in values if value not in {"", DECLINED}]
    standing = {
        WishRefusal.GAP: list(values[: len(wishes)]) != wishes,
        WishRefusal.NOT_IN_BLOCK: not set(wishes) <= set(block),
        WishRefusal.SAME_TWICE: len(set(wishes)) < len(wishes),
        WishRefusal.TOO_MANY: len(wishes) > most,
    }
    return next((code for code, holds in standing.items() if holds), None)


def answer(values: Sequence[str]) -> Answer:
    """What the values of a form say that are not refused."""
    items = tuple(value for value in values if value not in {"", DECLINED})
    return Answer(items, not items and DECLINED in values[:1])


def rows_of(answers: Iterable[Answer], blocks: Iterable[Sequence[str]]) -> tuple[WishRow, ...]:
    """The answers to the blocks as they are stored; of what was not answered nothing is."""
    rows: list[WishRow] = []
    for each, block in zip(answers, blocks, strict=True):
        rows += [WishRow(item, 0) for item in block if each.is_declined]
        rows += [WishRow(item, rank) for rank, item in enumerate(each.items, 1)]
    return tuple(rows)


def lists_of(rows: Iterable[WishRow], blocks: Iterable[Sequence[str]], most: int) -> tuple[Answer, ...]:
    """What one person's rows say of the blocks as they are now, each with its items in the order of the day.

    An item may have moved since to another block, and two wishes have the same rank there: what is earlier comes first.
    """
    ranks: Mapping[str, int] = {each.item: each.rank for each in rows}
    return tuple(_answer_of(ranks, block, most) for block in blocks)


def _answer_of(ranks: Mapping[str, int], block: Sequence[str], most: int) -> Answer:
    wishes = sorted((item for item in block if ranks.get(item)), key=lambda item: ranks[item])
    return Answer(tuple(wishes[:most]), not wishes and any(item in ranks for item in block))
