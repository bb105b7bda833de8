"""What the team reads where an address that it typed belongs to somebody already."""

import pytest
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support.decisions import ORGANISER
from tests.support.make import make_event, make_member
from tests.support.registrants import arrive, row_of
from tests.support.visitor import Visitor

REGISTRATION = "/de/manage/tagung/registration"
SENTENCE = 'href="#email">Mit dieser Adresse ist schon jemand angemeldet'


@pytest.fixture
def meeting(session: Session, visitor: Visitor) -> Event:
    """An organiser is signed in."""
    event = make_event(slug="tagung")
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    return event


def test_a_new_person_with_a_known_address_leads_to_the_registration(visitor: Visitor, meeting: Event):
    known = arrive(meeting, "known@example.org")
    form = visitor.own_form(f"{REGISTRATION}/new")
    text = form.send(first_name="Kim", last_name="Adler", email="Known@example.org", mode="onsite").text
    assert (SENTENCE in text, f'{REGISTRATION}/{known}">Miriam Tannert' in text) == (True, True)


def test_a_correction_to_a_known_address_leads_to_the_other_registration(visitor: Visitor, meeting: Event):
    known, person = arrive(meeting, "known@example.org"), arrive(meeting, "miriam@example.org")
    form = visitor.own_form(f"{REGISTRATION}/{person}/correction")
    text = form.send(email="known@example.org", reason="Hat angerufen").text
    assert (SENTENCE in text, f'{REGISTRATION}/{known}">Miriam Tannert' in text) == (True, True)
    assert row_of(person).email == "miriam@example.org"
