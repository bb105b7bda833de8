"""A meeting whose programme has two workshops that one signs up for, and people who run it."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from tests.support.booking import make_offer, publish_offers
from tests.support.make import make_day, make_event, make_member, make_registration, make_room
from tests.support.programme import MAI, block, plan, publish, slot, with_people
from tests.support.signing_up import open_my_page
from tests.support.visitor import Visitor


@pytest.fixture
def workshops(session: Session) -> Event:
    """B2 with two seats in a room of two, led by one person, and C2 at the same time with forty."""
    event = make_event(slug="tagung")
    make_day(event)
    small, large = make_room(event, name="Raum 1.04", seats=2).id, make_room(event, name="Raum 1.06", seats=40).id
    pitch = with_people(slot(1, 60, code="B2", room=small, sign_up=SignUp.BOOK), MAI)
    learning = slot(2, 60, code="C2", room=large, sign_up=SignUp.BOOK)
    talk = slot(3, 60, code="A2")
    plan(event, block(1, 60), MAI, pitch, learning, replace(talk, room=None))
    publish_offers(event)
    return event


def signed_in(app: Flask, event: Event, role: Role) -> Visitor:
    """Somebody with that role in the edition, signed in."""
    address = f"{role.value}@example.org"
    make_member(event, role, email=address, name=f"{role.value.title()} Muster")
    visitor = app.test_client()
    visitor.enter(address)
    return visitor


@pytest.fixture
def organiser(app: Flask, workshops: Event) -> Visitor:
    """An organiser of the meeting, signed in."""
    return signed_in(app, workshops, Role.ORGANISER)


@pytest.fixture
def staff(app: Flask, workshops: Event) -> Visitor:
    """Somebody of its staff, signed in."""
    return signed_in(app, workshops, Role.STAFF)


@pytest.fixture
def event(session: Session) -> Event:
    """B1 and B2 are at the same time, C1 an hour later; in each there is one place to book."""
    event = make_event(slug="jahrestagung-2027")
    room = make_room(event, name="1.04").id
    titles = {1: ("B1", "KI", 0), 2: ("B2", "Vom Pitch", 0), 3: ("C1", "Danach", 60)}
    for number, (code, title, start) in titles.items():
        plan(event, slot(number, start, code=code, title=Localized(title), room=room, sign_up=SignUp.BOOK))
        make_offer(event, number, start)
    publish(event)
    return event


@pytest.fixture
def people(event: Event) -> list[int]:
    """Three people with a place, each of an institution of their own."""
    return [make_registration(event, organisation=f"Institut {number}").id for number in range(3)]


@pytest.fixture
def miriam(visitor: Visitor, people: list[int]) -> int:
    """The first of the people, whose page is open."""
    open_my_page(visitor, people[0])
    return people[0]
