"""Which columns somebody sees in the list and in which order, its pages, and its saved views."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gocluster_events.attendance.attendees.rules.filter import Field, Filter
from gocluster_events.attendance.attendees.rules.table import COLUMNS, Column, named
from gocluster_events.meeting.registration.people.rules.questions import Question, is_protected

NAME = named("title", "first_name", "last_name")
USUAL = named("organisation", "status", "actor_type", "state", "received")


@dataclass(frozen=True, slots=True)
class QuestionColumn:
    """The answers to a question of the edition's own as a column."""

    question: Question

    @property
    def value(self) -> str:
        """The column's name in addresses and in stored choices."""
        return f"question_{self.question.id}"


ListColumn = Column | QuestionColumn
"""A column that can be shown: one of ours, or a question's. Both have a ``value``."""


def every(questions: Iterable[Question]) -> tuple[ListColumn, ...]:
    """All columns that can be chosen, the usual ones first; no protected answers, nor the name."""
    rest = (column for column in COLUMNS if column not in {*NAME, *USUAL})
    return (*USUAL, *rest, *(QuestionColumn(each) for each in questions if not is_protected(each)))


def read_columns(names: Iterable[str], columns: Sequence[ListColumn]) -> tuple[ListColumn, ...]:
    """Those of the columns that are named, each once, in the order of the names; what is unknown is left out."""
    known = {column.value: column for column in columns}
    return tuple(known[name] for name in dict.fromkeys(names) if name in known)


def in_order(chosen: Sequence[ListColumn], columns: Sequence[ListColumn]) -> tuple[ListColumn, ...]:
    """All columns as the choice lists them: the chosen ones in their order, then the others."""
    return (*chosen, *(column for column in columns if column not in chosen))


def moved(order: Sequence[ListColumn], name: str, step: int) -> tuple[ListColumn, ...]:
    """The columns with that one a step up (-1) or down (1); at the end of the list it stays."""
    columns = list(order)
    at = next((number for number, column in enumerate(columns) if column.value == name), None)
    if at is not None and 0 <= at + step < len(columns):
        columns.insert(at + step, columns.pop(at))
    return tuple(columns)


def file_columns(columns: Sequence[ListColumn]) -> tuple[ListColumn, ...]:
    """The columns of a file that holds what the list shows: the parts of the name, then the others."""
    return (*NAME, *columns)


LONGEST_NAME = 60
Parameters = Mapping[str, list[str]]
_NOT_IN_VIEWS = (Field.SEARCH, Field.CHOSEN)


def lasting(wanted: Filter) -> Filter:
    """What a view keeps of a filter: no search words, which may be a name, and nobody who is only ticked."""
    for field in _NOT_IN_VIEWS:
        wanted = wanted.without(field)
    return wanted


def view_parameters(wanted: Filter) -> dict[str, list[str]]:
    """The address's query as a view keeps it."""
    return lasting(wanted).parameters()


def is_changed(parameters: Parameters, columns: Sequence[str], wanted: Filter, current: Sequence[ListColumn]) -> bool:
    """Whether the list shows something else than the view that was opened."""
    return view_parameters(wanted) != dict(parameters) or [each.value for each in current] != list(columns)


PER_PAGE = 50


def page_number(typed: str, total: int) -> int:
    """The page that ``typed`` means, from 1 to the last one of ``total`` rows; the first when it is no number."""
    wanted = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 8 else 1
    last = max(1, -(-total // PER_PAGE))
    return min(max(1, wanted), last)
