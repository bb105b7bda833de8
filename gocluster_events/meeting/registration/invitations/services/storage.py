"""How the sheets of an uploaded list stand in the database, and how it is to be read."""

from collections.abc import Sequence
from typing import Any

from gocluster_events.core.sheets.limits import FileError, Row, Sheet
from gocluster_events.meeting.registration.invitations.models import InvitationImport
from gocluster_events.meeting.registration.invitations.rules.guest_list import Reading
from gocluster_events.meeting.registration.invitations.rules.heads import Column


def stored(sheets: Sequence[Sheet]) -> list[Any]:
    """The sheets as lists of plain values."""
    return [
        [
            sheet.name,
            [_stored(row) for row in sheet.rows],
            sheet.is_hidden,
            sheet.fault.value if sheet.fault else None,
            sheet.fault_row,
        ]
        for sheet in sheets
    ]


def _stored(row: Row) -> list[Any]:
    """A row with what is unusual about it, which most have not."""
    unusual = [row.is_hidden, list(row.unsaved)] if row.is_hidden or row.unsaved else []
    return [row.number, list(row.cells), *unusual]


def sheets_of(row: InvitationImport) -> list[Sheet]:
    """Every sheet of the file; none once the list is imported or removed."""
    return [
        Sheet(name, tuple(map(_row, rows)), is_hidden, FileError(fault) if fault else None, fault_row)
        for name, rows, is_hidden, fault, fault_row in row.sheets or ()
    ]


def rows_of(row: InvitationImport) -> list[Row]:
    """The rows of the sheet that is read, with everything above and between that does not count."""
    sheets = row.sheets or ()
    return [_row(each) for each in sheets[row.sheet][1]] if row.sheet < len(sheets) else []


def _row(plain: Sequence[Any]) -> Row:
    number, cells, is_hidden, unsaved = (*plain, False, ())[:4]
    return Row(number, tuple(cells), is_hidden, tuple(unsaved))


def read_rows(row: InvitationImport) -> list[Row]:
    """The rows that are read."""
    return reading(row).rows(rows_of(row))


def reading(row: InvitationImport) -> Reading:
    """How the list is read."""
    return Reading(
        mapping={int(index): Column(column) for index, column in row.mapping.items()},
        head_row=row.head_row,
        takes_hidden=row.takes_hidden,
        takes_each_address=row.takes_each_address,
    )
