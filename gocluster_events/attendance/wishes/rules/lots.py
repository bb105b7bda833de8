"""The lot: by which people get an order that nobody could choose."""

from collections.abc import Callable, Iterable
from random import Random


def lot_order(people: Iterable[str], seed: int) -> tuple[str, ...]:
    """The people in the order of the lot; in which order they came means nothing."""
    return shuffled(people, Random(seed).random)  # noqa: S311 -- it is to be the same again, and the seed is a secret's


def shuffled(people: Iterable[str], chance: Callable[[], float]) -> tuple[str, ...]:
    """The people in an order by ``chance``, which is `Random.random`: the one sequence that no Python changes."""
    rest = sorted(people)
    for last in range(len(rest) - 1, 0, -1):
        place = int(chance() * (last + 1))
        rest[last], rest[place] = rest[place], rest[last]
    return tuple(rest)
