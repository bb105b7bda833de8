"""Where nobody's wishes count, the team opens the places for booking at once, and there is no dead end."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.rules.codes import Refusal as Barred, State
from gocluster_events.attendance.wishes.queries.concerned import concerned
from gocluster_events.attendance.wishes.rules.codes import Refusal
from gocluster_events.attendance.wishes.services.opening import open_places
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import TEAM, book
from tests.support.make import make_registration
from tests.support.settings import NOW
from tests.support.wish_rounds import answer, compute, make_round, meeting, wisher

PAGE = "/de/manage/tagung/bookings/allocation"


@pytest.fixture
def event(session):
    """Two items that only somebody on the waiting list, and somebody confirmed too late, have wished for."""
    event = meeting(1, 3, slug="tagung")
    make_round(event)
    wisher(event, 1, status=Status.WAITLISTED, confirmed_at=None)
    wisher(event, 2, confirmed_at=NOW)
    return event


def test_where_only_wishes_are_that_do_not_count_everything_can_be_booked_at_once(event):
    person = make_registration(event).id
    assert (compute(event), book(event.id, person)) == (Refusal.NO_WISHES, Barred.ALLOTTING)
    open_places(event.id, TEAM)
    assert book(event.id, person) is State.HELD
    assert dict(concerned(db.session(), event.id)) == {}
    assert (compute(event), answer(open_places, event.id, TEAM)) == (Refusal.COMMITTED, Refusal.COMMITTED)


def test_the_page_has_a_button_for_it_and_says_then_that_nothing_was_allotted(event, app):
    organiser = signed_in(app, event, Role.ORGANISER)
    organiser.form(PAGE, f"{PAGE}/opening").send()
    page = organiser.get(PAGE).text
    assert "Darum wurde nichts zugeteilt" in page
    assert [each for each in ("Buchen freigeben", "Erstwunsch bekommen", "Wie gut") if each in page] == []


def test_while_wishes_count_or_are_open_the_places_are_not_opened_past_them(session):
    event = meeting(1)
    row = make_round(event, closed_at=None, closes_at=NOW + timedelta(hours=1))
    assert answer(open_places, event.id, TEAM) is Refusal.NOT_CLOSED
    with db.transaction() as session_:
        session_.get_one(type(row), row.id).closed_at = NOW - timedelta(hours=1)
    wisher(event, 1)
    assert answer(open_places, event.id, TEAM) is Refusal.WISHES_COUNT
    compute(event)
    assert answer(open_places, event.id, TEAM) is Refusal.RUNNING
