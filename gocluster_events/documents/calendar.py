"""iCalendar as plain objects, one for each VEVENT (RFC 5545)."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Calendar

from gocluster_events.sheets.limits import Fault, Unreadable

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_DAMAGE = (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError)


def read(upload: bytes) -> list[dict[str, Any]]:
    """The events in their order: texts, and times in ISO 8601, without an offset where the file leaves it open.

    Raises Unreadable.
    """
    try:
        return [
            _plain(event)
            for calendar in Calendar.from_ical(_text(upload), multiple=True)
            for event in _events(calendar)
        ]
    except _DAMAGE as damage:
        raise Unreadable(Fault.DAMAGED) from damage


def _text(upload: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return _CONTROL.sub("", upload.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Unreadable(Fault.DAMAGED)


def _events(calendar: Any) -> Iterator[Any]:
    yield from calendar.walk("VEVENT")


def _plain(event: Any) -> dict[str, Any]:
    start, end = _moment(event, "DTSTART"), _moment(event, "DTEND")
    summary = event.get("SUMMARY")
    return {
        "uid": str(event.get("UID", "")),
        "summary": str(summary or ""),
        "summary_language": str(getattr(summary, "params", {}).get("LANGUAGE", "")),
        "description": str(event.get("DESCRIPTION", "")),
        "location": str(event.get("LOCATION", "")),
        "categories": [str(each) for each in event.categories],
        "status": str(event.get("STATUS", "")),
        "recurrence": str(event["RECURRENCE-ID"].dt) if "RECURRENCE-ID" in event else "",
        "repeats": "RRULE" in event or "RDATE" in event,
        "start": start.isoformat() if start else "",
        "minutes": _minutes(event, start, end),
    }


def _moment(event: Any, name: str) -> date | None:
    found = getattr(event.get(name), "dt", None)
    return found if isinstance(found, date) else None


def _minutes(event: Any, start: date | None, end: date | None) -> int | None:
    """How long it takes; None where the file does not say."""
    took = getattr(event.get("DURATION"), "dt", None)
    if isinstance(took, timedelta):
        return took // timedelta(minutes=1)
    if not isinstance(start, datetime) or not isinstance(end, datetime) or bool(start.tzinfo) is not bool(end.tzinfo):
        return None
    if start.tzinfo is not None:
        start, end = start.astimezone(UTC), end.astimezone(UTC)
    return (end - start) // timedelta(minutes=1)
