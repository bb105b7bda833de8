"""The process that reads an uploaded document: ``python -m gocluster_events.documents.child < upload > content.json``.

Its limits are those of `gocluster_events.sheets.child`.
"""

import json

from gocluster_events.documents.reading import LONGEST_CELL, Format
from gocluster_events.sheets import separated
from gocluster_events.sheets.child import ZIP, answer, check, sheets
from gocluster_events.sheets.limits import FileError, Unreadable

_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
_CALENDAR = b"BEGIN:VCALENDAR"


def content(upload: bytes) -> dict[str, object]:
    """What the upload is, by its first characters, and what it holds. Raises Unreadable."""
    check(upload)
    if upload.startswith(ZIP):
        return _answer(
            Format.TABLE, [[(row.number, row.cells) for row in sheet] for sheet in sheets(upload, LONGEST_CELL)]
        )
    start = upload[:512].lstrip(_BLANK).replace(b"\x00", b"")
    if start.startswith(b"<"):
        from gocluster_events.documents import markup  # noqa: PLC0415 -- nobody else waits for lxml

        return _answer(Format.MARKUP, markup.read(upload))
    if start.startswith((b"{", b"[")):
        return _answer(Format.OBJECT, _object(upload))
    if start[: len(_CALENDAR)].upper() == _CALENDAR:
        from gocluster_events.documents import calendar  # noqa: PLC0415 -- nobody else waits for icalendar

        return _answer(Format.CALENDAR, calendar.read(upload))
    rows = [(row.number, row.cells) for row in separated.read_rows(upload, LONGEST_CELL)]
    if not rows:
        raise Unreadable(FileError.EMPTY)
    return _answer(Format.TABLE, [rows])


def _answer(kind: Format, what: object) -> dict[str, object]:
    return {"format": kind.value, "content": what}


def _object(upload: bytes) -> object:
    try:
        return json.loads(upload)
    except json.JSONDecodeError as damage:
        raise Unreadable(FileError.DAMAGED, damage.lineno) from damage
    except ValueError as damage:  # no Unicode, or a number without end
        raise Unreadable(FileError.DAMAGED) from damage


if __name__ == "__main__":
    answer(content)
