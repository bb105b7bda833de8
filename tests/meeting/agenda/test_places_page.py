"""The page that suggests where an item can go."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.forms.placement import written
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.time_grid import Spot
from gocluster_events.meeting.agenda.services import drafting as services
from tests.support.make import archive, make_event, make_room
from tests.support.programme import NINE, plan, slot
from tests.support.settings import NOW

MANAGE = "/de/manage/jahrestagung-2027/agenda"
TEN = NINE + timedelta(hours=1)


@pytest.fixture
def idea(event, talk):
    """An item for 500 people that has no time yet."""
    made = slot(5, None, code="B7", room=None, seats=500)
    plan(event, made)
    return made


def page(item):
    return f"{MANAGE}/items/{item.uuid}/places"


def draft(session, event):
    session.rollback()
    return draft_queries.draft(session, event)


def test_the_button_puts_the_item_there_in_one_step_that_can_be_undone(session, event, talk, idea, organiser):
    spot = Spot(TEN, talk.room)
    answer = organiser.form(page(idea), page(idea)).send(spot=written(spot))
    assert answer.headers["Location"] == f"{MANAGE}#item-{idea.uuid}"
    assert draft(session, event).item(idea.uuid) == replace(idea, starts_at=TEN, room=talk.room)
    services.undo(event.id, steps.step_to_undo(session, event.id).number, Act("organiser@example.org", NOW))
    assert draft(session, event).item(idea.uuid) == idea


def test_each_place_says_what_speaks_for_it_and_against_it(event, talk, idea, organiser):
    plan(event, slot(8, 180, kind=Kind.LUNCH, room=make_room(event).id))
    text = organiser.get(page(idea)).text
    assert "B7 braucht 500 Plätze, Eichensaal hat 200." in text
    assert text.count("Außerhalb der Pausen.") == 1  # true of all places, so it is said once
    assert "Do., 22. Apr., 10:00–11:00, Eichensaal" in text


@pytest.mark.promise("P16")
def test_a_place_that_somebody_took_meanwhile_is_not_given_twice(session, event, talk, idea, organiser):
    form = organiser.form(page(idea), page(idea))
    plan(event, slot(6, 60, room=talk.room))
    answer = form.send(spot=written(Spot(TEN, talk.room)))
    assert answer.status_code == 409
    assert "Diese Zeit ist nicht mehr frei" in answer.text
    assert draft(session, event).item(idea.uuid) == idea


def test_an_item_that_a_colleague_changed_meanwhile_stays_theirs(session, event, talk, idea, organiser):
    form = organiser.form(page(idea), page(idea))
    theirs = replace(idea, length_minutes=30)
    services.apply(event.id, [Change(idea, theirs)], {idea.uuid: 1}, Act("admin@example.org", NOW))
    assert form.send(spot=written(Spot(TEN, talk.room))).status_code == 409
    assert draft(session, event).item(idea.uuid) == theirs


def test_pressing_the_button_twice_is_no_harm(session, event, talk, idea, organiser):
    form = organiser.form(page(idea), page(idea))
    answers = [form.send(spot=written(Spot(TEN, talk.room))) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]


@pytest.mark.parametrize(
    "spot", ["", "x@y", "1@", "1@2027-04-22T10:00:00", "99@2027-04-22T08:00:00+00:00", "1@9999-12-31T23:59:59-14:00"]
)
def test_a_place_that_was_never_suggested_is_refused(session, event, talk, idea, organiser, spot):
    assert organiser.form(page(idea), page(idea)).send(spot=spot).status_code == 409
    assert draft(session, event).item(idea.uuid) == idea


def test_a_room_of_another_edition_is_refused(session, event, talk, idea, organiser):
    room = make_room(make_event())
    assert organiser.form(page(idea), page(idea)).send(spot=written(Spot(TEN, room.id))).status_code == 409


def test_an_archived_edition_shows_places_without_buttons(session, event, talk, idea, organiser):
    form = organiser.form(page(idea), page(idea))
    archive(event)
    answer = form.send(spot=written(Spot(TEN, talk.room)))
    assert ("archiviert" in answer.text, "Hierher legen" in answer.text) == (True, False)


def test_when_nothing_is_free_the_page_says_what_helps(event, talk, organiser):
    long = slot(7, None, length_minutes=24 * 60, room=None)
    plan(event, long)
    text = organiser.get(page(long)).text
    assert ("Es gibt keine freie Zeit." in text, "Programmpunkt kürzen" in text) == (True, True)


def test_only_organisers_see_it_and_only_in_their_edition(talk, idea, staff, organiser):
    assert staff.get(page(idea)).status_code == 403
    assert organiser.get(f"{MANAGE}/items/{slot(99).uuid}/places").status_code == 404
