"""The meeting as a calendar file (RFC 5545, sent as RFC 5546 has it)."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gocluster_events.core.text import one_line
from gocluster_events.meeting.events.rules.edition import Meeting

PRODUCT = "-//go-cluster//Events//DE"
DAY = timedelta(days=1)


def meeting_calendar(meeting: Meeting, stamp: datetime) -> bytes:
    """One entry in the venue's zone, which adds, changes or removes the meeting; its texts stay text."""
    from icalendar import Calendar  # noqa: PLC0415 -- only who takes an entry along waits for it

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method(meeting))
    calendar.add_component(_entry(meeting, stamp))
    first, last = meeting.starts_at.date() - DAY, meeting.ends_at.date() + DAY  # of one day alone nothing is written
    calendar.add_missing_timezones(first_date=first, last_date=last)
    return bytes(calendar.to_ical())


def method(meeting: Meeting) -> str:
    """What a calendar does with the entry; also the ``method`` of the attachment's type."""
    return "CANCEL" if meeting.cancelled else "PUBLISH"


def _entry(meeting: Meeting, stamp: datetime) -> Any:
    from icalendar import Event  # noqa: PLC0415 -- as above

    from gocluster_events.meeting.events.exports.ics_text import Text  # noqa: PLC0415 -- as above

    zone = ZoneInfo(meeting.zone)
    entry = Event()
    entry.add("uid", meeting.uid)
    entry.add("dtstamp", stamp)
    entry.add("sequence", meeting.sequence)
    entry.add("status", "CANCELLED" if meeting.cancelled else "CONFIRMED")
    entry.add("summary", Text(one_line(meeting.title)))
    entry.add("location", Text(one_line(meeting.location)))
    entry.add("dtstart", on_the_clocks(meeting.starts_at, zone))
    entry.add("dtend", on_the_clocks(meeting.ends_at, zone))
    if meeting.url:
        entry.add("url", one_line(meeting.url))
    return entry


def on_the_clocks(instant: datetime, zone: ZoneInfo) -> datetime:
    """The venue's time; in the hour that autumn repeats, its second run can only be told in UTC."""
    local = instant.astimezone(zone)
    return instant if local.fold else local
