"""Door signs of a large programme: made by the worker sheet by sheet, lost with no worker, and gone after a day."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core import clock, db
from gocluster_events.meeting.agenda.exports import printed
from gocluster_events.meeting.agenda.models import DoorSigns
from gocluster_events.meeting.agenda.rules.door_signs import LASTS, LEASE, MOST_AT_ONCE, MOST_ATTEMPTS, SignsState
from gocluster_events.meeting.agenda.services import door_signs
from tests.support.make import make_room
from tests.support.paper import opened
from tests.support.programme import plan, publish, slot

BASE = "/de/manage/jahrestagung-2027/agenda"
PAGE, PATH = f"{BASE}/door-signs", f"{BASE}/door-signs.pdf"
ROOMS = 6


@pytest.fixture
def congress(event):
    """Six rooms with a dozen items each, which is more than a page waits for."""
    rooms = [make_room(event, name=f"Saal {number}", position=number).id for number in range(ROOMS)]
    items = [
        replace(slot(100 * room + number, 30 * number, room=room), length_minutes=30)
        for room in rooms
        for number in range(12)
    ]
    plan(event, *items)
    publish(event)
    return event


def row(session):
    session.rollback()
    return session.query(DoorSigns).one()


def make(at=None):
    db.session().rollback()  # it has read before the signs were asked for
    return door_signs.make_door_signs(at or clock.now())


def finish():
    while make():
        pass


def progress(visitor):
    return visitor.get(f"{PAGE}/progress.json").json


def test_a_large_programme_leads_to_the_page_on_which_the_signs_are_asked_for(congress, organiser):
    assert organiser.get(PATH).location == PAGE
    assert organiser.get(f"{PATH}?draft=1").location == f"{PAGE}?draft=1"
    assert "72 Programmpunkte, 6 Blätter. Aus der veröffentlichten Version." in organiser.get(PAGE).text
    assert organiser.own_form(PAGE).send().location == PAGE
    assert f'data-progress="{PAGE}/progress.json"' in organiser.get(PAGE).text


def test_the_page_says_how_many_sheets_are_done_and_then_offers_the_file(congress, organiser, session):
    organiser.own_form(PAGE).send()
    assert progress(organiser) == {"state": "Wartet auf den Beginn", "progress": 0, "is_over": False}
    assert make() == 1
    assert progress(organiser) == {"state": "Die Türschilder werden erstellt", "progress": 4, "is_over": False}
    finish()
    assert progress(organiser) == {"state": "Die Türschilder sind fertig", "progress": ROOMS, "is_over": True}
    made = row(session)
    assert f'href="{PATH}?made={made.id}"' in organiser.get(PAGE).text
    pages = opened(organiser.get(f"{PATH}?made={made.id}").data).pages
    assert [page.extract_text().split("Saal ")[1][0] for page in pages] == [str(number) for number in range(ROOMS)]


def test_they_are_the_same_bytes_as_at_once(congress, organiser, session):
    organiser.own_form(PAGE).send()
    paper, as_of = row(session).paper, row(session).as_of
    finish()
    assert row(session).content == printed.door_signs_pdf(paper, as_of)


def taken_up(session, at, attempts=1):
    """A worker has begun a portion at that time and was never heard of again."""
    made = row(session)
    made.state, made.lease_until, made.attempts = SignsState.RUNNING, at + LEASE, attempts
    session.commit()


def test_another_worker_goes_on_where_one_has_vanished(congress, organiser, session):
    organiser.own_form(PAGE).send()
    begun = clock.now()
    make(begun)
    taken_up(session, begun)
    assert (make(begun), row(session).fitted) == (0, 4)
    assert (make(begun + LEASE), row(session).fitted) == (1, ROOMS)


def test_another_worker_goes_on_where_one_with_a_wrong_clock_has_vanished(congress, organiser, session):
    organiser.own_form(PAGE).send()
    begun = clock.now()
    taken_up(session, begun.replace(year=2038))
    assert (make(begun), row(session).fitted) == (1, 4)


def test_what_ends_every_worker_is_given_up(congress, organiser, session):
    organiser.own_form(PAGE).send()
    begun = clock.now()
    taken_up(session, begun, MOST_ATTEMPTS)
    assert (make(begun + LEASE), row(session).state) == (0, SignsState.FAILED)


def test_what_cannot_be_set_is_said_and_can_be_tried_again(congress, organiser, session):
    organiser.own_form(PAGE).send()
    made = row(session)
    made.paper = {**made.paper, "accent": "no colour"}
    session.commit()
    assert (make(), make(), row(session).state) == (1, 0, SignsState.FAILED)
    assert "Die Türschilder konnten nicht erstellt werden." in organiser.get(PAGE).text
    organiser.own_form(PAGE).send()
    assert row(session).state is SignsState.QUEUED


def test_signs_asked_for_anew_are_not_overtaken_by_the_former_ones(congress, organiser, session):
    organiser.own_form(PAGE).send()
    former = row(session).id
    make()
    organiser.own_form(f"{PAGE}?draft=1").send()
    made = row(session)
    assert (made.id > former, made.is_draft, made.fitted) == (True, True, 0)
    finish()
    assert organiser.get(f"{PATH}?made={former}").status_code == 404
    assert "6 Blätter, aus dem Entwurf vom" in organiser.get(PAGE).text


def test_the_file_of_a_former_version_says_so(congress, organiser):
    organiser.own_form(PAGE).send()
    finish()
    assert "neu veröffentlicht" not in organiser.get(PAGE).text
    plan(congress, slot(1, 600))
    publish(congress, at=clock.now() + timedelta(minutes=1))
    assert "Das Programm ist seitdem neu veröffentlicht worden." in organiser.get(PAGE).text


def test_nothing_is_left_after_a_day(congress, organiser, session):
    organiser.own_form(PAGE).send()
    finish()
    asked_at = row(session).created_at
    assert door_signs.drop_door_signs(asked_at + LASTS - timedelta(seconds=1)) == 0
    assert door_signs.drop_door_signs(asked_at + LASTS) == 1
    assert progress(organiser) == {"state": "", "progress": 0, "is_over": True}


def test_a_small_programme_is_there_at_once(event, talk, organiser):
    publish(event)
    assert (organiser.get(PATH).status_code, MOST_AT_ONCE) == (200, 60)
    assert organiser.get(f"{PATH}?made=x").status_code == 404
