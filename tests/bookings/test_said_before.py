"""Before somebody cancels, goes online or hands on their place, the page says what becomes of their places in items."""

import pytest

from gocluster_events import db
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.codes import SignUp
from gocluster_events.bookings.services.offers import follow
from tests.support.booking import book
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, publish, slot
from tests.support.signing_up import open_my_page

SENTENCES = {
    "/de/my/details/participation": "Wenn Sie zu online wechseln, verlieren Sie ihn",
    "/de/my/cancellation": "Sie verlieren Ihre Plätze und Wartelistenplätze in: B2 Vortrag 1.",
    "/de/my/substitution": "übernimmt auch Ihre Plätze und Wartelistenplätze in: B2 Vortrag 1.",
}


@pytest.fixture
def person(session, visitor):
    """Somebody whose page is open, in a meeting with one item that can be booked."""
    event = make_event()
    plan(event, slot(1, code="B2", sign_up=SignUp.BOOK, seats=1, room=make_room(event).id))
    publish(event)
    with db.transaction() as writing:
        follow(writing, event.id, agenda.latest(writing, event.id).timetable)
    made = make_registration(event)
    open_my_page(visitor, made.id)
    return made


@pytest.mark.parametrize("page", SENTENCES)
def test_a_page_says_it_to_whoever_has_a_place_and_to_nobody_else(visitor, person, page):
    before = visitor.get(page)
    assert (before.status_code, SENTENCES[page] in before.text) == (200, False)
    book(person.event_id, person.id)
    assert SENTENCES[page] in visitor.get(page).text
