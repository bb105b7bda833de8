"""What leaves the house when the list is downloaded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, BinaryIO

from gocluster_events.attendees.rules.filter import Filter

PURPOSE_LIMIT = 200
MOST_ON_PAPER = 2000  # rows: a table for screen readers takes 0.1 MB of memory a row
COLUMNS_ON_PAPER = 10


class Format(Enum):
    """What a list is taken away as; the value is what its file's name ends with."""

    XLSX = "xlsx"
    PDF = "pdf"
    CSV_EXCEL = "csv"  # as Excel reads it in Germany
    CSV = "rfc4180.csv"
    JSON = "json"


class TooLong(Enum):
    """Why a list does not become a file."""

    FOR_PAPER = "for_paper"


@dataclass(frozen=True, slots=True)
class Coded:
    """A code and the reader's word for it: what people read says the word, what programs read says both."""

    code: str | bool
    words: str

    def __str__(self) -> str:
        return self.words


Cell = str | int | date | datetime | Coded | None


class Column(Enum):
    """What is told about a registration, in the file's order. Special needs are not among them, nor can they be."""

    TITLE = "title"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    BADGE_NAME = "badge_name"
    ORGANISATION = "organisation"
    POSITION = "position"
    CLUSTER = "cluster"
    ACTOR_TYPE = "actor_type"
    STATE = "state"
    MODE = "mode"
    STATUS = "status"
    PLACE = "place"
    QUOTA = "quota"
    EMAIL = "email"
    PHONE = "phone"
    POSTAL_ADDRESS = "postal_address"
    REFERENCE = "reference"
    RECEIVED = "received"
    ADMITTED = "admitted"
    LIST_NAME = "list_name"
    LIST_EMAIL = "list_email"
    NO_PHOTOS = "no_photos"
    REMARK = "remark"


COLUMNS = tuple(Column)


@dataclass(frozen=True, slots=True)
class Frame:
    """What a file says around its table, in the reader's language.

    ``about`` are terms with what they say of the list: its filter, its purpose. ``page`` are the words before, between
    and after the page's number and how many there are.
    """

    lang: str = "de"
    made_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)
    edition: str = ""
    about_title: str = ""
    about: tuple[tuple[str, str], ...] = ()
    page: tuple[str, str, str] = ("", " / ", "")


@dataclass(frozen=True, slots=True)
class Table:
    """Heads and rows of equal length. Text stays text, whatever it looks like; instants are shown in ``zone``.

    ``keys`` are the columns' names for programs; without any the heads are.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    zone: str
    title: str
    keys: tuple[str, ...] = ()
    frame: Frame = field(default_factory=Frame)


Write = Callable[[BinaryIO, Table], None]


@dataclass(frozen=True, slots=True)
class Order:
    """A list that somebody takes away: which rows and columns, what for, who, and under which name."""

    wanted: Filter
    purpose: str
    actor: str
    file_name: str
    zone: str
    title: str
    columns: tuple[Any, ...] = COLUMNS  # each a `rules.columns.Shown`
    frame: Frame = field(default_factory=Frame)
    most_rows: int | None = None


_LEAST_ON_PAPER = (
    Column.LIST_EMAIL,
    Column.LIST_NAME,
    Column.NO_PHOTOS,
    Column.REMARK,
    Column.POSTAL_ADDRESS,
    Column.BADGE_NAME,
    Column.PLACE,
    Column.QUOTA,
    Column.CLUSTER,
    Column.ACTOR_TYPE,
    Column.RECEIVED,
    Column.PHONE,
)
"""What is left out first where paper is too narrow."""


def on_paper(columns: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those of the columns that have room beside each other on A4, in their order."""
    left_out = [each for each in _LEAST_ON_PAPER if each in columns]
    left_out = left_out[: max(0, len(columns) - COLUMNS_ON_PAPER)]
    return tuple(each for each in columns if each not in left_out)[:COLUMNS_ON_PAPER]
