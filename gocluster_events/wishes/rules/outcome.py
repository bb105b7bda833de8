"""What a run has come to, in numbers: of each block and item, and beside what the order of the lot would give."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from gocluster_events.wishes.rules.allocating import random_priority
from gocluster_events.wishes.rules.codes import MOST_WISHES
from gocluster_events.wishes.rules.losses import spread
from gocluster_events.wishes.rules.wish_problem import Allotment, Problem


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
    wished, granted = Counter[tuple[int, int]](), Counter[tuple[int, int]]()
    none = Counter[int]()
    for each in problem.people:
        for block, (wishes, item) in enumerate(zip(each.lists, allotment[each.person], strict=True)):
            wished.update((place, rank) for rank, place in enumerate(wishes))
            if item is not None:
                granted[item, wishes.index(item)] += 1
            elif wishes:
                none[block] += 1
    blocks: list[dict[str, Any]] = []
    for block, ((starts, ends), items) in enumerate(spans):
        rows = [_item(problem, number[item], wished, granted) for item in items]
        of_rank = _by_rank(lambda rank, rows=rows: sum(row["granted"][rank] for row in rows))
        hours = {"starts": starts.isoformat(), "ends": ends.isoformat()}
        numbers = {"wished": sum(of_rank) + none[block], "granted": of_rank, "none": none[block]}
        blocks.append({**hours, **numbers, "items": rows})
    own, people = asdict(_measures(problem, allotment)), len(problem.people)
    by_lot = asdict(_measures(problem, random_priority(problem, seed)))
    lists = sum(each["wished"] for each in blocks)
    return {"people": people, "blocks": blocks, "lists": lists, **own, "by_lot": by_lot}


def _item(
    problem: Problem, place: int, wished: Mapping[tuple[int, int], int], granted: Mapping[tuple[int, int], int]
) -> dict[str, Any]:
    item, got = problem.items[place], _by_rank(lambda rank: granted[place, rank])
    wishes = _by_rank(lambda rank: wished[place, rank])
    return {"item": item.item, "seats": item.seats, "wishes": wishes, "granted": got, "free": item.seats - sum(got)}


def _by_rank(count: Any) -> list[int]:
    return [count(rank) for rank in range(MOST_WISHES)]


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
