"""The differences between a list and its last download."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gocluster_events.attendance.attendees.rules.catering import FewPeople, Food, Total
from gocluster_events.attendance.attendees.rules.profiles import Fact, ListFact
from gocluster_events.attendance.attendees.rules.table import named
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Diet, Status
from gocluster_events.meeting.registration.people.rules.consents import PhotoConsent

StoredRow = Mapping[str, Any]
"""The cells of a row by their columns' names, as JSON can keep them."""


class Withheld(Enum):
    """What replaces a stored value that may not be disclosed any more."""

    ADDRESS = "withheld"


_EMAIL, _MODE, _STATUS, _ACTOR_TYPE, _STATE, _PHOTOS = named("email", "mode", "status", "actor_type", "state", "photos")
_CODES: Mapping[ListFact, Mapping[str, Enum]] = {
    _EMAIL: {each.value: each for each in Withheld},
    _MODE: {each.value: each for each in Mode},
    _STATUS: {each.value: each for each in Status},
    _ACTOR_TYPE: {each.value: each for each in ActorType},
    _STATE: {each.value: each for each in FederalState},
    _PHOTOS: {each.value: each for each in PhotoConsent},
    Fact.NUMBER: {each.value: each for each in FewPeople},
    Fact.WHAT: {each.value: each for each in (*Total, *Diet, *Food)},
}


class Change(Enum):
    """What became of a row."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class CurrentRow:
    """A row of a list. ``key`` identifies it from list to list.

    It is about a registration, about somebody on the programme (``person_id``), or about nobody.
    """

    key: str
    registration_id: int | None
    cells: tuple[Any, ...]
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that is different, with what it says now, or said when it was still there.

    ``before`` holds what a changed row said, of those columns in which it says something else now.
    """

    change: Change
    cells: tuple[Any, ...]
    before: Mapping[ListFact, Any]


@dataclass(frozen=True, slots=True)
class ListChanges:
    """The rows that are different, and how many people were erased or have withdrawn their consent."""

    rows: tuple[ChangedRow, ...]
    erased: int

    def __bool__(self) -> bool:
        return bool(self.rows or self.erased)

    def number(self, change: Change) -> int:
        """How many rows have that change."""
        return sum(each.change is change for each in self.rows)


def stored_row(columns: Sequence[ListFact], cells: Sequence[Any]) -> dict[str, Any]:
    """A row as JSON can keep it."""
    pairs = zip(columns, cells, strict=True)
    return {column.value: cell.value if isinstance(cell, Enum) else cell for column, cell in pairs}


def still_disclosable(row: StoredRow, *, address: bool) -> StoredRow:
    """A stored row of the list by consent; the e-mail address is withheld unless ``address`` allows it."""
    if address or not row.get("email"):
        return row
    return {**row, "email": Withheld.ADDRESS.value}


def list_changes(
    columns: Sequence[ListFact], before: Mapping[str, StoredRow], now: Sequence[CurrentRow], listed: int
) -> ListChanges:
    """The differences from the stored rows ``before``, of which there were ``listed`` at the download."""
    here = {each.key for each in now}
    gone = [
        ChangedRow(Change.GONE, tuple(_cell(column, row) for column in columns), {})
        for key, row in before.items()
        if key not in here
    ]
    return ListChanges((*_there(columns, before, now), *gone), max(0, listed - len(before)))


def _there(
    columns: Sequence[ListFact], before: Mapping[str, StoredRow], now: Sequence[CurrentRow]
) -> Iterator[ChangedRow]:
    for each in now:
        row = before.get(each.key)
        if row is None:
            yield ChangedRow(Change.NEW, each.cells, {})
            continue
        were = {column: _cell(column, row) for column in columns}
        other = {column: were[column] for column, cell in zip(columns, each.cells, strict=True) if were[column] != cell}
        if other:
            yield ChangedRow(Change.CHANGED, each.cells, other)


def _cell(column: ListFact, row: StoredRow) -> Any:
    """What a row says in a column: a code where it was one; nothing where it did not have the column."""
    value = row.get(column.value, "")
    return _CODES.get(column, {}).get(value, value)
