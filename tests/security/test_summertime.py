"""On the days when clocks change every page, mail, paper and calendar tells the hour that the venue's clocks show."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.text import Localized
from gocluster_events.web import fields
from tests.registration.people import arrive
from tests.support import mailed
from tests.support.make import make_day, make_event, make_room
from tests.support.meeting import Meeting, Who
from tests.support.paper import text_of
from tests.support.programme import plan, publish, slot
from tests.support.proving import Proof
from tests.support.roles import visitors
from tests.support.visitor import Visitor

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)
# Each minute is used once, so that it tells which item is meant: when it is, and what the venue's clocks show then.
ITEMS: Mapping[date, Mapping[int, tuple[datetime, str]]] = {
    SPRING: {
        11: (datetime(2027, 3, 27, 8, 11, tzinfo=UTC), "09"),
        12: (datetime(2027, 3, 28, 0, 12, tzinfo=UTC), "01"),
        13: (datetime(2027, 3, 28, 1, 13, tzinfo=UTC), "03"),
        14: (datetime(2027, 3, 28, 7, 14, tzinfo=UTC), "09"),
    },
    AUTUMN: {
        11: (datetime(2027, 10, 30, 7, 11, tzinfo=UTC), "09"),
        12: (datetime(2027, 10, 31, 0, 12, tzinfo=UTC), "02"),
        13: (datetime(2027, 10, 31, 1, 13, tzinfo=UTC), "02"),
        14: (datetime(2027, 10, 31, 8, 14, tzinfo=UTC), "09"),
    },
}
MANAGE = "/{lang}/manage/{edition}"
# Every field for a moment on the venue's clocks: where it is, and what else the form needs.
MOMENTS = (
    ("starts_at", f"{MANAGE}/settings"),
    ("ends_at", f"{MANAGE}/settings"),
    ("registration_opens_at", f"{MANAGE}/settings"),
    ("registration_closes_at", f"{MANAGE}/settings"),
    ("release_at", f"{MANAGE}/registration/quotas/{{quota}}"),
    ("at", f"{MANAGE}/agenda/publication/time"),
    ("starts_at", "/{lang}/manage/new"),
    ("ends_at", "/{lang}/manage/new"),
    ("registration_closes_at", "/{lang}/manage/new"),
)
NO_SUCH_TIME = "Diese Uhrzeit gibt es an dem Tag nicht"


def arranged(day: date, zone: str = "Europe/Berlin") -> Event:
    """A meeting of two days, the second of which is that one, with an item before, around and after the change."""
    start, end = ITEMS[day][14][0], ITEMS[day][14][0].replace(hour=17, minute=44)
    event = make_event(slug="umstellung", zone=zone, starts_at=start, ends_at=end)
    hall = make_room(event).id
    for each in (ITEMS[day][11][0].date(), day):
        make_day(event, date=each, opens=time(0), closes=time(23, 59))
    items = [
        slot(number, code=f"T{number}", title=Localized(f"Punkt {number}"), starts_at=at, room=hall, length_minutes=25)
        for number, (at, _hour) in ITEMS[day].items()
    ]
    plan(event, *items)
    publish(event)
    return event


def words(page: str) -> str:
    """What stands on a page, without its marks."""
    return re.sub(r"<[^>]+>", " ", page)


def told(text: str) -> dict[int, set[str]]:
    """The hours in a text, by minute, of the items that it names."""
    found: dict[int, set[str]] = {}
    for hour, minute in re.findall(r"\b(\d\d):(1[1-4])\b", text):
        found.setdefault(int(minute), set()).add(hour)
    return found


def calendar(content: bytes) -> dict[int, set[str]]:
    """The same of a calendar, on the clocks of Berlin."""
    starts = [event.decoded("DTSTART") for event in Calendar.from_ical(content).walk("VEVENT")]
    return told(" ".join(f"{start.astimezone(BERLIN):%H:%M}" for start in starts))


def faces(app: Flask, event: Event, folder: Path) -> Iterator[tuple[str, dict[int, set[str]]]]:
    """What each face of the programme and of the meeting tells."""
    visitor, slug = app.test_client(), event.slug
    assert isinstance(visitor, Visitor)
    agenda = visitor.get(f"/de/{slug}/agenda").text
    yield "agenda", told(words(agenda))
    for path in sorted(set(re.findall(rf"/de/{slug}/agenda/t1\d[\w-]*", agenda))):
        minute = int(re.findall(r"/t(1\d)", path)[0])
        yield f"item {minute}", {minute: told(words(visitor.get(path).text)).get(minute, set())}
    with visitor.get(f"/de/{slug}/programme.pdf") as answer:
        yield "paper", told(text_of(answer.get_data()))
    yield "calendar", calendar(visitor.get(f"/{slug}/agenda.ics").data)
    yield "schedule", told(json.dumps(visitor.get(f"/{slug}/schedule.json").json))
    yield "meeting's page", told(words(visitor.get(f"/de/{slug}/").text))
    yield "meeting's calendar", calendar(visitor.get(f"/{slug}/meeting.ics").data)
    yield from letters(app, event, folder)


def letters(app: Flask, event: Event, folder: Path) -> Iterator[tuple[str, dict[int, set[str]]]]:
    """What the confirmation tells, and the calendar file in it."""
    arrive(event, "miriam@example.org")
    mailed.deliver(app)
    found = [each for each in mailed.arrived(folder, "miriam@example.org") if list(each.iter_attachments())]
    for letter in found:
        body = letter.get_body(("plain",))
        assert body is not None
        yield "mail", told(str(body.get_content()))
        for part in letter.iter_attachments():
            yield "mail's calendar", calendar(part.get_payload(decode=True))  # type: ignore[arg-type]


def wrong(app: Flask, event: Event, day: date, folder: Path) -> tuple[list[str], int]:
    """Which faces tell another hour than the venue's clocks show, or none; and how many hours were read."""
    found, number = [], 0
    wanted = {minute: {hour} for minute, (_at, hour) in ITEMS[day].items()}
    for face, hours in faces(app, event, folder):
        number += sum(map(len, hours.values()))
        expected = {minute: wanted[minute] for minute in hours} if face.split("'")[0].split()[0] in PARTS else wanted
        if hours != expected or not hours:
            found.append(f"{face}: {hours}")
    return found, number


PARTS = {"item", "meeting", "mail"}  # which tell of one item or of the meeting alone


@pytest.mark.promise("P17")
@pytest.mark.parametrize("day", ITEMS, ids=str)
def test_every_face_tells_what_the_venues_clocks_show(
    app: Flask, session: Session, day: date, tmp_path: Path, proof: Proof
):
    found, number = wrong(app, arranged(day), day, tmp_path)
    assert found == []
    assert number > 20
    proof.says(
        f"{day}: pages, mail, paper, calendars and schedule of items around the change", f"{number} hours, all right"
    )


@pytest.mark.promise("P17", control=True)
def test_with_a_fixed_distance_from_utc_the_hours_are_wrong(app: Flask, session: Session, tmp_path: Path, proof: Proof):
    found, _number = wrong(app, arranged(SPRING, "Etc/GMT-1"), SPRING, tmp_path)
    assert {"agenda", "paper", "meeting's page", "mail"} <= {each.partition(":")[0] for each in found}
    proof.says("hours are counted with one fixed distance from UTC", f"{len(found)} faces are wrong")


def refused(app: Flask, meeting: Meeting) -> list[bool]:
    """Whether each field refuses an hour that the clocks skip."""
    organiser = visitors(app, meeting)[Who.ORGANISER]
    found = []
    for field, address in MOMENTS:
        path = meeting.address(address)
        answer = organiser.form(path, path).send(**{field: "2027-03-28T02:30"})
        found.append(answer.status_code == 200 and NO_SUCH_TIME in answer.text)
    return found


@pytest.mark.promise("P17")
def test_an_hour_that_the_clocks_skip_is_refused_at_its_field(demo: Flask, meeting: Meeting, proof: Proof):
    assert [moment for moment, told in zip(MOMENTS, refused(demo, meeting), strict=True) if not told] == []
    proof.says(f"28 March 2027, 02:30 is typed into {len(MOMENTS)} fields", f"{len(MOMENTS)} refusals at the field")


@pytest.mark.promise("P17", control=True)
def test_without_the_check_an_hour_that_never_is_would_be_taken(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(fields, "exists", lambda *_args: True)
    assert not any(refused(demo, meeting))
    proof.says("nothing asks whether the hour exists", f"0 of {len(MOMENTS)} fields refuse it")
