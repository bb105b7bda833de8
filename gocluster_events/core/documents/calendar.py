"""iCalendar as plain objects, one for each VEVENT (RFC 5545)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from gocluster_events.core.sheets.limits import FileError, Unreadable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_FOLD = re.compile(rb"\r?\n[ \t]")
_DAMAGE = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def read(upload: bytes) -> list[dict[str, Any]]:
    """The events in their order: texts, and times in ISO 8601, without an offset where the file leaves it open.

    Raises Unreadable.
    """
    try:
        return [
            {**_plain(event), "producer": str(calendar.get("PRODID", ""))}
            for calendar in Calendar.from_ical(_text(upload), multiple=True)
            for event in _events(calendar)
        ]
    except _DAMAGE as damage:
        raise Unreadable(FileError.DAMAGED) from damage


def _text(upload: bytes) -> str:
    """The file's lines, each whole. A fold may cut a character, so they are joined as bytes (RFC 5545, 3.1)."""
    text, upload = "", _FOLD.sub(b"", upload)
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = text or _CONTROL.sub("", upload.decode(encoding))
        except UnicodeDecodeError:
            continue
    if not text.rstrip().upper().endswith("END:VCALENDAR"):
        raise Unreadable(FileError.DAMAGED)  # the rest of it got lost
    return text


def _events(calendar: Any) -> Iterator[Any]:
    yield from calendar.walk("VEVENT")


def _plain(event: Any) -> dict[str, Any]:
    begins, summary = _first(event, "DTSTART"), _first(event, "SUMMARY")
    start, end = _moment(begins), _moment(_first(event, "DTEND"))
    return {
        "uid": str(_first(event, "UID") or ""),
        "summary": str(summary or ""),
        "summary_language": str(getattr(summary, "params", {}).get("LANGUAGE", "")),
        "description": str(_first(event, "DESCRIPTION") or ""),
        "location": str(_first(event, "LOCATION") or ""),
        "categories": [str(each) for each in event.categories],
        "status": str(_first(event, "STATUS") or ""),
        "recurrence": str(_moment(_first(event, "RECURRENCE-ID")) or ""),
        "repeats": "RRULE" in event or "RDATE" in event,
        "start": start.isoformat() if start else str(begins or ""),
        "minutes": _minutes(_first(event, "DURATION"), start, end),
    }


def _first(event: Any, name: str) -> Any:
    """The property of that name; the first if there are several."""
    entry = event.get(name)
    return entry[0] if isinstance(entry, list) else entry


def _moment(value: Any) -> date | None:
    """The date or time of a property; None when it cannot be read."""
    try:
        at = getattr(value, "dt", None)
    except _DAMAGE:
        return None
    return at if isinstance(at, date) else None


def _minutes(duration: Any, start: date | None, end: date | None) -> int | None:
    """The duration of the event in minutes; None where the file does not say."""
    took = getattr(duration, "dt", None)
    if isinstance(took, timedelta):
        return took // timedelta(minutes=1)
    if not isinstance(start, datetime) or not isinstance(end, datetime) or bool(start.tzinfo) is not bool(end.tzinfo):
        return None
    if start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    return (end - start) // timedelta(minutes=1)
