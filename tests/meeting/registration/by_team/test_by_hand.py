"""Somebody whom the team registers: who phoned, or who stands at the door."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.notes import queries as notes_queries
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Refusal, Source, Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.meeting.registration.privacy.queries import dossier
from gocluster_events.meeting.registration.privacy.rules import Item, Part
from tests.support.decisions import ORGANISER, reviewed, standings
from tests.support.make import make_event
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, arrive, letters, row_of, sign_up, status
from tests.support.settings import NOW

DAWN = "dawn@example.org"


def add(event: Event, email: str = DAWN, **changes: Any) -> int:
    wanted = {"act": Act(ORGANISER, NOW), "chance": CHANCE, "tells": True, "over_capacity": False, **changes}
    return by_team.add(event.id, sign_up(email), **wanted)


def full(session: Session) -> Event:
    event = make_event(capacity_onsite=1)
    arrive(event, "first@example.org")
    return event


def test_somebody_who_phoned_has_the_next_free_place_and_the_link_to_it(session: Session):
    event = make_event()
    added = add(event)
    assert (status(added), letters(DAWN), row_of(added).proven_at) == (Status.CONFIRMED, ["confirmed_onsite"], None)
    logged = accounts.history(reading(), f"edition:{event.id}", f"registration:{added}")
    assert [(actor, action) for _at, actor, action in logged] == [(ORGANISER, "registration.added_by_hand")]


def test_nobody_is_told_who_is_not_to_be_told(session: Session):
    event = make_event()
    assert (status(add(event, tells=False)), letters()) == (Status.CONFIRMED, [])


def test_they_wait_behind_the_others_where_no_place_is_free(session: Session):
    event = full(session)
    waiting = arrive(event, "second@example.org")
    added = add(event)
    assert [seats.position(reading(), row_of(each)) for each in (waiting, added)] == [1, 2]
    assert letters(DAWN) == ["waitlisted"]


def test_a_place_beyond_the_capacity_needs_a_reason_which_stays(session: Session):
    event = full(session)
    assert refusal(add, event, over_capacity=True, reason=" ") is Refusal.REASON_MISSING
    added = add(event, over_capacity=True, reason="Referentin")
    (note,) = notes_queries.notes(reading(), added)
    assert (status(added), note.kind, note.text, note.author) == (
        Status.CONFIRMED, NoteKind.ADDITION, "Referentin", ORGANISER
    )  # fmt: skip


def test_a_team_that_reviews_looks_at_them_too(session: Session):
    assert (status(add(reviewed())), letters(DAWN)) == (Status.RECEIVED, ["received"])


def test_who_stands_at_the_door_has_a_place_at_once_even_where_a_team_reviews(session: Session):
    added = add(reviewed(), over_capacity=True, reason="Am Einlass", source=Source.AT_DOOR)
    assert status(added) is Status.CONFIRMED


def test_people_without_an_address_do_not_stand_in_each_others_way_and_get_no_mail(session: Session):
    event = make_event()
    first, second = add(event, email=""), add(event, email="")
    assert first != second
    deciding.decide(event.id, standings(event.id, [first]), Kind.WAITLIST, Act(ORGANISER, NOW))
    assert letters() == []


@pytest.mark.parametrize("known", ["dawn@example.org", "DAWN@Example.org"])
def test_a_known_address_is_refused(session: Session, known: str):
    event = make_event()
    arrive(event, DAWN)
    assert refusal(add, event, known) is Refusal.ALREADY_REGISTERED


@pytest.mark.parametrize(("status", "code"), [("archived", Refusal.ARCHIVED), ("draft", Refusal.NOT_OPEN_YET)])
def test_neither_a_draft_nor_an_archive_takes_anybody(session: Session, status: str, code: Refusal):
    assert refusal(add, make_event(status=EventStatus(status))) is code


def test_the_person_can_read_why(session: Session):
    event = make_event()
    added = add(event, reason="Hat angerufen")
    disclosure = dossier.dossier(reading(), event, row_of(added), lambda *_: "", NOW)
    notes = next(section for section in disclosure.sections if section.part is Part.NOTES)
    assert [dict(record)[Item.REASON] for record in notes.records] == ["Hat angerufen"]


def test_a_registration_without_an_address_is_erased_like_any_other(session: Session):
    event = make_event()
    added = add(event, email="", reason="Ohne Adresse")
    privacy.erase(event.id, added, Act(ORGANISER, NOW))
    assert (people.registration(reading(), added), notes_queries.notes(reading(), added)) == (None, [])
