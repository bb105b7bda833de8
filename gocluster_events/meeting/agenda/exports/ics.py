"""A programme as a calendar (RFC 5545) in the venue's time zone, with just the part of the zone's history it needs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.meeting.events.exports.ics import on_the_clocks

REFRESH = timedelta(hours=1)
"""How often a client that follows the calendar may ask again."""


@dataclass(frozen=True, slots=True)
class CalendarItem:
    """One programme item as a calendar shows it; what is empty is left out."""

    uuid: str
    title: str
    location: str
    starts_at: datetime
    ends_at: datetime
    kind: str = ""
    description: str = ""
    url: str = ""
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme of all entries. ``number`` is the version's: calendars replace entries that have a lower one."""

    title: str
    zone: str
    language: str
    number: int
    published_at: datetime


def to_ical(programme: Programme, entries: Sequence[CalendarItem]) -> bytes:
    """The calendar, one VEVENT per entry. The UID is the item's UUID, so a new version moves it and adds no copy."""
    from icalendar import Calendar  # noqa: PLC0415 -- only who follows a calendar waits for it

    from gocluster_events.meeting.events.exports.ics_text import Text  # noqa: PLC0415 -- as above

    calendar = Calendar()
    calendar.add("prodid", "-//go-cluster Events//programme//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    name = Text(programme.title)
    calendar.add("name", name, parameters={"language": programme.language})
    calendar.add("x-wr-calname", Text(name))
    calendar.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})  # RFC 7986, 5.7
    calendar.add("x-published-ttl", REFRESH)
    for entry in entries:
        calendar.add_component(_event(programme, entry))
    if entries:
        calendar.add_missing_timezones(first_date=_first(entries), last_date=_last(entries))
    else:
        calendar.add_component(_zone_alone(programme))  # without any component it would be none (RFC 5545, 3.6)
    return bytes(calendar.to_ical())


def _zone_alone(programme: Programme) -> Any:
    from icalendar import Timezone  # noqa: PLC0415 -- as above

    day = programme.published_at.date()
    return Timezone.from_tzid(programme.zone, first_date=day, last_date=day + timedelta(days=1))


def _event(programme: Programme, entry: CalendarItem) -> Any:
    from icalendar import Event  # noqa: PLC0415 -- as above

    from gocluster_events.meeting.events.exports.ics_text import Text  # noqa: PLC0415 -- as above

    zone, event = ZoneInfo(programme.zone), Event()
    event.add("uid", entry.uuid)
    event.add("sequence", programme.number)
    event.add("dtstamp", programme.published_at)
    event.add("dtstart", on_the_clocks(entry.starts_at, zone))
    event.add("dtend", on_the_clocks(entry.ends_at, zone))
    if entry.is_cancelled:
        event.add("status", "CANCELLED")
    event.add("summary", Text(entry.title), parameters={"language": programme.language})
    if entry.kind:
        event.add("categories", [entry.kind])
    if entry.description:
        event.add("description", Text(entry.description))
    if entry.location:
        event.add("location", Text(entry.location))
    if entry.url:
        event.add("url", entry.url)
    return event


def _first(entries: Sequence[CalendarItem]) -> date:
    return min(entry.starts_at for entry in entries).date() - timedelta(days=1)


def _last(entries: Sequence[CalendarItem]) -> date:
    return max(entry.ends_at for entry in entries).date() + timedelta(days=1)
