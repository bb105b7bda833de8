"""The list as an Excel workbook in which every cell has its type and nothing is a formula (ECMA-376)."""

from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gocluster_events.attendees.rules.table import Cell, Table

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_WIDEST, _NARROWEST, _PADDING = 50, 8, 3  # in characters; the padding leaves room for the filter's arrow


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the workbook: one sheet named after the list, with a frozen head and a filter on every column;
    instants are the venue's date and time.
    """
    with xlsxwriter.Workbook(file, _TEXT_ONLY) as book:
        sheet = book.add_worksheet(table.title)
        bold = book.add_format({"bold": True, "bottom": 1})
        moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"})
        for column, head in enumerate(table.heads):
            sheet.write_string(0, column, head, bold)
            sheet.set_column(column, column, _width(head, [row[column] for row in table.rows]))
        for number, row in enumerate(table.rows, start=1):
            for column, cell in enumerate(row):
                _write_cell(sheet, (number, column), cell, moment, table.zone)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(table.rows), len(table.heads) - 1)


def _write_cell(sheet: Worksheet, at: tuple[int, int], cell: Cell, moment: Format, zone: str) -> None:
    match cell:
        case datetime():
            sheet.write_datetime(*at, cell.astimezone(ZoneInfo(zone)).replace(tzinfo=None), moment)
        case int():
            sheet.write_number(*at, cell)
        case str() if cell:
            sheet.write_string(*at, cell)
        case _:
            pass  # an empty cell, which Excel counts as empty


def _width(head: str, cells: list[Cell]) -> int:
    longest = max(
        (16 if isinstance(cell, datetime) else len(str(cell)) for cell in cells if cell is not None), default=0
    )
    return min(_WIDEST, max(_NARROWEST, len(head) + _PADDING, longest + 1))
