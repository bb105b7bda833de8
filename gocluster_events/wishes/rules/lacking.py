"""What somebody lacks after a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Lack(Enum):
    """What somebody did not get."""

    PLACE = "place"  # nothing in a block in which they wished for something
    FIRST = "first"  # a wish, and not the first
    LIMIT = "limit"  # something that the limit of their institution kept from them


@dataclass(frozen=True, slots=True)
class Given:
    """What a run gives in a block: the item (UUID) and the number of the wish, None for nothing.

    ``explanations`` say of each better wish, in order, why it is not granted.
    """

    block: int
    item: str | None
    rank: int | None
    explanations: tuple[Mapping[str, Any], ...] = ()


def lacks(blocks: Iterable[Given]) -> frozenset[Lack]:
    """What somebody lacks who got this."""
    missing = set[Lack]()
    for each in blocks:
        if each.rank is None:
            missing.add(Lack.PLACE)
        elif each.rank > 1:
            missing.add(Lack.FIRST)
        if any(explanation["cause"] == "organisation" for explanation in each.explanations):
            missing.add(Lack.LIMIT)
    return frozenset(missing)
