"""What places are allotted from: the items with their seats, and who wishes what in which block."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from typing import Any


class Bar(Enum):
    """Why somebody can have no place in an item, whatever they wish."""

    CLASH = "clash"  # they have a place at that time
    ON_STAGE = "on_stage"  # they appear at that time
    NOT_ALLOWED = "not_allowed"  # it is for members only, say


@dataclass(frozen=True, slots=True)
class Stock:
    """The places of an item (its UUID) that are allotted: ``seats`` that nobody has yet.

    At most ``most_per_organisation`` of an institution have a place, 0: as many as like; ``organisations`` are the
    places that each has already, by its key. ``overlaps`` are the items at the same time.
    """

    item: str
    seats: int
    most_per_organisation: int = 0
    organisations: Mapping[str, int] = field(default_factory=dict)
    overlaps: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Wisher:
    """Somebody (the id of a registration) and what they wish: in each block the items by rank, empty: nothing.

    ``organisation`` is the key of an institution, empty: none. A wish for an item that is ``barred`` stays in its list.
    """

    person: str
    organisation: str
    lists: tuple[tuple[int, ...], ...]
    barred: Mapping[int, Bar] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that an allocation depends on, but for the lot. An item is named by its place in ``items``.

    Each item is wished in one block only, and everybody has as many lists as there are blocks.
    """

    items: tuple[Stock, ...]
    people: tuple[Wisher, ...]

    @property
    def blocks(self) -> int:
        """How many there are."""
        return max((len(each.lists) for each in self.people), default=0)


Allotment = Mapping[str, tuple[int | None, ...]]
"""The item that each person gets in each block; None: none."""


def problem_document(problem: Problem) -> dict[str, Any]:
    """The problem as JSON, the same in whatever order people stand in it."""
    return {
        "items": [
            {
                "item": each.item,
                "seats": each.seats,
                "most_per_organisation": each.most_per_organisation,
                "organisations": dict(sorted(each.organisations.items())),
                "overlaps": sorted(each.overlaps),
            }
            for each in problem.items
        ],
        "people": [
            {
                "person": each.person,
                "organisation": each.organisation,
                "lists": [list(wishes) for wishes in each.lists],
                "barred": {str(item): each.barred[item].value for item in sorted(each.barred)},
            }
            for each in sorted(problem.people, key=lambda each: each.person)
        ],
    }


def read_problem(document: Mapping[str, Any]) -> Problem:
    """The problem that `problem_document` wrote."""
    items = (
        Stock(
            each["item"], each["seats"], each["most_per_organisation"], each["organisations"],
            frozenset(each["overlaps"]),
        )
        for each in document["items"]
    )  # fmt: skip
    people = (
        Wisher(
            each["person"], each["organisation"], tuple(tuple(wishes) for wishes in each["lists"]),
            {int(item): Bar(bar) for item, bar in each["barred"].items()},
        )
        for each in document["people"]
    )  # fmt: skip
    return Problem(tuple(items), tuple(people))


def problem_digest(problem: Problem) -> str:
    """The SHA-256 of the problem, in hexadecimal digits: of two problems that are alike it is the same."""
    text = json.dumps(problem_document(problem), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
