"""The team corrects a registration: by the same rules about places, and with a reason that stays."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.own.rules import Correction, check_other_mode
from gocluster_events.meeting.registration.own.services.details import Named, store_entry
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, questions, seats
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import Changes, changed
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, NoteKind, Refusal, Status, check_reason
from gocluster_events.meeting.registration.people.rules.entry import document, normalised
from gocluster_events.meeting.registration.people.rules.questions import check_audience, check_places, is_protected
from gocluster_events.meeting.registration.people.rules.seats import check_offered
from gocluster_events.meeting.registration.people.services import rows
from gocluster_events.meeting.registration.people.services.audiences import end_answers
from gocluster_events.meeting.registration.people.services.mails import queue_letter, record, send_waiting_letter
from gocluster_events.meeting.registration.sign_up.services.links import ask_for_proof, raise_generation
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due


def correct(
    event_id: int, registration_id: int, correction: Correction, revision: int, act: Act, named: Named
) -> Changes:
    """The registration says what the correction says, and why; what is protected stays. Returns what changed.

    A new address counts at once and is unproven; links to the old one are dead. Raises Stale when something was changed
    since ``revision``, Refused when the address is another registration's, or no place is left for what it says now.
    """
    check_reason(correction.reason)
    with transaction() as session:
        event, registration = _opened(session, event_id, registration_id, revision, act.at)
        old, was_proven = registration.email, registration.proven_at is not None
        _check(session, event, registration, correction, act.at)
        changes = _store(session, event, registration, correction, act)
        changes = changes.and_also(*_answer(session, event, registration, correction))
        if names := changes.fields:
            _keep(session, registration, names, correction.reason, act)
            if "email" in names:
                _replace_address(session, registration)
            if correction.tells:
                _send_letter(session, registration, names, correction.reason, act.at, named, old if was_proven else "")
            elif "email" in names and registration.status is Status.UNCONFIRMED:
                ask_for_proof(session, registration, act.at, key=act.at.isoformat())
            if "mode" in names:
                send_waiting_letter(session, event, registration, act.at)
        apply_due(session, event_id, act.at)
        return changes


def _opened(
    session: Session, event_id: int, registration_id: int, revision: int, now: datetime
) -> tuple[Event, Registration]:
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    registration = session.get_one(Registration, registration_id)
    if registration.revision != revision:
        raise Stale
    return event, registration


def _check(session: Session, event: Event, registration: Registration, correction: Correction, now: datetime) -> None:
    entry = correction.entry
    if entry.mode is not registration.mode:
        check_other_mode(registration.status)
        check_offered(seats.seat_plan(session, event, now).seats(entry.mode))
    key = text.email_key(entry.email)
    if entry.email and key != registration.email_key and people.registration_by_address(session, event.id, key):
        raise Refused(Refusal.ALREADY_REGISTERED)


def _store(session: Session, event: Event, registration: Registration, correction: Correction, act: Act) -> Changes:
    """The registration has the corrected entry; if it is active, also the place that follows from it."""
    if registration.status in ACTIVE:
        return store_entry(session, event, registration, correction.entry, act)
    before, applicant = people.entry_of(registration), seats.applicant(registration)
    rows.fill(registration, correction.entry)
    ended = end_answers(session, event, registration, (applicant,), act)
    changes = Changes(changed(document(before), document(correction.entry)), ended)
    return changes.and_also("answers") if ended else changes


def _answer(session: Session, event: Event, registration: Registration, correction: Correction) -> tuple[str, ...]:
    """The answers to what is asked and not protected are those of the correction; all others stay."""
    if correction.answers is None:
        return ()
    questionnaire, applicant = (
        questions.questionnaire(session, event, but=registration.id), seats.applicant(registration)
    )  # fmt: skip
    answers = people.sign_up_of(session, registration).answers
    open_to_us = {each.id for each in questionnaire.among(applicant).questions if not is_protected(each)}
    before = tuple(each for each in answers if each.question_id in open_to_us)
    if normalised(before) == normalised(correction.answers):
        return ()
    check_audience(questionnaire, applicant, correction.answers)
    check_places(questionnaire, correction.answers)
    rest = tuple(each for each in answers if each.question_id not in open_to_us)
    rows.store_answers(session, registration.id, (*rest, *correction.answers))
    return ("answers",)


def _keep(session: Session, registration: Registration, changes: Sequence[str], reason: str, act: Act) -> None:
    registration.revision += 1
    kind, text = NoteKind.CORRECTION, reason.strip()
    session.add(Note(registration_id=registration.id, kind=kind, text=text, author=act.by, at=act.at))
    record(session, registration, "registration.corrected", act, changes)
    session.flush()


def _replace_address(session: Session, registration: Registration) -> None:
    """Nobody has proven the new address; what waited for a proof under the old one is gone."""
    rows.drop_pending_email(registration)
    rows.drop_pending_entry(session, registration)
    raise_generation(session, registration)
    registration.proven_at = None


def _send_letter(
    session: Session, registration: Registration, changes: Sequence[str], reason: str, now: datetime, named: Named,
    old: str,
) -> None:  # fmt: skip
    """One letter says what is different now and why; a proven address that no longer counts gets one too."""
    if registration.status is Status.UNCONFIRMED:
        if "email" in changes:
            ask_for_proof(session, registration, now, key=now.isoformat())
        return
    spoken, key = named(changes, registration.language), f"c{registration.revision}"
    queue_letter(session, registration, letters.DETAILS_CORRECTED, now, key=key, fields=spoken, reason=reason.strip())
    if "email" in changes and old:
        queue_letter(session, registration, letters.EMAIL_REPLACED, now, to=old)
