"""What somebody told, corrected by the team."""

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.notes import queries as notes_queries, services as notes
from gocluster_events.meeting.registration.own.rules import Correction
from gocluster_events.meeting.registration.own.services import amending, ending
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules.codes import Diet, NoteKind, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.decisions import ORGANISER
from tests.support.make import make_event
from tests.support.questions import answer, ask
from tests.support.refusal import refusal
from tests.support.registrants import arrive, letters, needs_of, outbox, register, row_of, status
from tests.support.settings import NOW

WHY = "Hat angerufen"
ADDRESS = "miriam@example.org"


def correct(event: Event, person: int, revision: int = 0, **changes: Any) -> Any:
    event_id, row = event.id, row_of(person)
    current = people.sign_up_of(reading(), row)
    answers, tells = changes.pop("answers", current.answers), changes.pop("tells", True)
    entry = replace(current.entry, **changes)
    made = Correction(entry, answers, changes.get("reason", WHY), tells)
    act = Act(ORGANISER, NOW)
    return amending.correct(event_id, person, made, revision or row.revision, act, changes_named).fields


def test_a_correction_says_who_why_and_which_fields_but_no_value(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    assert correct(event, person, last_name="Tanner", position="Leitung") == ("last_name", "position")
    line = accounts.log_of(reading(), f"registration:{person}")[-1]
    (note,) = notes_queries.notes(reading(), person)
    assert (line.actor, line.action, line.fields) == (ORGANISER, "registration.corrected", ["last_name", "position"])
    assert (note.kind, note.text, note.at) == (NoteKind.CORRECTION, WHY, line.at)
    values = outbox("details_corrected").content["values"]
    assert (values["fields"], values["reason"]) == ("Nachname, Funktion", WHY)


def test_nobody_is_told_where_the_tick_is_taken_away(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    before = letters()
    correct(event, person, last_name="Tanner", tells=False)
    assert letters() == before


def test_a_correction_that_changes_nothing_leaves_no_trace(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    before = letters()
    assert correct(event, person) == ()
    assert (notes_queries.notes(reading(), person), letters()) == ([], before)


def test_it_needs_a_reason_and_the_revision_that_was_read(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    entry = people.sign_up_of(reading(), row_of(person)).entry
    with pytest.raises(Refused):
        amending.correct(
            event.id, person, Correction(entry, (), " ", tells=True), 1, Act(ORGANISER, NOW), changes_named
        )
    with pytest.raises(Stale):
        correct(event, person, revision=7, last_name="Tanner")


def test_a_new_address_counts_at_once_is_unproven_and_kills_the_old_links(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    before = row_of(person).generation
    correct(event, person, email="new@example.org")
    row = row_of(person)
    assert (row.email, row.proven_at, row.generation, row.status) == (
        "new@example.org", None, before + 1, Status.CONFIRMED
    )  # fmt: skip
    assert (letters(ADDRESS)[-1], letters("new@example.org")) == ("email_replaced", ["details_corrected"])


def test_whoever_has_not_proven_the_address_is_asked_at_the_right_one(session: Session):
    event = make_event()
    person = register(event, ADDRESS)
    correct(event, person, email="new@example.org", tells=False)
    assert (status(person), letters("new@example.org")) == (Status.UNCONFIRMED, ["prove_address"])


def test_the_address_of_somebody_else_is_refused(session: Session):
    event = make_event()
    arrive(event, "other@example.org")
    person = arrive(event, ADDRESS)
    assert refusal(correct, event, person, email="OTHER@example.org") is Refusal.ALREADY_REGISTERED


def test_another_mode_follows_the_rules_about_places(session: Session):
    event = make_event(capacity_online=1)
    arrive(event, "first@example.org", mode=Mode.ONLINE)
    person = arrive(event, ADDRESS)
    with pytest.raises(Refused) as refusal:
        correct(event, person, mode=Mode.ONLINE)
    assert (refusal.value.code, row_of(person).mode) == (Refusal.NO_SEAT_IN_MODE, Mode.ONSITE)


def test_the_name_of_whoever_has_ended_can_be_corrected_but_not_the_mode(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    ending.cancel(event.id, person, NOW)
    assert correct(event, person, last_name="Tanner") == ("last_name",)
    assert refusal(correct, event, person, mode=Mode.ONLINE) is Refusal.MODE_KEPT


def test_what_is_protected_stays_as_it_is(session: Session):
    event = make_event()
    trip = ask(event)
    person = arrive(event, ADDRESS, needs=Needs(diet=Diet.VEGAN))
    assert correct(event, person, answers=(answer(event, trip, "yes"),)) == ("answers",)
    assert needs_of(person) == Needs(diet=Diet.VEGAN)


def test_only_who_wrote_a_comment_changes_or_removes_it(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    made = notes.add_note(event.id, person, "Kommt später", Act(ORGANISER, NOW), at_desk=True)
    notes.change_note(event.id, person, made, "Fremd", Act("staff@example.org", NOW), at_desk=False)
    notes.remove_note(event.id, person, made, Act("staff@example.org", NOW))
    assert [note.text for note in notes_queries.desk_notes(reading(), person)] == ["Kommt später"]
    notes.remove_note(event.id, person, made, Act(ORGANISER, NOW))
    assert notes_queries.notes(reading(), person) == []


def test_erasing_the_person_erases_what_colleagues_wrote(session: Session):
    event = make_event()
    person = arrive(event, ADDRESS)
    notes.add_note(event.id, person, "Kommt später", Act(ORGANISER, NOW), at_desk=True)
    privacy.erase(event.id, person, Act(ORGANISER, NOW))
    assert notes_queries.notes(reading(), person) == []
