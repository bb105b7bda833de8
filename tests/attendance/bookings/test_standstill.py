"""A list that cannot move although a place is free is decided once, and anew as soon as anything has changed."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.queries import standstill
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.core import db
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services.drafting import apply
from tests.support.booking import TEAM, change, change_person, item, make_offer, standing, wait
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_registration
from tests.support.programme import MAI, NINE, plan, publish, slot, with_people
from tests.support.settings import NOW

A_SECOND = timedelta(seconds=1)
AT_REST = 3  # BEGIN, whether anything is due, and whether anything has changed


@pytest.fixture
def stuck(session):
    """One item whose free place an institution may not have, since it has one, and somebody of it who waits."""
    event = make_event()
    make_offer(event, item_seats=2, most_per_organisation=1, is_members_only=True)
    people = [make_registration(event, organisation="Amt", cluster="Cluster Nord").id for _ in range(2)]
    for person in people:
        wait(event.id, person)
    db.session().rollback()
    assert (settle_due(NOW), standing(event.id)) == (0, ([people[0]], [people[1]]))
    return event, people


def statements(now):
    db.session().rollback()
    with counted_statements() as seen:
        assert settle_due(now) == 0
    return len(seen)


def lift_the_limit(event, _people):
    change(event, 1, most_per_organisation=0)


def let_the_holder_be_of_another_institution(_event, people):
    change_person(people[0], organisation="Uni")


def let_who_waits_be_of_another_institution(_event, people):
    change_person(people[1], organisation="Uni")


CHANGES = (
    lift_the_limit,
    let_the_holder_be_of_another_institution,
    let_who_waits_be_of_another_institution,
)


def test_while_nothing_changes_the_worker_asks_twice_a_second_whether_anything_has(stuck):
    assert [statements(NOW + each * A_SECOND) for each in (1, 2)] == [AT_REST, AT_REST]


@pytest.mark.parametrize("change_something", CHANGES)
@pytest.mark.both_databases
def test_whatever_lets_somebody_move_up_is_noticed_the_next_second(stuck, change_something):
    event, people = stuck
    change_something(event, people)
    db.session().rollback()
    assert (settle_due(NOW + A_SECOND), standing(event.id)) == (1, (people, []))


def test_with_a_state_that_always_seems_the_same_the_free_place_stays_empty(stuck, monkeypatch):
    """The control of the test above."""
    monkeypatch.setattr(standstill, "state", lambda _session, _event_id: "")
    assert settle_due(NOW) == 0
    lift_the_limit(*stuck)
    db.session().rollback()
    assert settle_due(NOW + A_SECOND) == 0


def test_a_clock_that_went_back_decides_anew(stuck):
    assert statements(NOW - A_SECOND) > AT_REST


@pytest.fixture
def on_stage(session):
    """Somebody who waits for an item with a free place, and speaks at that time."""
    event = make_event()
    make_offer(event, 1)
    person = make_registration(event, email="mai@example.org").id
    wait(event.id, make_registration(event).id)
    wait(event.id, person)
    plan(event, replace(MAI, email="mai@example.org"), with_people(slot(2, 0, code="A2", room=None), MAI))
    publish(event)
    change(event, 1, item_seats=2)
    db.session().rollback()
    assert settle_due(NOW) == 0
    return event, person


def test_who_is_on_stage_at_that_time_moves_up_once_they_speak_at_another(on_stage):
    event, person = on_stage
    talk = with_people(slot(2, 0, code="A2", room=None), MAI)
    apply(event.id, [Change(talk, replace(talk, starts_at=NINE + timedelta(hours=2)))], {item(2): 1}, TEAM)
    db.session().rollback()
    assert settle_due(NOW + A_SECOND) == 0  # the draft alone moves nobody
    publish(event)
    db.session().rollback()
    assert (settle_due(NOW + 2 * A_SECOND), standing(event.id)[0][-1]) == (1, person)


def test_who_is_taken_for_a_speaker_moves_up_once_the_speaker_has_another_address(on_stage):
    event, person = on_stage
    with db.transaction() as writing:
        writing.query(Person).filter_by(event_id=event.id).one().email = "mai.petersen@example.org"
    assert (settle_due(NOW + A_SECOND), standing(event.id)[0][-1]) == (1, person)


def test_who_is_no_speaker_as_the_team_says_moves_up(on_stage):
    event, person = on_stage
    speaker = db.session().query(Person).filter_by(event_id=event.id).one().id
    facts = {"is_same": False, "actor": TEAM.by, "at": NOW}
    with db.transaction() as writing:
        writing.add(ContributorMatch(person_id=speaker, registration_id=person, **facts))
    assert (settle_due(NOW + A_SECOND), standing(event.id)[0][-1]) == (1, person)
