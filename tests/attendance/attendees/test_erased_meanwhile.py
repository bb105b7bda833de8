"""Somebody is erased while a colleague works on them: a sentence says so, and nothing is saved."""

from concurrent.futures import ThreadPoolExecutor, wait

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.notes import services as notes
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.make import make_event, make_member, make_registration
from tests.support.questions import ask
from tests.support.visitor import OpenForm, Visitor

ORGANISER = "organiser@example.org"
ERASED = "Diese Anmeldung wurde gelöscht, mit allem zu der Person. Es wurde nichts gespeichert."
GONE = (
    "Diese Anmeldung gibt es in dieser Veranstaltung nicht. Vielleicht wurde sie gelöscht. Es wurde nichts gespeichert."
)
FORMS = (
    ("correction", {"reason": "Hat angerufen", "position": "Leiterin"}),
    ("notes/new", {"text": "Ruft noch an"}),
    ("notes/1", {"text": "Ruft nicht an"}),
    ("notes/1/removal", {}),
    ("needs", {}),
    ("link", {}),
    ("internal", {}),
    ("refusal", {"purposes": "photos"}),
    ("cancellation", {"note": "Hat angerufen"}),
    ("waiting/position", {"number": "2", "reason": "Kommt von weit her"}),
    ("waiting/place", {"reason": "Hält die Rede"}),
)


@pytest.fixture
def meeting(session: Session) -> Event:
    """An edition with two who wait, of whom the second has a comment."""
    event = make_event(slug="tagung", capacity_onsite=5)
    make_member(event, email=ORGANISER)
    ask(event, "Wer holt ab?", for_staff=True)
    return event


@pytest.fixture
def person(meeting: Event) -> int:
    now = clock.now()
    ids = [
        make_registration(
            meeting, status=Status.WAITLISTED, confirmed_at=None, waitlisted_at=now, email=f"{name}@example.org"
        ).id
        for name in ("kim", "mai")
    ]
    notes.add_note(meeting.id, ids[0], "Ruft noch an", Act(ORGANISER, now), at_desk=False)
    return ids[0]


def opened(visitor: Visitor, person: int, noun: str) -> OpenForm:
    visitor.enter(ORGANISER)
    page = f"/de/manage/tagung/registration/{person}"
    return visitor.form(page if noun == "needs" else f"{page}/{noun}", f"{page}/{noun}")


@pytest.mark.parametrize(("noun", "typed"), FORMS, ids=[noun for noun, _typed in FORMS])
def test_what_is_sent_about_somebody_who_was_erased_meanwhile_is_answered_with_a_sentence(
    visitor: Visitor, session: Session, meeting: Event, person: int, noun: str, typed: dict[str, str]
):
    form = opened(visitor, person, noun)
    privacy.erase(meeting.id, person, Act(ORGANISER, clock.now()))
    answer = form.send(**typed)
    assert (answer.status_code, GONE in answer.text) == (404, True)
    assert left(session) == (1, 0)


@pytest.mark.both_databases
@pytest.mark.parametrize(("noun", "typed"), FORMS, ids=[noun for noun, _typed in FORMS])
def test_so_is_what_is_sent_while_they_are_being_erased(
    visitor: Visitor, session: Session, meeting: Event, person: int, noun: str, typed: dict[str, str]
):
    form, event_id = opened(visitor, person, noun), meeting.id
    session.rollback()
    with ThreadPoolExecutor() as browsers:
        with transaction() as writing:
            privacy.erase_in(writing, event_id, person, Act(ORGANISER, clock.now()))
            sent = browsers.submit(form.send, **typed)
            wait([sent], timeout=0.5)  # it comes as far as it can: the person is still there to read
        answer = sent.result()
    assert (answer.status_code, ERASED in answer.text) == (410, True)
    assert left(session) == (1, 0)


def left(session: Session) -> tuple[int, int]:
    """How many registrations and comments there are."""
    session.rollback()
    count = sa.select(sa.func.count())
    people, comments = session.scalar(count.select_from(Registration)), session.scalar(count.select_from(Note))
    return people or 0, comments or 0
