"""Columns, rows and formats of the list as it is downloaded."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, BinaryIO

from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.core.text import N_
from gocluster_events.meeting.registration.people.rules.fields import ALWAYS, DETAILS

PURPOSE_LIMIT = 200
MOST_ON_PAPER = 2000  # rows: a table for screen readers takes 0.1 MB of memory a row
COLUMNS_ON_PAPER = 10


class Format(Enum):
    """The format in which a list is downloaded; the value is the ending of the file's name."""

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


class Language(Enum):
    """The language of the mails to somebody."""

    DE = "de"
    EN = "en"


Cell = str | int | date | datetime | Coded | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the list: its name, the message above it, and how long it stays where paper is too narrow."""

    value: str
    head: str
    paper: int = ALWAYS


def _columns_of(category: str) -> tuple[Column, ...]:
    """The columns of that category of personal data by their rank; protected details never become columns."""
    details = (
        each for each in DETAILS if each.category == category and each.head is not None and not each.is_protected
    )
    return tuple(
        Column(each.name, each.head or each.label, each.paper) for each in sorted(details, key=lambda x: x.rank)
    )


COLUMNS = (
    *_columns_of("name"),
    *_columns_of("work"),
    *_columns_of("participation"),
    Column("status", N_("Status")),
    Column("place", N_("Waiting-list position"), 7),
    Column("quota", N_("Quota"), 8),
    *_columns_of("contact"),
    Column("language", N_("Language"), 0),
    Column("reference", N_("Reference number")),
    Column("received", N_("Received"), 11),
    Column("admitted", N_("Checked in")),
    *_columns_of("consent"),
    *_columns_of("words"),
)
"""What is told about a registration, in the file's order."""

_NAMED = {each.value: each for each in COLUMNS}


def named(*names: str) -> tuple[Column, ...]:
    """The columns of these names, in their order."""
    return tuple(_NAMED[name] for name in names)


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

    The rows may be read once only, one after the other. ``keys`` are the columns' names for programs; without any the
    heads are.
    """

    heads: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]
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
    columns: tuple[Any, ...] = COLUMNS  # each a `rules.columns.ListColumn`
    frame: Frame = field(default_factory=Frame)
    most_rows: int | None = None


def on_paper(columns: tuple[Any, ...]) -> tuple[Any, ...]:
    """Those of the columns that have room beside each other on A4, in their order."""
    least = sorted((each for each in COLUMNS if each.paper < ALWAYS and each in columns), key=lambda x: x.paper)
    left_out = least[: max(0, len(columns) - COLUMNS_ON_PAPER)]
    return tuple(each for each in columns if each not in left_out)[:COLUMNS_ON_PAPER]
