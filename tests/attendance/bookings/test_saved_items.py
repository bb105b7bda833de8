"""Starred items of the programme on one's own page."""

import pytest

from gocluster_events.attendance.bookings.queries.saved import saved_items
from gocluster_events.attendance.bookings.services.saving import save_items
from gocluster_events.meeting.agenda.rules.paths import short
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, publish, slot
from tests.support.signing_up import open_my_page

PAGE = "/de/my/saved"
ONE, OTHER = slot(1), slot(2, start=60)


@pytest.fixture
def miriam(session, visitor):
    """Somebody whose page is open, while two items are published."""
    event = make_event(slug="jahrestagung-2027")
    room = make_room(event).id
    plan(event, *(each.__class__(**{**_facts(each), "room": room}) for each in (ONE, OTHER)))
    publish(event)
    person = make_registration(event).id
    open_my_page(visitor, person)
    return person


def _facts(item):
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def test_what_is_ticked_is_saved_and_what_is_not_is_forgotten(session, visitor, miriam):
    assert visitor.form(PAGE).send(items=[short(ONE), short(OTHER)]).location == "/de/my/"
    session.rollback()
    assert saved_items(session, miriam) == {ONE.uuid, OTHER.uuid}
    visitor.form(PAGE).send(items=[short(OTHER)])
    session.rollback()
    assert saved_items(session, miriam) == {OTHER.uuid}


def test_an_item_that_nobody_knows_is_refused_and_nothing_is_lost(session, visitor, miriam):
    save_items(miriam, [ONE.uuid])
    answer = visitor.form(PAGE).send(items=["0" * 12])
    assert (answer.status_code, saved_items(session, miriam)) == (200, {ONE.uuid})


@pytest.mark.both_databases
def test_saving_twice_saves_once(session):
    person = make_registration(make_event()).id
    save_items(person, [ONE.uuid, ONE.uuid])
    save_items(person, [ONE.uuid])
    assert saved_items(session, person) == {ONE.uuid}
