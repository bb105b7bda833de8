"""Why a file cannot be taken into the draft, and what somebody decided who looked at it."""

from dataclasses import dataclass
from enum import Enum

MOST_ENTRIES = 5_000


class ImportRefusal(Enum):
    """Why nothing is imported."""

    GONE = "gone"
    PROBLEMS = "problems"
    NOTHING_NEW = "nothing_new"
    NO_PROGRAMME = "no_programme"
    NO_ITEMS = "no_items"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Decision:
    """``seen``: the draft's revision that was looked at; ``left_out``: how many errors were agreed to be left out;
    ``creates_places``: whether rooms and tracks that the edition does not have are made.
    """

    seen: int
    left_out: int
    creates_places: bool
