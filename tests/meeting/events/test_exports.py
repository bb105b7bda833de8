from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from gocluster_events.meeting.events.exports.accent import accent_sheet
from gocluster_events.meeting.events.exports.ics import meeting_calendar
from gocluster_events.meeting.events.rules.edition import Meeting

STAMP = datetime(2027, 3, 20, 9, tzinfo=UTC)
MEETING = Meeting(
    uid="jahrestagung-2027-4K7M92QX@go-cluster-events",
    sequence=2,
    cancelled=False,
    title="Jahrestagung: Wissen sichern, Start-ups gewinnen; Wandel gestalten",
    location="Tagungshaus Eichenhof, Musterstraße 12, 10117 Berlin",
    starts_at=datetime(2027, 4, 22, 6, 45, tzinfo=UTC),
    ends_at=datetime(2027, 4, 22, 16, tzinfo=UTC),
    zone="Europe/Berlin",
    url="https://events.example.org/de/jahrestagung-2027/",
)


def parsed(meeting: Meeting) -> Calendar:
    return Calendar.from_ical(meeting_calendar(meeting, STAMP))


def test_a_backslash_in_a_title_or_place_stays_one():
    (entry,) = parsed(replace(MEETING, title=r"Laufwerk C:\Neu", location="Raum \\neu\\N\\")).events
    assert (entry["SUMMARY"], entry["LOCATION"]) == (r"Laufwerk C:\Neu", "Raum \\neu\\N\\")


def test_a_calendar_reads_back_what_was_written():
    calendar = parsed(MEETING)
    (entry,) = calendar.events
    assert calendar["METHOD"] == "PUBLISH"
    assert entry["UID"] == MEETING.uid
    assert entry["SEQUENCE"] == 2
    assert entry["STATUS"] == "CONFIRMED"
    assert entry["SUMMARY"] == MEETING.title
    assert entry["LOCATION"] == MEETING.location
    assert entry["DTSTAMP"].dt == STAMP
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (MEETING.starts_at, MEETING.ends_at)
    assert entry["DTSTART"].params["TZID"] == "Europe/Berlin"


def test_the_file_explains_its_zone_for_the_days_of_the_meeting_only():
    (zone,) = parsed(MEETING).timezones
    assert zone["TZID"] == "Europe/Berlin"
    assert [each["TZOFFSETTO"].to_ical() for each in zone.subcomponents] == ["+0200"]
    assert len(zone.to_ical()) < 700


@pytest.mark.promise("P17")
@pytest.mark.parametrize("hour", [0, 1])
def test_a_meeting_that_begins_in_the_hour_that_autumn_repeats_begins_in_the_right_one(hour: int):
    starts_at, ends_at = datetime(2027, 10, 31, hour, 30, tzinfo=UTC), datetime(2027, 10, 31, 15, tzinfo=UTC)
    written = parsed(replace(MEETING, starts_at=starts_at, ends_at=ends_at))
    (entry,), (zone,) = written.events, written.timezones
    assert (entry["DTSTART"].dt.astimezone(UTC), entry["DTEND"].dt.astimezone(UTC)) == (starts_at, ends_at)
    assert [each["TZOFFSETTO"].to_ical() for each in zone.subcomponents] == ["+0200", "+0100"]


@pytest.mark.parametrize("day", [28, 29])
def test_a_meeting_beside_the_night_when_the_clocks_go_forward_keeps_its_hours(day: int):
    starts_at, ends_at = datetime(2027, 3, day, 7, tzinfo=UTC), datetime(2027, 3, day, 15, tzinfo=UTC)
    (entry,) = parsed(replace(MEETING, starts_at=starts_at, ends_at=ends_at)).events
    assert (entry["DTSTART"].dt, entry["DTEND"].dt) == (starts_at, ends_at)
    assert entry["DTSTART"].dt.hour == 9


def test_a_cancelled_meeting_leaves_the_calendar():
    calendar = parsed(replace(MEETING, cancelled=True))
    assert (calendar["METHOD"], calendar.events[0]["STATUS"]) == ("CANCEL", "CANCELLED")


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\u2028", "\x85", "\x00"])
def test_a_title_cannot_add_anything_to_the_file(end: str):
    hostile = f"Tagung{end}END:VEVENT{end}BEGIN:VEVENT{end}UID:evil"
    calendar = parsed(replace(MEETING, title=hostile, location=hostile, url=f"https://example.org/{end}X-EVIL:1"))
    (entry,) = calendar.events
    assert entry["SUMMARY"] == "Tagung END:VEVENT BEGIN:VEVENT UID:evil"
    assert entry["UID"] == MEETING.uid
    assert "X-EVIL" not in entry


def test_a_meeting_without_a_page_has_no_address():
    assert "URL" not in parsed(replace(MEETING, url="")).events[0]


def test_an_edition_with_a_colour_of_its_own_has_a_sheet_that_sets_it():
    sheet = accent_sheet("#5f316e")
    assert sheet is not None
    assert (
        sheet.css
        == "@layer theme {\n:root { --edition: #5F316E; --edition-dark: #B7A2BE; --hero-muted: #E2DAE5; }\n}\n"
    )


@pytest.mark.parametrize("stored", ["", "#FFFFFF", "#12345", "red; } body { display: none", "#5F316E;"])
def test_a_colour_that_cannot_be_shown_leaves_the_site_s_own(stored):
    assert accent_sheet(stored) is None
