"""Who moves up: everybody in their order, each to the first free place that they may have."""

import hashlib
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from gocluster_events.registration.rules.codes import Passed
from gocluster_events.registration.rules.quotas import Applicant, Board, Place

Person = TypeVar("Person", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Step(Generic[Person]):
    """``person`` gets the place; ``passed`` stood before them in the same mode and could not have it, and why."""

    person: Person
    place: Place
    passed: tuple[tuple[Person, Passed], ...]


def next_in_line(board: Board, waiting: Iterable[tuple[Person, Applicant]]) -> Sequence[Step[Person]]:
    """The steps that fill the board, in their order; ``waiting`` is everybody, whoever is next first.

    One look at each person is enough: a place that is given away never makes room for somebody passed before.
    """
    steps: list[Step[Person]] = []
    left: list[tuple[Person, Applicant]] = []
    for person, applicant in waiting:
        place = board.place(applicant)
        if place is None:
            left.append((person, applicant))
            continue
        steps.append(Step(person, place, tuple(_passed(board, left, place, applicant))))
        board = board.taking(applicant, place)
    return steps


def _passed(
    board: Board, before: Sequence[tuple[Person, Applicant]], place: Place, mover: Applicant
) -> Iterable[tuple[Person, Passed]]:
    for person, applicant in before:
        reason = board.obstacle(place, applicant) if applicant.mode is mover.mode else None
        if isinstance(reason, Passed):
            yield person, reason


def fingerprint(people: Iterable[int]) -> str:
    """The same for the same people in the same order, and another one for any other list."""
    return hashlib.sha256(",".join(map(str, people)).encode()).hexdigest()[:16]


def shifted(ranks: Sequence[int], start: int, end: int) -> Sequence[int]:
    """The ranks of a list, in its present order, once the one at index ``start`` stands at ``end``; others close up."""
    order = list(range(len(ranks)))
    order.insert(end, order.pop(start))
    moved = [0] * len(ranks)
    for place, who in enumerate(order):
        moved[who] = ranks[place]
    return moved
