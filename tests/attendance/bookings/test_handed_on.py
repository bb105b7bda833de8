"""Whoever has somebody's place in the meeting has their places in items: substitutes, who stays of two duplicates."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.codes import Move
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.booking import book, mails, moves, publish_offers, standing, wait
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.registrants import CHANCE
from tests.support.settings import NOW

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def event(session):
    """A meeting whose programme has three workshops of one place: B1 and B2 one after the other, B3 beside B2."""
    made = make_event()
    room = make_room(made, name="1.04").id
    for number, start in ((1, 60), (2, 120), (3, 120)):
        plan(made, slot(number, start=start, sign_up=SignUp.BOOK, seats=1, room=room, code=f"B{number}"))
    publish_offers(made)
    return made


@pytest.fixture
def twins(event):
    """Two registrations that look like one person's."""
    name = {"first_name": "Anna", "last_name": "Muster", "organisation": "Institut"}
    return [make_registration(event, **name).id for _ in range(2)]


def merge(event, stays, goes):
    duplicates.merge(event.id, stays, goes, Act("organiser@example.org", LATER))
    settle_due(LATER)


def hand_over(event, giver, name="kim", now=LATER):
    whom = Substitute(title="", first_name=name.title(), last_name="M", email=f"{name}@example.org", language="de")
    substitution.name_substitute(event.id, giver, whom, now)
    row = db.session().scalars(sa.select(Substitution).where(Substitution.registration_id == giver)).one()
    return substitution.accept_substitution(event.id, row.id, row.generation, now, CHANCE)[0]


def letters(person):
    """The letters about places that the person has, each with the codes of the items that it names."""
    return [
        (mail.letter, [line.split()[1] for line in mail.content["values"]["places"].splitlines()])
        for mail in mails(person)
        if mail.letter.startswith("item")
    ]


@pytest.mark.both_databases
def test_of_two_duplicates_the_one_that_stays_has_the_places_and_numbers_of_both(event, twins):
    stays, goes = twins
    other = make_registration(event).id
    book(event.id, goes, 1)
    book(event.id, other, 2)
    wait(event.id, other, 1)
    wait(event.id, goes, 2)
    merge(event, stays, goes)
    assert [standing(event.id, number) for number in (1, 2)] == [([stays], [other]), ([other], [stays])]
    assert letters(stays) == [("item_booked", ["B1", "B2"])]
    assert letters(goes) == []


def test_where_both_duplicates_have_the_same_item_the_better_of_the_two_remains(event, twins):
    stays, goes = twins
    other = make_registration(event).id
    book(event.id, goes, 1)
    wait(event.id, stays, 1)
    book(event.id, other, 2)
    wait(event.id, goes, 2)
    third = make_registration(event).id
    wait(event.id, third, 2)
    wait(event.id, stays, 2)
    merge(event, stays, goes)
    assert [standing(event.id, number) for number in (1, 2)] == [([stays], []), ([other], [stays, third])]


def test_the_one_that_stays_keeps_its_own_place_where_the_other_one_waited(event, twins):
    stays, goes = twins
    book(event.id, stays, 1)
    wait(event.id, goes, 1)
    merge(event, stays, goes)
    assert (standing(event.id, 1), moves(goes)) == (([stays], []), [Move.JOINED, Move.LOST])


def test_a_place_that_is_handed_on_twice_before_anybody_looks_is_with_the_last(event):
    giver, waiting = (make_registration(event).id for _ in range(2))
    book(event.id, giver, 1)
    wait(event.id, waiting, 1)
    kim = hand_over(event, giver)
    lou = hand_over(event, kim, "lou", LATER + timedelta(minutes=1))
    settle_due(LATER + timedelta(minutes=1))
    assert standing(event.id, 1) == ([lou], [waiting])


def test_a_place_handed_on_to_somebody_who_has_cancelled_is_free_for_the_next(event):
    giver, waiting = (make_registration(event).id for _ in range(2))
    book(event.id, giver, 1)
    wait(event.id, waiting, 1)
    kim = hand_over(event, giver)
    with db.transaction() as session:
        session.get_one(Registration, kim).status = Status.CANCELLED
    settle_due(LATER)
    assert standing(event.id, 1) == ([waiting], [])


def test_whoever_takes_over_numbers_on_lists_alone_is_told_them(event):
    giver, holder = (make_registration(event).id for _ in range(2))
    book(event.id, holder, 1)
    wait(event.id, giver, 1)
    kim = hand_over(event, giver)
    settle_due(LATER)
    assert letters(kim) == [("item_waiting", ["B1"])]
    waiting = db.session().scalars(sa.select(Mail).where(Mail.letter == "item_waiting", Mail.not_before == LATER)).one()
    assert waiting.content["values"]["number"] == "1"


def test_whoever_is_in_two_items_at_once_by_a_place_taken_over_keeps_both_with_a_letter(event, twins):
    stays, goes = twins
    book(event.id, stays, 2)
    book(event.id, goes, 3)
    book(event.id, goes, 1)
    merge(event, stays, goes)
    assert [standing(event.id, number)[0] for number in (1, 2, 3)] == [[stays]] * 3
    assert letters(stays) == [("item_booked", ["B1", "B2", "B3"]), ("item_clash", ["B3", "B2"])]


def test_whoever_takes_over_a_place_while_they_are_on_stage_is_told_so(event):
    mai = replace(MAI, email="mai@example.org")
    plan(event, mai, with_people(slot(9, 60, room=None, code="X9"), mai))
    publish(event)
    giver = make_registration(event).id
    book(event.id, giver, 1)
    book(event.id, giver, 2)
    kim = hand_over(event, giver, "mai")
    settle_due(LATER)
    assert letters(kim) == [("item_booked", ["B1", "B2"]), ("item_clash", ["B1", "X9"])]
