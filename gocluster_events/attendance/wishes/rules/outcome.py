"""What a run has come to, in numbers: of each block and item, and beside what the order of the lot would give."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gocluster_events.attendance.wishes.rules.allocating import random_priority
from gocluster_events.attendance.wishes.rules.codes import MOST_WISHES
from gocluster_events.attendance.wishes.rules.losses import spread
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """An item (its UUID): its ``seats`` to allot, by rank how many wished and got it, and what is ``free`` then."""

    item: str
    seats: int
    wishes: tuple[int, ...]
    granted: tuple[int, ...]
    free: int


@dataclass(frozen=True, slots=True)
class BlockOutcome:
    """A block: how many ``wished`` in it, how many of them got which wish, and how many ``none``."""

    starts: datetime
    ends: datetime
    wished: int
    granted: tuple[int, ...]
    none: int
    items: tuple[ItemOutcome, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """How good an allotment is: first wishes granted, people who got nothing at all, and losses.

    ``worst`` is the highest loss of somebody's day, ``squares`` the sum of the squared ones.
    """

    first: int
    empty: int
    worst: int
    squares: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run in numbers: ``people`` who wished, ``lists`` of them in all blocks; ``by_lot`` is the order of the lot."""

    people: int
    blocks: tuple[BlockOutcome, ...]
    lists: int
    own: Measures
    by_lot: Measures

    @property
    def free(self) -> int:
        """How many places are left in all items."""
        return sum(each.free for block in self.blocks for each in block.items)

    @property
    def without(self) -> int:
        """How many lists got nothing."""
        return sum(block.none for block in self.blocks)

    def share(self, measures: Measures) -> int:
        """Of all lists those with the first wish, in percent; the rest is cut off."""
        return 100 * measures.first // self.lists if self.lists else 0

    def item(self, item: str) -> ItemOutcome | None:
        """The outcome of that item."""
        return next((each for block in self.blocks for each in block.items if each.item == item), None)


Span = tuple[datetime, datetime]


def figures_document(
    problem: Problem, spans: Sequence[tuple[Span, Sequence[str]]], allotment: Allotment, seed: int
) -> dict[str, Any]:
    """The allotment in numbers, as JSON; ``spans`` are the hours of each block with its items (UUIDs)."""
    number = {each.item: place for place, each in enumerate(problem.items)}
    tally = _tally(problem, allotment)
    blocks = [
        _block(span, [_item(problem, number[item], tally) for item in items], tally.none[block])
        for block, (span, items) in enumerate(spans)
    ]
    own = asdict(_measures(problem, allotment))
    by_lot = asdict(_measures(problem, random_priority(problem, seed)))
    lists: int = sum(each["wished"] for each in blocks)
    return {"people": len(problem.people), "blocks": blocks, "lists": lists, **own, "by_lot": by_lot}


@dataclass(frozen=True, slots=True)
class _Tally:
    """By item (its place) and rank, from 0, how many wished it and got it; by block how many got nothing."""

    wished: Counter[tuple[int, int]]
    granted: Counter[tuple[int, int]]
    none: Counter[int]


def _tally(problem: Problem, allotment: Allotment) -> _Tally:
    tally = _Tally(Counter(), Counter(), Counter())
    for each in problem.people:
        for block, (wishes, item) in enumerate(zip(each.lists, allotment[each.person], strict=True)):
            tally.wished.update((place, rank) for rank, place in enumerate(wishes))
            if item is not None:
                tally.granted[item, wishes.index(item)] += 1
            elif wishes:
                tally.none[block] += 1
    return tally


def _block(span: Span, rows: Sequence[dict[str, Any]], none: int) -> dict[str, Any]:
    granted = [sum(row["granted"][rank] for row in rows) for rank in range(MOST_WISHES)]
    hours = {"starts": span[0].isoformat(), "ends": span[1].isoformat()}
    return {**hours, "wished": sum(granted) + none, "granted": granted, "none": none, "items": list(rows)}


def _item(problem: Problem, place: int, tally: _Tally) -> dict[str, Any]:
    item, ranks = problem.items[place], range(MOST_WISHES)
    granted = [tally.granted[place, rank] for rank in ranks]
    wishes = [tally.wished[place, rank] for rank in ranks]
    facts = {"item": item.item, "seats": item.seats, "free": item.seats - sum(granted)}
    return {**facts, "wishes": wishes, "granted": granted}


def _measures(problem: Problem, allotment: Allotment) -> Measures:
    numbers = spread(problem, allotment)
    empty = sum(not any(item is not None for item in allotment[each.person]) for each in problem.people)
    return Measures(sum(numbers.granted[:1]), empty, numbers.worst, numbers.squares)


def read_figures(document: Mapping[str, Any]) -> Outcome:
    """The numbers that `figures_document` wrote."""
    blocks = tuple(
        BlockOutcome(
            datetime.fromisoformat(each["starts"]), datetime.fromisoformat(each["ends"]), each["wished"],
            tuple(each["granted"]), each["none"],
            tuple(
                ItemOutcome(row["item"], row["seats"], tuple(row["wishes"]), tuple(row["granted"]), row["free"])
                for row in each["items"]
            ),
        )
        for each in document["blocks"]
    )  # fmt: skip
    own = Measures(**{name: document[name] for name in ("first", "empty", "worst", "squares")})
    return Outcome(document["people"], blocks, document["lists"], own, Measures(**document["by_lot"]))
