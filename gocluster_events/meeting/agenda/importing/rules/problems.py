"""What is wrong with an item or a person of a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class EntryErrorKind(Enum):
    """What is wrong with an entry. `ERRORS` keep it out; with the others it is imported, but should be looked at."""

    NO_TITLE = "no_title"
    NO_TIME = "no_time"
    NO_LOCAL_TIME = "no_local_time"
    BAD_LENGTH = "bad_length"
    BAD_SEATS = "bad_seats"
    BAD_CODE = "bad_code"
    BAD_KIND = "bad_kind"
    BAD_LANGUAGE = "bad_language"
    BAD_VISIBILITY = "bad_visibility"
    BAD_SIGN_UP = "bad_sign_up"
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
    BAD_LINK = "bad_link"
    MANY_LINKS = "many_links"


ERRORS = frozenset(
    {
        EntryErrorKind.NO_TITLE,
        EntryErrorKind.NO_TIME,
        EntryErrorKind.NO_LOCAL_TIME,
        EntryErrorKind.BAD_LENGTH,
        EntryErrorKind.BAD_SEATS,
        EntryErrorKind.BAD_CODE,
        EntryErrorKind.BAD_KIND,
        EntryErrorKind.BAD_LANGUAGE,
        EntryErrorKind.BAD_VISIBILITY,
        EntryErrorKind.BAD_SIGN_UP,
        EntryErrorKind.BAD_ANSWER,
        EntryErrorKind.BAD_PART,
        EntryErrorKind.BAD_EMAIL,
        EntryErrorKind.BAD_STATUS,
        EntryErrorKind.NO_NAME,
        EntryErrorKind.TWICE,
    }
)


@dataclass(frozen=True, slots=True)
class EntryError:
    """A problem of the item ``number``; ``value`` is what stands there, ``name`` the item's title, if it has one."""

    number: int
    problem: EntryErrorKind
    value: str = ""
    name: str = ""
    is_person: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the item cannot be taken in."""
        return self.problem in ERRORS


def number_of_entries(faults: Iterable[EntryError]) -> int:
    """How many items and people have one of the problems; whoever has several counts once."""
    return len({(fault.is_person, fault.number) for fault in faults})


def alike(faults: Iterable[EntryError]) -> tuple[tuple[EntryErrorKind, tuple[EntryError, ...]], ...]:
    """The problems of each kind together, the most frequent kind first."""
    by_kind: dict[EntryErrorKind, list[EntryError]] = {}
    for fault in faults:
        by_kind.setdefault(fault.problem, []).append(fault)
    return tuple((kind, tuple(some)) for kind, some in sorted(by_kind.items(), key=lambda each: -len(each[1])))
