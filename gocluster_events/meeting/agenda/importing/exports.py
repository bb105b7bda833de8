"""The draft as an Excel workbook that can be changed and uploaded again (ECMA-376). No cell is a formula."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from io import BytesIO, StringIO
from typing import Any

from gocluster_events.core.sheets.printing import set_up_for_print
from gocluster_events.core.text import without_formula

CSV = "text/csv; charset=utf-8"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_EMPTY_ROWS = 500  # below the last one, in which the lists to choose from are offered too
_NARROWEST, _WIDEST, _HELP_WIDTH = 8, 44, 34

Cell = str | int | date | time | None


@dataclass(frozen=True, slots=True)
class FormSheet:
    """A sheet with the names of its columns in the first row; ``lists``: the help list that each column offers."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    lists: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpSheet:
    """What the columns mean, and the lists of what may stand in them, by their heading."""

    title: str
    sentences: tuple[str, ...]
    lists: Mapping[str, tuple[str, ...]]


def to_csv(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as CSV with semicolons and a byte order mark, as German Excel opens it; no cell becomes a formula."""
    text = StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([without_formula(str(cell)) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def to_workbook(sheets: Sequence[FormSheet], help_sheet: HelpSheet | None = None) -> bytes:
    """The Excel workbook with the sheets in their order, and the help sheet, if any, last."""
    import xlsxwriter  # noqa: PLC0415 -- only who takes a workbook away waits for it

    file = BytesIO()
    with xlsxwriter.Workbook(file, _TEXT_ONLY) as book:
        writer = _Writer(book)
        pages = [(sheet, book.add_worksheet(sheet.title)) for sheet in sheets]
        ranges = writer.write_help(help_sheet) if help_sheet else {}
        for sheet, page in pages:
            writer.write_sheet(sheet, page, ranges)
    return file.getvalue()


class _Writer:
    def __init__(self, book: Any) -> None:
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"})
        self._clock = book.add_format({"num_format": "hh:mm", "align": "left", "valign": "top"})
        self._text = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        self._number = book.add_format({"valign": "top", "align": "left"})

    def write_help(self, sheet: HelpSheet) -> dict[str, str]:
        """The help sheet is in the workbook; returns the cell range of each list, by its heading."""
        from xlsxwriter.utility import xl_col_to_name  # noqa: PLC0415 -- as above

        page = self._book.add_worksheet(sheet.title)
        for row, sentence in enumerate(sheet.sentences):
            page.write_string(row, 0, sentence)
        top, ranges = len(sheet.sentences) + 1, {}
        for column, (head, values) in enumerate(sheet.lists.items()):
            page.set_column(column, column, _HELP_WIDTH)
            page.write_string(top, column, head, self._bold)
            for row, value in enumerate(values, start=top + 1):
                page.write_string(row, column, value, self._text)
            name, quoted = xl_col_to_name(column), sheet.title.replace("'", "''")
            if values:
                ranges[head] = f"='{quoted}'!${name}${top + 2}:${name}${top + 1 + len(values)}"
        return ranges

    def write_sheet(self, sheet: FormSheet, page: Any, ranges: Mapping[str, str]) -> None:
        """The sheet's rows, with lists to choose from; another value is warned of, not refused."""
        for column, head in enumerate(sheet.heads):
            page.write_string(0, column, head, self._bold)
            page.set_column(column, column, _width(head, [row[column] for row in sheet.rows]), self._text)
            if sheet.lists.get(column) in ranges:
                options = {
                    "validate": "list", "source": ranges[sheet.lists[column]], "error_type": "warning",
                    "ignore_blank": True,
                }  # fmt: skip
                page.data_validation(1, column, len(sheet.rows) + _EMPTY_ROWS, column, options)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                self._write(page, (number, column), cell)
        page.freeze_panes(1, 0)
        set_up_for_print(page)

    def _write(self, page: Any, at: tuple[int, int], cell: Cell) -> None:
        match cell:
            case date():
                page.write_datetime(*at, cell, self._day)
            case time():
                page.write_datetime(*at, cell, self._clock)
            case int():
                page.write_number(*at, cell, self._number)
            case str() if cell:
                page.write_string(*at, cell, self._text)
            case _:
                pass


def _width(head: str, cells: Sequence[Cell]) -> int:
    longest = max((len(str(cell)) for cell in cells if cell is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, len(head) + 2, longest + 1))
