"""The list as CSV, in the two ways in which programs read it.

As Excel reads it in Germany: semicolons, UTF-8 with a byte order mark. After RFC 4180: commas, UTF-8 and no mark. Both
have a head and end their lines with CRLF. In both, text that a spreadsheet would run gets an apostrophe before it:
nobody knows with which program a file is opened.
"""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendees.rules.table import Cell, Coded, Table
from gocluster_events.text import inert

MEDIA_TYPE = "text/csv"


def write_for_excel(file: BinaryIO, table: Table) -> None:
    """``file`` holds the table with the heads and moments that people read."""
    here = ZoneInfo(table.zone)

    def said(cell: Cell) -> str:
        match cell:
            case datetime():
                return f"{cell.astimezone(here):%d.%m.%Y %H:%M}"
            case date():
                return f"{cell:%d.%m.%Y}"
            case _:
                return _plain(cell)

    _write(file, table.heads, ([said(cell) for cell in row] for row in table.rows), "utf-8-sig", ";")


def write_rfc_4180(file: BinaryIO, table: Table) -> None:
    """``file`` holds the table under the columns' names, with words for codes and moments after ISO 8601."""
    here = ZoneInfo(table.zone)

    def said(cell: Cell) -> str:
        match cell:
            case datetime():
                return cell.astimezone(here).isoformat(timespec="seconds")
            case date():
                return cell.isoformat()
            case _:
                return _plain(cell)

    _write(file, table.keys or table.heads, ([said(cell) for cell in row] for row in table.rows), "utf-8", ",")


def _write(file: BinaryIO, heads: tuple[str, ...], rows: Iterable[list[str]], encoding: str, delimiter: str) -> None:
    text = io.TextIOWrapper(file, encoding=encoding, newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([inert(head) for head in heads])
    writer.writerows(rows)
    text.detach()  # flushes, and leaves the file open for whoever handed it in


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str() | Coded():
            return inert(str(cell))
        case _:
            return str(cell)
