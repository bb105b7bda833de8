"""The process that reads an uploaded document.

``python -m gocluster_events.core.documents.child < upload > content.json``;
its limits are those of `gocluster_events.core.sheets.child`.
"""

import json
from collections.abc import Iterable

from gocluster_events.core.documents.reading import LONGEST_CELL, Format
from gocluster_events.core.sheets import separated
from gocluster_events.core.sheets.child import ZIP, answer, check, sheets
from gocluster_events.core.sheets.limits import FileError, Unreadable

_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"
_CALENDAR = b"BEGIN:VCALENDAR"
DEEPEST = 100  # lists and objects in each other; no schedule has more than ten


def content(upload: bytes) -> dict[str, object]:
    """What the upload is, by its first characters, and what it holds. Raises Unreadable."""
    check(upload)
    if upload.startswith(ZIP):
        return _answer(
            Format.TABLE, [[(row.number, row.cells) for row in sheet] for sheet in sheets(upload, LONGEST_CELL)]
        )
    start = upload[:512].lstrip(_BLANK).replace(b"\x00", b"")
    if start.startswith(b"<"):
        from gocluster_events.core.documents import markup  # noqa: PLC0415 -- nobody else waits for lxml

        return _answer(Format.MARKUP, markup.read(upload))
    if start.startswith((b"{", b"[")):
        return _answer(Format.OBJECT, _object(upload))
    if start[: len(_CALENDAR)].upper() == _CALENDAR:
        from gocluster_events.core.documents import calendar  # noqa: PLC0415 -- nobody else waits for icalendar

        return _answer(Format.CALENDAR, calendar.read(upload))
    rows = [(row.number, row.cells) for row in separated.read_rows(upload, LONGEST_CELL)]
    if not rows:
        raise Unreadable(FileError.EMPTY)
    return _answer(Format.TABLE, [rows])


def _answer(kind: Format, what: object) -> dict[str, object]:
    return {"format": kind.value, "content": what}


def _object(upload: bytes) -> object:
    try:
        value = json.loads(upload)
    except json.JSONDecodeError as damage:
        raise Unreadable(FileError.DAMAGED, damage.lineno) from damage
    except ValueError as damage:  # no Unicode, or a number without end
        raise Unreadable(FileError.DAMAGED) from damage
    if _is_deeper(value, DEEPEST):
        raise Unreadable(FileError.TOO_LARGE)
    return value


def _is_deeper(value: object, most: int) -> bool:
    """Whether more than ``most`` lists and objects stand in each other: some Pythons follow many more than others."""
    level = [value]
    for _depth in range(most):
        level = [inner for each in level for inner in _inside(each)]
    return any(isinstance(each, (list, dict)) for each in level)


def _inside(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()


if __name__ == "__main__":
    answer(content)
