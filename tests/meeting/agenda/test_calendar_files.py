"""A programme in other people's calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from gocluster_events.meeting.agenda.exports.ics import CalendarItem, Programme, to_ical

PUBLISHED = datetime(2027, 3, 1, 12, tzinfo=UTC)
PROGRAMME = Programme("Jahrestagung; 2027, Berlin", "Europe/Berlin", "de", 7, PUBLISHED)


def entry(**changes):
    starts_at = changes.pop("starts_at", datetime(2027, 4, 22, 9, 45, tzinfo=UTC))
    values = {
        "uuid": "00000000-0000-0000-0000-000000000001",
        "title": "Kommunen als Clusterpartner",
        "kind": "Fachforum",
        "description": "",
        "location": "Eichensaal",
        "url": "https://events.example.org/de/x/agenda/a1",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=1),
    }
    return CalendarItem(**{**values, **changes})


def events(*entries):
    return Calendar.from_ical(to_ical(PROGRAMME, entries)).walk("VEVENT")


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("Wissen; sichern, wenn \\ Köpfe", "Wissen; sichern, wenn \\ Köpfe"),
        ("a\r\nEND:VEVENT\r\nBEGIN:VEVENT", "a\nEND:VEVENT\nBEGIN:VEVENT"),
        ("a\rATTENDEE:mailto:x@example.org", "a\nATTENDEE:mailto:x@example.org"),
        ("ü" * 200, "ü" * 200),
        ("\N{COLON}\N{QUOTATION MARK}", ':"'),
        (r"Laufwerk C:\Neu\neu", r"Laufwerk C:\Neu\neu"),
    ],
)
def test_whatever_a_title_holds_there_is_one_entry_with_that_title(title, read):
    (vevent,) = events(entry(title=title, description=title, location=title, kind=title))
    assert [str(vevent[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION")] == [read] * 3


def test_a_new_version_replaces_what_a_calendar_has():
    (vevent,) = events(entry())
    assert (vevent["UID"], vevent["SEQUENCE"], vevent["DTSTAMP"].dt) == (entry().uuid, 7, PUBLISHED)


@pytest.mark.parametrize(
    ("starts_at", "local"),
    [
        (datetime(2027, 3, 28, 0, 30, tzinfo=UTC), "01:30"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "03:00"),
        (datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "02:30"),
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "03:00"),
    ],
)
@pytest.mark.promise("P17")
def test_times_are_the_venues_on_the_days_the_clocks_change(starts_at, local):
    (vevent,) = events(entry(starts_at=starts_at))
    assert vevent["DTSTART"].dt.strftime("%H:%M") == local
    assert vevent["DTSTART"].dt.astimezone(UTC) == starts_at
    assert vevent["DTSTART"].params["TZID"] == "Europe/Berlin"


@pytest.mark.promise("P17")
def test_the_hour_that_autumn_repeats_is_told_apart():
    starts_at = datetime(2027, 10, 31, 1, 30, tzinfo=UTC)  # 02:30 for the second time
    (vevent,) = events(entry(starts_at=starts_at))
    assert vevent["DTSTART"].dt == starts_at


def test_the_calendar_brings_its_zone_and_no_more_of_it_than_needed():
    text = to_ical(PROGRAMME, [entry()])
    assert text.count(b"BEGIN:VTIMEZONE") == 1
    assert len(text) < 2500
    assert entry().starts_at.astimezone(ZoneInfo("Europe/Berlin")).hour == 11


def test_an_empty_programme_is_an_empty_calendar():
    assert events() == []
