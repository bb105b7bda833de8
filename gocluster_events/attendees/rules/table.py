"""What leaves the house when the list is downloaded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, BinaryIO

from gocluster_events.attendees.rules.filter import Filter

PURPOSE_LIMIT = 200
Cell = str | int | datetime | None


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
class Table:
    """Heads and rows of equal length. Text stays text, whatever it looks like; instants are shown in ``zone``."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    zone: str
    title: str


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
