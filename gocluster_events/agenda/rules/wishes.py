"""What the organisers wish of two items: one right after the other, or never at the same time."""

from dataclasses import dataclass
from enum import Enum


class WishKind(Enum):
    """One follows the other in the same room; or whoever is in one can also be in the other."""

    TOGETHER = "together"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish of two items, by their UUIDs."""

    kind: WishKind
    first: str
    second: str
