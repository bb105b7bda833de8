"""The list as CSV as Excel reads it in Germany: semicolons, UTF-8 with a byte order mark, CRLF (RFC 4180 otherwise)."""

import csv
import io
from datetime import datetime
from typing import BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendees.rules.table import Cell, Table
from gocluster_events.text import inert

MEDIA_TYPE = "text/csv"


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the table. Text that a spreadsheet would run gets an apostrophe before it; numbers and phone
    numbers stay as they are.
    """
    text = io.TextIOWrapper(file, encoding="utf-8-sig", newline="")
    rows = csv.writer(text, delimiter=";", lineterminator="\r\n")
    rows.writerow(table.heads)
    rows.writerows([_said(cell, table.zone) for cell in row] for row in table.rows)
    text.detach()  # flushes, and leaves the file open for whoever handed it in


def _said(cell: Cell, zone: str) -> str:
    match cell:
        case datetime():
            return cell.astimezone(ZoneInfo(zone)).strftime("%d.%m.%Y %H:%M")
        case None:
            return ""
        case str():
            return inert(cell)
        case _:
            return str(cell)
