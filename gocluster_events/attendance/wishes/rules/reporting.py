"""A run's result as it is stored: in each block in which somebody wishes, what they get, and why nothing better."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from gocluster_events.attendance.wishes.rules.explaining import Explanation, explanations
from gocluster_events.attendance.wishes.rules.wish_problem import Allotment, Problem


def allotment_rows(
    problem: Problem, allotment: Allotment, countable: Collection[str]
) -> Sequence[tuple[int, dict[str, Any]]]:  # fmt: skip
    """The rows of each person, by their number in the lot; with numbers of those items (UUIDs) that are countable."""
    reasons = explanations(problem, allotment)
    return [
        (int(each.person), _row(problem, block, wishes, item, reasons[each.person][block], countable))
        for each in problem.people
        for block, (wishes, item) in enumerate(zip(each.lists, allotment[each.person], strict=True))
        if wishes
    ]


def _row(
    problem: Problem, block: int, wishes: Sequence[int], item: int | None, reasons: Iterable[Explanation],
    countable: Collection[str],
) -> dict[str, Any]:  # fmt: skip
    return {
        "block": block,
        "item": None if item is None else problem.items[item].item,
        "rank": None if item is None else wishes.index(item) + 1,
        "explanations": [_explanation(each, problem.items[each.item].item, countable) for each in reasons],
    }  # fmt: skip


def _explanation(each: Explanation, item: str, countable: Collection[str]) -> dict[str, Any]:
    numbers = (each.seats, each.first_wishes) if item in countable else (0, 0)  # nobody reads what is not stored
    return {
        "item": item, "rank": each.rank + 1, "cause": each.cause.value,
        "seats": numbers[0], "first_wishes": numbers[1],
    }  # fmt: skip


def allotment_of(problem: Problem, rows: Iterable[tuple[int, int, str | None]]) -> Allotment:
    """The result that is stored: ``rows`` are number in the lot, block and item (UUID); who is gone has nothing."""
    number: Mapping[str, int] = {each.item: place for place, each in enumerate(problem.items)}
    items = {(str(lot), block): number[item] for lot, block, item in rows if item is not None}
    blocks = range(problem.blocks)
    return {each.person: tuple(items.get((each.person, block)) for block in blocks) for each in problem.people}
