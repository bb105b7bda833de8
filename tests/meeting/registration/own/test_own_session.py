"""How long a session behind a personal link lasts, on the day of the meeting and otherwise, and what ends it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.accounts.models import SignIn
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.make import make_day, make_event
from tests.support.registrants import arrive, cancel
from tests.support.settings import NOW
from tests.support.signing_up import is_in, open_my_page
from tests.support.visitor import Visitor

MEETING_DAY = date(2027, 4, 22)
NOON = datetime(2027, 4, 22, 10, tzinfo=UTC)  # in Berlin


def at(moment: datetime) -> None:
    """It is that time for everybody."""
    clock.move(moment - clock.unmoved())


@pytest.fixture
def event(session: object) -> Event:
    """From nine to six in Berlin, on 22 April 2027."""
    return make_event(slug="jahrestagung-2027")


@pytest.fixture
def miriam(event: Event, visitor: Visitor) -> Iterator[int]:
    """Somebody confirmed on site, who opened her page in the visitor's browser at noon of the meeting's day."""
    make_day(event, date=MEETING_DAY)
    miriam = arrive(event, "miriam@example.org", NOW)
    at(NOON)
    open_my_page(visitor, miriam)
    yield miriam
    clock.move(timedelta())


def is_open(visitor: Visitor) -> bool:
    """Whether the page of the day is open."""
    return 'class="ticket' in visitor.get("/de/my/").text


def test_on_the_day_the_page_and_its_code_stay_open_until_midnight(visitor: Visitor, miriam: int):
    at(NOON + timedelta(hours=5))
    assert 'class="ticket__code"' in visitor.get("/de/my/").text
    at(NOON + timedelta(hours=11))
    assert (is_open(visitor), is_in(visitor)) == (True, False)
    at(NOON + timedelta(hours=12))
    assert (is_open(visitor), is_in(visitor)) == (False, False)


def test_looking_at_the_page_of_the_day_brings_nothing_else_back(visitor: Visitor, miriam: int):
    at(NOON + timedelta(hours=1))
    pages = [visitor.get("/de/my/").text for _ in range(2)]
    assert not is_in(visitor)
    for page in pages:
        assert ("/de/my/cancellation" in page, "„Mein Tag“ und Ihr Code bleiben bis Mitternacht sichtbar." in page) == (
            False,
            True,
        )


def test_online_nobody_reads_of_a_code_that_stays_open(event: Event, visitor: Visitor, miriam: int):
    at(NOON)
    open_my_page(visitor, arrive(event, "online@example.org", NOW, mode=Mode.ONLINE))
    early = visitor.get("/de/my/").text
    at(NOON + timedelta(hours=1))
    late = visitor.get("/de/my/").text
    for page in (early, late):
        assert ("„Mein Tag“ bleibt bis Mitternacht sichtbar." in page, "Ihr Code" in page) == (True, False)


def test_the_open_page_shows_late_in_the_day_neither_details_nor_needs(visitor: Visitor, miriam: int):
    pages = ("/de/my/", "/de/my/data")
    assert ["miriam@example.org" in visitor.get(page).text for page in pages] == [False, True]
    at(NOON + timedelta(hours=1))
    late = [visitor.get(page, follow_redirects=True).text for page in pages]
    assert ["miriam@example.org" in page for page in late] == [False, False]


@pytest.mark.parametrize("status", [Status.WAITLISTED, Status.LAPSED])
def test_who_does_not_take_part_has_half_an_hour_as_ever(visitor: Visitor, miriam: int, status: Status):
    columns = {"waitlisted_at": NOW} if status is Status.WAITLISTED else {"ended_at": NOW}
    with transaction() as session:
        changed = sa.update(Registration).where(Registration.id == miriam)
        session.execute(changed.values(status=status, confirmed_at=None, **columns))
    at(NOON + timedelta(minutes=31))
    assert "Öffnen Sie Ihre Seite mit dem Link" in visitor.get("/de/my/").text


def test_on_any_other_day_the_page_closes_after_half_an_hour(event: Event, visitor: Visitor, miriam: int):
    at(NOON - timedelta(days=2))
    open_my_page(visitor, miriam)
    at(NOON - timedelta(days=2, minutes=-31))
    assert not is_open(visitor)


def test_cancelling_ends_the_long_day_at_once(event: Event, visitor: Visitor, miriam: int):
    at(NOON + timedelta(hours=1))
    assert is_open(visitor)
    cancel(event, miriam, NOON + timedelta(hours=1))
    assert "Öffnen Sie Ihre Seite mit dem Link" in visitor.get("/de/my/").text


def test_ending_on_this_device_leaves_other_devices_alone(app: Flask, visitor: Visitor, miriam: int):
    other = Visitor.of(app)
    open_my_page(other, miriam)
    assert visitor.get("/de/my/session/end").status_code == 200
    assert is_open(visitor)
    answer = visitor.form("/de/my/session/end").send()
    page = visitor.get(answer.location).text
    assert ("Ihre Seite ist auf diesem Gerät geschlossen." in page, "Jahrestagung" in page) == (True, True)
    assert (is_open(visitor), is_in(visitor), is_open(other)) == (False, False, True)


def test_the_long_day_can_be_ended_when_nothing_else_is_open(visitor: Visitor, miriam: int):
    at(NOON + timedelta(hours=3))
    visitor.form("/de/my/session/end").send()
    assert not is_open(visitor)


def test_a_page_names_the_hour_at_which_it_closes(visitor: Visitor, miriam: int):
    assert "Änderungen sind hier bis 12:30 Uhr möglich." in visitor.get("/de/my/").text
    page = visitor.get("/de/my/cancellation").text
    assert "Ohne Nutzung schließt sich diese Seite um 12:30\N{NO-BREAK SPACE}Uhr." in page
    assert 1790 <= int(page.partition('data-seconds="')[2].partition('"')[0]) <= 1800


def test_asking_for_the_time_left_keeps_the_page_open(visitor: Visitor, miriam: int):
    at(NOON + timedelta(minutes=28))
    assert 1795 <= visitor.get("/de/my/session.json").json["seconds"] <= 1800
    at(NOON + timedelta(minutes=57))
    assert is_in(visitor)


def test_four_hours_are_the_end_however_often_one_asks(visitor: Visitor, miriam: int):
    for minutes in range(25, 240, 25):
        at(NOON + timedelta(minutes=minutes))
        seconds = visitor.get("/de/my/session.json").json["seconds"]
    assert seconds <= 15 * 60
    at(NOON + timedelta(hours=4, minutes=1))
    assert visitor.get("/de/my/session.json").status_code == 302


def test_the_worker_forgets_a_session_only_when_it_opens_nothing_any_more(visitor: Visitor, miriam: int):
    at(NOON + timedelta(hours=11))
    sessions.clean_up(clock.now())
    assert is_open(visitor)
    sessions.clean_up(NOON + timedelta(hours=25, minutes=5))
    assert reading().scalar(sa.select(sa.func.count()).select_from(SignIn)) == 0
