"""Somebody phones to cancel, and the team does it for them."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.notes import queries as notes
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Refusal, Status
from tests.support.decisions import ORGANISER
from tests.support.make import archive, make_event, make_member, make_registration
from tests.support.registrants import HOUR, arrive, cancel, letters, outbox, row_of, status
from tests.support.settings import NOW
from tests.support.visitor import Visitor

MIRIAM = "miriam@example.org"


@pytest.fixture
def meeting(session: Session) -> Event:
    return make_event(slug="tagung", capacity_onsite=1)


def phone(event: Event, person: int, note: str = "", now=NOW + HOUR) -> None:
    """The person phones, and an organiser cancels for them."""
    ending.cancel_for(event.id, person, note, Act(ORGANISER, now))


def refusal(event: Event, person: int, now=NOW + HOUR) -> Refusal:
    with pytest.raises(Refused) as refused:
        phone(event, person, "Hat angerufen", now)
    return refused.value.code


@pytest.mark.both_databases
def test_the_place_goes_to_whoever_waits_and_the_person_is_told(meeting: Event):
    person, waiting = arrive(meeting, MIRIAM), arrive(meeting, "second@example.org")
    phone(meeting, person)
    assert (status(person), status(waiting)) == (Status.CANCELLED, Status.CONFIRMED)
    assert letters(MIRIAM)[-1] == "cancelled"
    content = outbox("cancelled").content
    assert content is not None
    assert content["calendar"]["cancelled"] is True


def test_the_log_names_whoever_did_it_and_the_note_stands_there(meeting: Event):
    person = arrive(meeting, MIRIAM)
    phone(meeting, person, " Hat angerufen ")
    line = accounts.log_of(db.session(), f"registration:{person}")[-1]
    (note,) = notes.notes(db.session(), person)
    assert (line.actor, line.action) == (ORGANISER, "registration.cancelled")
    assert (note.kind, note.text, note.author, note.at) == (NoteKind.COMMENT, "Hat angerufen", ORGANISER, line.at)


def test_there_need_not_be_a_note_nor_an_address(meeting: Event):
    person = make_registration(meeting, status=Status.CONFIRMED, email="").id
    phone(meeting, person, " ")
    assert (status(person), notes.notes(db.session(), person), letters()) == (Status.CANCELLED, [], [])


def test_whoever_has_cancelled_already_stays_as_they_are(meeting: Event):
    person = arrive(meeting, MIRIAM)
    cancel(meeting, person)
    before = letters()
    assert refusal(meeting, person) is Refusal.ALREADY_ENDED
    assert (letters(), notes.notes(db.session(), person)) == (before, [])


def test_nobody_is_cancelled_once_the_meeting_is_over_or_archived(session: Session, meeting: Event):
    person = arrive(meeting, MIRIAM)
    assert refusal(meeting, person, meeting.ends_at + timedelta(minutes=1)) is Refusal.OVER
    archive(meeting)
    assert refusal(meeting, person) is Refusal.ARCHIVED
    assert status(person) is Status.CONFIRMED


def test_an_organiser_cancels_on_the_persons_page(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    person, stranger = arrive(meeting, MIRIAM), arrive(make_event(), "mai@example.org")
    page, deed = f"/de/manage/tagung/registration/{person}", f"/de/manage/tagung/registration/{person}/cancellation"
    assert "Person abmelden …" in visitor.get(page).text
    assert f"geht sofort an {MIRIAM}" in visitor.get(deed).text
    assert visitor.own_form(deed).send(note="Hat angerufen").location == page
    text = visitor.get(page).text
    assert ("Hat angerufen" in text, "Person abmelden …" in text) == (True, False)
    assert row_of(person).status is Status.CANCELLED
    again = visitor.get(deed).text
    assert ("Diese Anmeldung ist schon beendet" in again, "geht sofort an" in again) == (True, False)
    assert visitor.get(f"/de/manage/tagung/registration/{stranger}/cancellation").status_code == 404


def test_somebody_who_cancels_meanwhile_leaves_a_sentence_to_the_organiser(visitor: Visitor, meeting: Event):
    make_member(meeting, email=ORGANISER)
    visitor.enter(ORGANISER)
    person = arrive(meeting, MIRIAM)
    deed = f"/de/manage/tagung/registration/{person}/cancellation"
    form = visitor.own_form(deed)
    cancel(meeting, person)
    answer = form.send(note="Hat angerufen")
    assert (answer.status_code, "Abgemeldet: Die Person" in answer.text) == (409, True)
    assert ("Hat angerufen" in answer.text, "Trotzdem" in answer.text) == (True, False)
