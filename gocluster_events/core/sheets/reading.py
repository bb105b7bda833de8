"""Reading a table that somebody uploaded: in a process of its own."""

from collections.abc import Sequence
from typing import Any

from gocluster_events.core.sheets.limits import FileError, Row, Sheet, Unreadable
from gocluster_events.core.sheets.sandbox import run_confined


def read_sheets(upload: bytes) -> Sequence[Sheet]:
    """The tables of an .xlsx or .csv file that hold something, with what their cells show as text.

    At least one of them could be read. Nothing in them is evaluated. Raises Unreadable.
    """
    answer = run_confined("gocluster_events.core.sheets.child", upload)
    return [
        Sheet(name, tuple(map(row_of, rows)), is_hidden, FileError(fault) if fault else None, fault_row)
        for name, rows, is_hidden, fault, fault_row in answer["sheets"]
    ]


def row_of(plain: Sequence[Any]) -> Row:
    """The row that is written as a list of its parts."""
    number, cells, is_hidden, unsaved = plain
    return Row(number, tuple(cells), is_hidden, tuple(unsaved))


def read(upload: bytes) -> Sequence[Row]:
    """The rows of the first table of the file that is not hidden, where every cell is used. Raises Unreadable."""
    sheets = read_sheets(upload)
    sheet = next((each for each in sheets if not each.is_hidden), sheets[0])
    if sheet.fault is not None:
        raise Unreadable(sheet.fault, sheet.fault_row)
    for row in sheet.rows:
        if row.unsaved:
            raise Unreadable(FileError.FORMULA, row.number, row.unsaved[0])
    return sheet.rows
