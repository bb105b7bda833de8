"""A meeting of two days lets the same person in on both, also what a desk sends later, and nobody twice on one."""

from datetime import date, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries import figures
from gocluster_events.attendance.door import queries as door
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import Arrival, Tally, Verdict, arrival_day, entrance_day
from gocluster_events.attendance.door.services import admit, undo_admission
from gocluster_events.attendance.papers.queries import who_came
from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.models import Event
from tests.support.arrivals import STAFF, a_key, arrive, make_guest
from tests.support.make import make_event
from tests.support.settings import NOW

ZONE = "Europe/Berlin"
FIRST = datetime.fromisoformat("2027-04-22T09:00+02:00")
SECOND = FIRST + timedelta(days=1)
DESK = "/de/manage/tagung/admission"


@pytest.fixture
def two_days(session: object) -> Event:
    """A meeting of two days."""
    return make_event(slug="tagung", starts_at=FIRST, ends_at=SECOND + timedelta(hours=8))


def days_of(event: Event) -> list[date]:
    """On which days somebody is in."""
    statement = sa.select(Admission.day).where(Admission.event_id == event.id, Admission.undone_at.is_(None))
    return list(reading().scalars(statement.order_by(Admission.day)))


@pytest.mark.both_databases
def test_the_same_person_is_let_in_on_each_day_and_once_on_each(two_days):
    guest = make_guest(two_days)
    verdicts = [arrive(two_days, guest.reference, at=at, now=at).verdict for at in (FIRST, FIRST, SECOND, SECOND)]
    assert verdicts == [Verdict.WELCOME, Verdict.ALREADY_IN, Verdict.WELCOME, Verdict.ALREADY_IN]
    assert days_of(two_days) == [FIRST.date(), SECOND.date()]
    assert [door.tally(reading(), two_days.id, each.date(), each) for each in (FIRST, SECOND)] == [Tally(1, 1, 1)] * 2


@pytest.mark.both_databases
def test_what_is_taken_back_on_one_day_stands_on_the_other(two_days):
    guest, key = make_guest(two_days), a_key()
    arrive(two_days, guest.reference, at=FIRST, now=FIRST)
    arrive(two_days, guest.reference, key=key, at=SECOND, now=SECOND)
    assert undo_admission(two_days.id, key, guest.reference, Act(STAFF, SECOND))
    assert days_of(two_days) == [FIRST.date()]
    assert arrive(two_days, guest.reference, at=SECOND, now=SECOND).verdict is Verdict.WELCOME


@pytest.mark.both_databases
def test_what_a_desk_sends_a_day_later_counts_for_the_day_of_its_list(two_days):
    guest = make_guest(two_days)
    late = Arrival(a_key(), SECOND, "Foyer", FIRST.date())  # as where a desk cannot say how long ago it was
    assert admit(two_days.id, guest.reference, late, Act(STAFF, SECOND)).verdict is Verdict.WELCOME
    assert days_of(two_days) == [FIRST.date()]
    assert arrive(two_days, guest.reference, at=SECOND, now=SECOND).verdict is Verdict.WELCOME


@pytest.mark.both_databases
def test_whoever_came_on_any_day_came_and_counts_once(two_days):
    both, second, nobody = (make_guest(two_days) for _each in range(3))
    for guest, at in ((both, FIRST), (both, SECOND), (second, SECOND)):
        arrive(two_days, guest.reference, at=at, now=at)
    assert {row.id for row in who_came(reading(), two_days.id)} == {both.id, second.id}
    assert len(who_came(reading(), two_days.id)) == 2
    assert sorted((each.came, each.count) for each in figures.tallies(reading(), two_days.id)) == [
        (False, 1),
        (True, 2),
    ]
    assert door.admitted_at(reading(), both.id) == FIRST
    assert door.admitted_at(reading(), both.id, FIRST.date()) == FIRST
    assert door.admitted_at(reading(), nobody.id) is None


def test_the_list_of_registrations_has_whoever_came_twice_once(event, staff):
    both = make_guest(event, last_name="Beide")
    make_guest(event, last_name="Niemand")
    for at in (NOW - timedelta(days=1), NOW):
        arrive(event, both.reference, at=at, now=NOW)
    for kind, names in (("in", (1, 0)), ("out", (0, 1))):
        page = staff.get(f"/de/manage/tagung/attendees?admission={kind}").text
        rows = page.partition("<tbody")[2].partition("</tbody>")[0]
        assert tuple(rows.count("<tr") * (name in rows) for name in ("Beide", "Niemand")) == names


def test_the_list_of_a_desk_names_its_day_and_who_came_the_day_before_may_enter(event, staff):
    guest = make_guest(event)
    arrive(event, guest.reference, at=clock.now() - timedelta(days=1), now=clock.now())
    document = staff.get(f"{DESK}/snapshot.json").get_json()
    assert document["day"] == entrance_day(clock.now(), ZONE).isoformat()
    assert [(each["verdict"], each["at"]) for each in document["guests"]] == [("welcome", None)]
    assert "Haupteingang, " in staff.get(DESK).text


@pytest.mark.parametrize(
    ("instant", "day"),
    [
        ("2027-04-22T00:00+02:00", "2027-04-21"),
        ("2027-04-22T03:59+02:00", "2027-04-21"),
        ("2027-04-22T04:00+02:00", "2027-04-22"),
        ("2027-04-22T23:59+02:00", "2027-04-22"),
        ("2027-03-28T04:00+02:00", "2027-03-28"),  # clocks have changed at two
    ],
)
def test_an_evening_may_last_beyond_midnight(instant, day):
    assert entrance_day(datetime.fromisoformat(instant), ZONE).isoformat() == day


@pytest.mark.parametrize(
    ("of_the_desk", "day"),
    [
        (None, "2027-04-22"),
        (date(2027, 4, 21), "2027-04-21"),
        (date(2027, 4, 22), "2027-04-22"),
        (date(2027, 4, 23), "2027-04-22"),  # has yet to come
        (date(2031, 1, 1), "2027-04-22"),
    ],
)
def test_only_a_day_of_the_meeting_that_has_begun_is_believed(of_the_desk, day):
    meeting = {date(2027, 4, each) for each in (21, 22, 23)}
    assert arrival_day(Arrival("key", FIRST, "", of_the_desk), ZONE, meeting).isoformat() == day
