"""On the days when clocks change every page, mail, paper and calendar tells the hour that the venue's clocks show."""

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.forms.terms import TermsForm, WindowsForm
from gocluster_events.attendance.wishes.forms.round import RoundForm
from gocluster_events.backoffice.editions.forms import NewEditionForm
from gocluster_events.backoffice.messages.forms import SendingForm
from gocluster_events.backoffice.publishing.forms import PublicationForm, TimeForm
from gocluster_events.core.text import Localized
from gocluster_events.core.web import fields, time_fields
from gocluster_events.meeting.events.forms.settings import SettingsForm
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.invitations.forms import GuestForm, ImportForm, SharedCodeForm
from gocluster_events.meeting.registration.quotas.forms import QuotaForm
from gocluster_events.post_event.materials.forms import NewMaterialForm
from tests.support import mailed
from tests.support.make import make_day, make_event, make_room
from tests.support.meeting import Meeting, Who
from tests.support.paper import text_of
from tests.support.programme import plan, publish, slot
from tests.support.proving import Proof
from tests.support.registrants import arrive
from tests.support.roles import visitors
from tests.support.visitor import Visitor

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
Read = dict[int, set[str | datetime]]  # what was read, by minute: hours on clocks, or instants
LINKED = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
STAMP = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
WINDOW = ("starts_at", "ends_at", "registration_opens_at", "registration_closes_at")
MANAGE = "/{lang}/manage/{edition}"
INVITING = f"{MANAGE}/registration"
PUBLISHING, SENDING = f"{MANAGE}/agenda/publication", f"{MANAGE}/messages/{{message}}/sending"
# Every field for a moment on the venue's clocks: in which form, where that is, and what else it then needs.
BOOKINGS = f"{MANAGE}/bookings"
HOURS = (("opens_at", "opens"), ("closes_at", "closes"), ("moves_until", "moves"))
MOMENTS: tuple[tuple[type[fields.Form], str, str, Mapping[str, str]], ...] = (
    *((SettingsForm, name, f"{MANAGE}/settings", {}) for name in (*WINDOW[2:], "codes_open_at")),
    *((NewEditionForm, name, "/{lang}/manage/new", {}) for name in WINDOW),
    (QuotaForm, "release_at", f"{INVITING}/quotas/{{quota}}", {}),
    (ImportForm, "expires_at", f"{INVITING}/invitations/lists/{{list}}/check", {}),
    (GuestForm, "expires_at", f"{INVITING}/invitations/new", {}),
    (SharedCodeForm, "expires_at", f"{INVITING}/invitations/shared", {}),
    (PublicationForm, "at", PUBLISHING, {"later": "y"}),
    (TimeForm, "at", f"{PUBLISHING}/time", {}),
    (SendingForm, "at", SENDING, {"when": "later"}),
    (NewMaterialForm, "not_before", f"{MANAGE}/materials/upload", {}),
    *((RoundForm, field, f"{BOOKINGS}/wishes", {"most_wishes": "2"}) for field in ("opens_at", "closes_at")),
    *((TermsForm, field, f"{BOOKINGS}/{{workshop}}", {}) for field, _way in HOURS),
    *((WindowsForm, field, f"{BOOKINGS}/windows?id={{workshop}}", {way: "at"}) for field, way in HOURS),
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
    publish(event, at=ITEMS[day][13][0])
    return event


def words(page: str) -> str:
    """What stands on a page, without its marks and what only machines read."""
    return re.sub(r"<[^>]+>", " ", LINKED.sub(" ", page))


def times_in(text: str) -> Read:
    """The hours in a text, by minute, of the items that it names."""
    hours_by_minute: Read = {}
    for hour, minute in re.findall(r"\b(\d\d):(1[1-4])\b", text):
        hours_by_minute.setdefault(int(minute), set()).add(hour)
    return hours_by_minute


def meant(*instants: datetime) -> Read:
    """The same of what names instants: these themselves, in UTC."""
    hours_by_minute: Read = {}
    for instant in instants:
        if 11 <= instant.minute <= 14:
            hours_by_minute.setdefault(instant.minute, set()).add(instant.astimezone(UTC))
    return hours_by_minute


def calendar(content: bytes) -> Read:
    """The instants in a calendar, as its own VTIMEZONE has them and nothing that we know of the zone."""
    renamed = re.sub(rb"TZID([=:])", rb"TZID\1X-%d-" % (hash(content) % 10**9), content)
    return meant(*(event.decoded("DTSTART") for event in Calendar.from_ical(renamed).walk("VEVENT")))


def stamped(content: str) -> Read:
    """The instants in JSON or XML: each has its distance from UTC."""
    return meant(*map(datetime.fromisoformat, STAMP.findall(content)))


def faces(app: Flask, event: Event, folder: Path) -> Iterator[tuple[str, Read]]:
    """What each face of the programme and of the meeting tells."""
    visitor, slug = app.test_client(), event.slug
    assert isinstance(visitor, Visitor)
    agenda = visitor.get(f"/de/{slug}/agenda").text
    yield "agenda", times_in(words(agenda))
    for path in sorted(set(re.findall(rf"/de/{slug}/agenda/t1\d[\w-]*", agenda))):
        minute, page = int(re.findall(r"/t(1\d)", path)[0]), visitor.get(path).text
        yield f"item {minute}", {minute: times_in(words(page)).get(minute, set())}
        yield f"item {minute}, linked data", stamped(*LINKED.findall(page))
    with visitor.get(f"/de/{slug}/programme.pdf") as answer:
        yield "paper", times_in(text_of(answer.get_data()))
    yield "calendar", calendar(visitor.get(f"/{slug}/agenda.ics").data)
    for each in ("schedule.json", "schedule.xml", "changes.atom"):
        yield each, stamped(visitor.get(f"/{slug}/{each}").text)
    page = visitor.get(f"/de/{slug}/").text
    yield "meeting's page", times_in(words(page))
    yield "meeting's linked data", stamped(*LINKED.findall(page))
    yield "meeting's calendar", calendar(visitor.get(f"/{slug}/meeting.ics").data)
    yield from letters(app, event, folder)


def letters(app: Flask, event: Event, folder: Path) -> Iterator[tuple[str, Read]]:
    """What the confirmation tells, and the calendar file in it."""
    arrive(event, "miriam@example.org")
    mailed.deliver(app)
    mails = [each for each in mailed.arrived(folder, "miriam@example.org") if list(each.iter_attachments())]
    for letter in mails:
        body = letter.get_body(("plain",))
        assert body is not None
        yield "mail", times_in(str(body.get_content()))
        for part in letter.iter_attachments():
            yield "mail's calendar", calendar(part.get_payload(decode=True))  # type: ignore[arg-type]


def wrong(app: Flask, event: Event, day: date, folder: Path) -> tuple[list[str], int]:
    """Which faces tell another hour than the venue's clocks show, or none; and how many hours were read."""
    complaints, number = [], 0
    for face, read in faces(app, event, folder):
        number += sum(map(len, read.values()))
        is_part = re.split(r"\W", face)[0] in PARTS
        right = [{minute: {each[kind]} for minute, each in ITEMS[day].items()} for kind in (0, 1)]
        if read not in [{minute: each[minute] for minute in read} if is_part else each for each in right] or not read:
            complaints.append(f"{face}: {read}")
    return complaints, number


PARTS = {"item", "meeting", "mail", "changes"}  # which tell of one item, the meeting or the version alone


@pytest.mark.promise("P17")
@pytest.mark.parametrize("day", ITEMS, ids=str)
def test_every_face_tells_what_the_venues_clocks_show(
    app: Flask, session: Session, day: date, tmp_path: Path, proof: Proof
):
    complaints, number = wrong(app, arranged(day), day, tmp_path)
    assert complaints == []
    assert number > 20
    proof.says(
        f"{day}: pages, mail, paper, calendars and schedule of items around the change", f"{number} hours, all right"
    )


@pytest.mark.promise("P17", control=True)
def test_with_a_fixed_distance_from_utc_the_hours_are_wrong(app: Flask, session: Session, tmp_path: Path, proof: Proof):
    complaints, _number = wrong(app, arranged(SPRING, "Etc/GMT-1"), SPRING, tmp_path)
    assert {"agenda", "paper", "meeting's page", "mail"} <= {each.partition(":")[0] for each in complaints}
    proof.says("hours are counted with one fixed distance from UTC", f"{len(complaints)} faces are wrong")


def refused(app: Flask, meeting: Meeting) -> list[bool]:
    """Whether each field refuses an hour that the clocks skip."""
    organiser = visitors(app, meeting)[Who.ORGANISER]
    refusals = []
    for _form, field, address, rest in MOMENTS:
        path = meeting.address(address)
        answer = organiser.form(path, path.partition("?")[0]).send(**{field: "2027-03-28T02:30", **rest})
        refusals.append(answer.status_code == 200 and NO_SUCH_TIME in answer.text)
    return refusals


def moments(form: type[fields.Form] = fields.Form) -> Iterator[tuple[str, str]]:
    """Each form of ours that somebody sees, with each of its fields for a moment."""
    ours = [each for each in form.__subclasses__() if each.__module__.startswith("gocluster_events.")]
    heirs = [each for each in ours if getattr(sys.modules[each.__module__], each.__name__, None) is each]
    for heir in heirs:
        yield from moments(heir)
    for name in [] if heirs else dir(form):
        kind = getattr(getattr(form, name), "field_class", None)
        if isinstance(kind, type) and issubclass(kind, time_fields.LocalTime):
            yield form.__name__, name


@pytest.mark.promise("P17")
def test_every_field_for_a_moment_is_asked_for_an_hour_that_the_clocks_skip(app: Flask):
    assert sorted((form.__name__, name) for form, name, *_rest in MOMENTS) == sorted(moments())


@pytest.mark.promise("P17")
@pytest.mark.parametrize("name", ["opens", "closes", "admission"])
def test_an_hour_that_the_clocks_skip_is_refused_in_the_row_of_a_day(event: Event, organiser: Visitor, name: str):
    skipped = {"day_0_date": "2027-03-28", f"day_0_{name}": "02:30"}
    hours = {"day_0_opens": "03:00", "day_0_closes": "03:30", **skipped}
    answer = organiser.own_form(f"/de/manage/{event.slug}/settings").send(**hours)
    assert NO_SUCH_TIME in answer.text


@pytest.mark.promise("P17")
def test_an_hour_that_the_clocks_skip_is_refused_at_its_field(demo: Flask, meeting: Meeting, proof: Proof):
    assert [moment for moment, is_refused in zip(MOMENTS, refused(demo, meeting), strict=True) if not is_refused] == []
    proof.says(f"28 March 2027, 02:30 is typed into {len(MOMENTS)} fields", f"{len(MOMENTS)} refusals at the field")


@pytest.mark.promise("P17", control=True)
def test_without_the_check_an_hour_that_never_is_would_be_taken(
    demo: Flask, meeting: Meeting, monkeypatch: pytest.MonkeyPatch, proof: Proof
):
    monkeypatch.setattr(time_fields, "exists", lambda *_args: True)
    assert not any(refused(demo, meeting))
    proof.says("nothing asks whether the hour exists", f"0 of {len(MOMENTS)} fields refuse it")
