"""Reading days and times as files write them, and the events of a calendar file."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.core.dates import exists
from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceItem

LONGEST_MINUTES = 24 * 60
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(?:uhr|h)?\s*([+-]\d{2}:\d{2})?", re.IGNORECASE)
_SHARE = re.compile(r"0?[.,]\d+")  # of a day, as Excel keeps a time
_LENGTH = re.compile(r"(\d{1,3}):(\d{2})(?::(\d{2}))?")
OURS = "-//go-cluster Events//"  # what our calendars say of who made them
_YEARS = range(1970, 2201)

Moment = tuple[datetime | None, tuple[EntryErrorKind, ...]]


def moment(day: str, start: str, zone: ZoneInfo, venue: ZoneInfo) -> Moment:
    """When an entry starts, to the minute, and what is wrong with that; None and no problem if no start is given.

    ``start`` may be an instant in one text; ``day`` is then the time of day that the file adds. Times without an
    offset are those of the clocks of ``zone``.
    """
    if not day and not start:
        return None, ()
    try:
        timestamp = _parsed(day, start)
        if timestamp.year not in _YEARS:
            return None, (EntryErrorKind.NO_TIME,)
        at, problems = _instant(timestamp, zone)
    except (ValueError, OverflowError):
        return None, (EntryErrorKind.NO_TIME,)
    if at is None:
        return None, problems
    if clock := _CLOCK.fullmatch(day):
        problems += _compared((int(clock[1]), int(clock[2])), timestamp, at.astimezone(venue))
    exact = at.replace(second=0, microsecond=0)
    return exact, problems if exact == at else (*problems, EntryErrorKind.ROUNDED)


def minutes(text: str) -> int | None:
    """A length of 1 to 1,440 minutes, written as 75, 1:15 or 01:15:00; None for anything else."""
    match = _LENGTH.fullmatch(text)
    if match:
        hours, rest, _seconds = match.groups()
        length = int(hours) * 60 + int(rest)
    elif text.isascii() and text.isdigit() and len(text) < 6:
        length = int(text)
    else:
        return None
    return length if 0 < length <= LONGEST_MINUTES else None


def _parsed(day: str, start: str) -> datetime:
    """Day and start as one datetime; it has no offset if the file gives none. Raises ValueError for anything else."""
    if len(start) > 10 and start[4:5] == "-":
        return datetime.fromisoformat(start)
    if _SHARE.fullmatch(start):
        whole = round(float(start.replace(",", ".")) * LONGEST_MINUTES)
        return datetime.combine(_day(day), time(whole // 60, whole % 60))
    match = _CLOCK.fullmatch(start)
    if not match:
        raise ValueError(start)
    hour, minute, second, offset = match.groups()
    local = datetime.combine(_day(day), time(int(hour), int(minute), int(second or 0)))
    return datetime.fromisoformat(f"{local.isoformat()}{offset}") if offset else local


def _day(text: str) -> date:
    if match := _ISO_DAY.match(text):
        year, month, day = match.groups()
    elif match := _GERMAN_DAY.fullmatch(text):
        day, month, year = match.groups()
    else:
        raise ValueError(text)
    return date(int(year), int(month), int(day))


def _instant(written: datetime, zone: ZoneInfo) -> Moment:
    if written.tzinfo is not None:
        return written.astimezone(UTC), ()
    if not exists(written, zone.key):
        return None, (EntryErrorKind.NO_LOCAL_TIME,)
    local = written.replace(tzinfo=zone)
    repeats = local.utcoffset() != local.replace(fold=1).utcoffset()
    return local.astimezone(UTC), (EntryErrorKind.AMBIGUOUS,) if repeats else ()


def _compared(clock: tuple[int, int], written: datetime, local: datetime) -> tuple[EntryErrorKind, ...]:
    if (local.hour, local.minute) == clock:
        return ()
    return (EntryErrorKind.OTHER_OFFSET if (written.hour, written.minute) == clock else EntryErrorKind.DISAGREES,)


def from_calendar(events: Sequence[Mapping[str, Any]], language: str, place: str) -> Source | None:
    """The programme of the events; None when there is none. ``place`` is the venue's address, which may follow a room.

    Events without a language of their own are in ``language``. What repeats is taken once; a single date that was
    moved is an item of its own.
    """
    if not events:
        return None
    numbered = list(enumerate(events, start=1))
    gone = tuple(number for number, event in numbered if event["status"].upper() == "CANCELLED")
    return Source(
        items=tuple(_item(number, event, language, place) for number, event in numbered if number not in gone),
        language=language,
        is_ours=all(event.get("producer", "").startswith(OURS) for event in events),
        left_out=gone,
        repeated=tuple(number for number, event in numbered if event["repeats"] and number not in gone),
    )


def _item(number: int, event: Mapping[str, Any], language: str, place: str) -> SourceItem:
    language_tag = event["summary_language"][:2].lower()
    written = language_tag if language_tag in {"de", "en"} else language
    values = {
        Column.ID: " ".join(filter(None, (event["uid"], event["recurrence"]))),
        Column(f"title_{written}"): event["summary"],
        Column(f"abstract_{written}"): event["description"],
        Column.ROOM: _room(event["location"], place),
        Column.START: event["start"],
    }
    if event["categories"]:
        values[Column.KIND] = event["categories"][0]
    if event["minutes"] is not None:
        values[Column.LENGTH] = str(event["minutes"])
    return SourceItem(number, values)


def _room(location: str, place: str) -> str:
    """The room: the event's location without the venue's address."""
    return "" if location == place else location.removesuffix(f", {place}") if place else location
