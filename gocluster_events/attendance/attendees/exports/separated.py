"""The list as CSV, in the two ways in which programs read it.

As Excel reads it in Germany: semicolons, UTF-8 with a byte order mark. After RFC 4180: commas, UTF-8 and no mark. Both
have a head and end their lines with CRLF. In both, text that a spreadsheet would run gets an apostrophe before it:
nobody knows with which program a file is opened.
"""

import csv
import io
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.table import Coded, Table
from gocluster_events.core.text import RISKY, without_formula

MEDIA_TYPE = "text/csv"
CellText = Mapping[type[Any], Callable[[Any], str]]
"""How a cell of each type is written as text."""


def write_for_excel(file: BinaryIO, table: Table) -> None:
    """``file`` holds the table with the heads and moments that people read."""
    here = ZoneInfo(table.zone)
    says = _says(lambda cell: f"{cell.astimezone(here):%d.%m.%Y %H:%M}", lambda cell: f"{cell:%d.%m.%Y}")
    _write(file, table, table.heads, says, "utf-8-sig", ";")


def write_rfc_4180(file: BinaryIO, table: Table) -> None:
    """``file`` holds the table under the columns' names, with words for codes and moments after ISO 8601."""
    here = ZoneInfo(table.zone)
    says = _says(lambda cell: cell.astimezone(here).isoformat(timespec="seconds"), lambda cell: cell.isoformat())
    _write(file, table, table.keys or table.heads, says, "utf-8", ",")


def _says(moment: Callable[[datetime], str], day: Callable[[date], str]) -> CellText:
    return {
        str: without_formula,
        int: str,
        datetime: moment,
        date: day,
        Coded: lambda cell: without_formula(cell.words),
    }


def _write(file: BinaryIO, table: Table, heads: tuple[str, ...], says: CellText, encoding: str, delimiter: str) -> None:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([without_formula(head) for head in heads])
    writer.writerows(
        [  # the common cells without a call each, for a file has hundreds of thousands of them
            cell if cell is None or (type(cell) is str and cell[:1] not in RISKY) else says[type(cell)](cell)
            for cell in row
        ]
        for row in table.rows
    )
    text.detach()  # flushes, and leaves the file open for whoever handed it in
