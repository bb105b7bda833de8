"""What is wrong with an item or a person of a file."""

from dataclasses import dataclass
from enum import Enum


class Problem(Enum):
    """Those of `ERRORS` keep the item out; with the others it is taken, and the person looks at it."""

    NO_TITLE = "no_title"
    NO_TIME = "no_time"
    NO_LOCAL_TIME = "no_local_time"
    BAD_LENGTH = "bad_length"
    BAD_SEATS = "bad_seats"
    BAD_CODE = "bad_code"
    BAD_KIND = "bad_kind"
    BAD_LANGUAGE = "bad_language"
    BAD_VISIBILITY = "bad_visibility"
    BAD_ANSWER = "bad_answer"
    BAD_PART = "bad_part"
    BAD_EMAIL = "bad_email"
    BAD_STATUS = "bad_status"
    NO_NAME = "no_name"
    TWICE = "twice"
    CUT = "cut"
    CLEANED = "cleaned"
    UNKNOWN_KIND = "unknown_kind"
    UNKNOWN_LANGUAGE = "unknown_language"
    NO_LENGTH = "no_length"
    AMBIGUOUS = "ambiguous"
    OTHER_OFFSET = "other_offset"
    DISAGREES = "disagrees"
    ROUNDED = "rounded"
    ELSEWHERE = "elsewhere"
    NAMESAKES = "namesakes"
    CANCELLED = "cancelled"
    REPEATS = "repeats"


ERRORS = frozenset(
    {
        Problem.NO_TITLE, Problem.NO_TIME, Problem.NO_LOCAL_TIME, Problem.BAD_LENGTH, Problem.BAD_SEATS,
        Problem.BAD_CODE, Problem.BAD_KIND, Problem.BAD_LANGUAGE, Problem.BAD_VISIBILITY, Problem.BAD_ANSWER,
        Problem.BAD_PART, Problem.BAD_EMAIL, Problem.BAD_STATUS, Problem.NO_NAME, Problem.TWICE,
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem of the item ``number``; ``value`` is what stands there, ``name`` the item's title, if it has one."""

    number: int
    problem: Problem
    value: str = ""
    name: str = ""
    is_person: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the item cannot be taken in."""
        return self.problem in ERRORS
