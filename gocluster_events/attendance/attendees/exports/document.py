"""The list as JSON for programs: codes beside words, nothing altered. docs/formats.md says what stands where."""

import io
import json
from datetime import date, datetime
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.table import Cell, Coded, Table

MEDIA_TYPE = "application/json"
NAME, VERSION = "gocluster-events-list", 1


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the document, one row of the list a line."""
    text, keys = io.TextIOWrapper(file, encoding="utf-8", newline="\n"), table.keys or table.heads
    here, frame = ZoneInfo(table.zone), table.frame
    head = {
        "format": NAME,
        "version": VERSION,
        "language": frame.lang,
        "title": table.title,
        "edition": frame.edition,
        "made_at": frame.made_at.astimezone(here).isoformat(timespec="seconds"),
        "time_zone": table.zone,
        "about": [{"term": term, "text": sentence} for term, sentence in frame.about],
        "columns": [{"key": key, "label": label} for key, label in zip(keys, table.heads, strict=True)],
    }
    text.write(f'{_json(head)[:-1]}, "rows": [')
    for number, row in enumerate(table.rows):
        record = {key: _value(cell, here) for key, cell in zip(keys, row, strict=True)}
        text.write(f"{',' if number else ''}\n{_json(record)}")
    text.write("\n]}\n")
    text.detach()


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False)


def _value(cell: Cell, here: ZoneInfo) -> Any:
    match cell:
        case Coded():
            return {"code": cell.code, "label": cell.words}
        case datetime():
            return cell.astimezone(here).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return cell
