"""The list as an Excel workbook in which every cell has its type and nothing is a formula (ECMA-376)."""

import re
from collections.abc import Callable
from datetime import date, datetime
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.table import Cell, Coded, Frame, Table
from gocluster_events.core.sheets.printing import set_up_for_print

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST, _NARROWEST, _PADDING = 50, 8, 3  # in characters; the padding leaves room for the filter's arrow
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_LONGEST_NAME = 31
Put = Callable[[Any, int, int, Any], int]
"""Writes a value into a cell, and says how many characters it takes."""


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the workbook: one sheet named after the list, with a frozen head and a filter on every column,
    set up for print.

    Instants are the venue's date and time. A second sheet says what the list is, where there is something to say.
    However many rows there are, one at a time is in memory: those before wait in a folder that only we may open, and
    that is gone at the end.
    """
    import xlsxwriter  # noqa: PLC0415 -- only who takes a workbook away waits for it

    with (
        TemporaryDirectory(prefix="gocluster-") as folder,
        xlsxwriter.Workbook(file, {**_TEXT_ONLY, "constant_memory": True, "tmpdir": folder}) as book,
    ):
        sheet = book.add_worksheet(_named(table.title))
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
        number, widths = _write_rows(book, sheet, table)
        for column, (head, width) in enumerate(zip(table.heads, widths, strict=True)):
            sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, len(head) + _PADDING, width + 1)))
        sheet.freeze_panes(1, 0)
        set_up_for_print(sheet)
        sheet.autofilter(0, 0, number, len(table.heads) - 1)
        if table.frame.about:
            _write_about(book, table.frame)


def _write_rows(book: Any, sheet: Any, table: Table) -> tuple[int, list[int]]:
    """How many rows were written, from the second on, and the characters of the widest cell of each column."""
    puts, number, widths = _puts(book, table.zone), 0, [0] * len(table.heads)
    for number, row in enumerate(table.rows, start=1):
        for column, cell in enumerate(row):
            if cell or cell == 0:  # nothing at all is a cell that Excel counts as empty
                widths[column] = max(widths[column], puts[type(cell)](sheet, number, column, cell))
    return number, widths


def _puts(book: Any, zone: str) -> dict[type[Cell], Put]:
    """How each kind of cell is written, as the type it has."""
    moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
    here = ZoneInfo(zone)

    def put_text(sheet: Any, row: int, column: int, cell: str) -> int:
        sheet.write_string(row, column, cell)
        return len(cell)

    def put_word(sheet: Any, row: int, column: int, cell: Coded) -> int:
        return put_text(sheet, row, column, cell.words)

    def put_number(sheet: Any, row: int, column: int, cell: int) -> int:
        sheet.write_number(row, column, cell)
        return len(str(cell))

    def put_moment(sheet: Any, row: int, column: int, cell: datetime) -> int:
        sheet.write_datetime(row, column, cell.astimezone(here).replace(tzinfo=None), moment)
        return 16

    def put_day(sheet: Any, row: int, column: int, cell: date) -> int:
        sheet.write_datetime(row, column, cell, day)
        return 10

    return {str: put_text, Coded: put_word, int: put_number, datetime: put_moment, date: put_day}


def _write_about(book: Any, frame: Frame) -> None:
    sheet = book.add_worksheet(_named(frame.about_title))
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 80)
    for row, (term, text) in enumerate(frame.about):
        sheet.write_string(row, 0, term, bold)
        sheet.write_string(row, 1, text, wrapped)


def _named(title: str) -> str:
    """A name that Excel takes for a sheet."""
    return _NOT_IN_A_NAME.sub(" ", title).strip("'")[:_LONGEST_NAME]
