"""What people change about their own registration, and what they have seen."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import fields, replace
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Stale
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.own.services.addresses import ask_for_email
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people as people_queries, questions, seats
from gocluster_events.meeting.registration.people.queries.consents import standing_consent
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.changing import (
    Changes,
    SecondPage,
    changed,
    check_details,
    check_mode,
)
from gocluster_events.meeting.registration.people.rules.codes import Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.entry import SignUp, document, normalised
from gocluster_events.meeting.registration.people.rules.fields import Participation, Person, PersonalData
from gocluster_events.meeting.registration.people.rules.questions import (
    Answered,
    Questionnaire,
    check_answers,
    check_audience,
)
from gocluster_events.meeting.registration.people.rules.seats import check_offered
from gocluster_events.meeting.registration.people.services.audiences import end_answers
from gocluster_events.meeting.registration.people.services.consents import give_consent, refuse_consent
from gocluster_events.meeting.registration.people.services.mails import (
    own_act,
    queue_letter,
    record,
    send_waiting_letter,
)
from gocluster_events.meeting.registration.people.services.rows import fill, store_answers, store_identity, store_needs
from gocluster_events.meeting.registration.waiting.services import queue
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due
from gocluster_events.meeting.registration.waiting.services.moving import follow

Named = Callable[[Sequence[str], str], str]
"""The fields of these names in that language, as a sentence of the letter says them; handed down by the view."""


def change_person(
    event_id: int, registration_id: int, person: Person, revision: int, now: datetime, named: Named
) -> Changes:
    """The registration has the data of ``person``; a new address waits for its proof. Returns what changed.

    Raises Stale when something was changed since ``revision``, Refused when it is too late or costs the place.
    """
    with transaction() as session:
        event, registration = _opened(session, event_id, registration_id, revision, now)
        before = people_queries.entry_of(registration)
        is_same_address = text.email_key(person.email) == registration.email_key
        person_to_store = person if is_same_address else replace(person, email=before.email)
        after = replace(before, **{each.name: getattr(person_to_store, each.name) for each in fields(Person)})
        changes = store_entry(session, event, registration, after, own_act(registration.id, now))
        _send_letter(session, registration, changes.fields, now, named)
        if not is_same_address and text.email_key(person.email) != registration.pending_email_key:
            ask_for_email(session, registration, person.email, now)
            changes = changes.and_also("email")
        apply_due(session, event_id, now)
        return changes


def change_participation(
    event_id: int, registration_id: int, page: SecondPage, revision: int, now: datetime, named: Named
) -> Changes:
    """The registration says what the page says of how the person takes part. Returns what changed.

    In another mode they have a place if one is free, and the old one goes to the waiting list; who waits joins the
    end of the other list. Raises Stale when something was changed since ``revision``, Refused when it cannot be.
    """
    with transaction() as session:
        event, registration = _opened(session, event_id, registration_id, revision, now)
        sign_up, mode = people_queries.sign_up_of(session, registration), page.participation.mode
        if mode is not registration.mode:
            check_mode(registration.status, people_queries.until(event), now)
            check_offered(seats.seat_plan(session, event, now).seats(mode))
        stated = {each.name: getattr(page.participation, each.name) for each in fields(Participation)}
        act, after = own_act(registration.id, now), replace(sign_up.entry, **stated)
        changes = store_entry(session, event, registration, after, act)
        ended = {question.id for question in changes.ended}
        sign_up = replace(sign_up, answers=tuple(each for each in sign_up.answers if each.question_id not in ended))
        changes = changes.and_also(*_store_apart(session, event, registration, sign_up, page, now))
        _send_letter(session, registration, changes.fields, now, named)
        if "mode" in changes.fields:
            send_waiting_letter(session, event, registration, now)
        apply_due(session, event_id, now)
        return changes


def _store_apart(
    session: Session, event: Event, registration: Registration, before: SignUp, page: SecondPage, now: datetime
) -> tuple[str, ...]:
    """Needs, identity and answers are those of the page; log and letter name no more than which of the three."""
    changes: list[str] = []
    everything, applicant = questions.questionnaire(session, event, but=registration.id), seats.applicant(registration)
    questionnaire = everything.among(applicant)
    page = _permitted(page, questionnaire)
    if page.needs != before.needs:
        store_needs(session, registration.id, page.needs)
        changes.append("needs")
    if page.identity != before.identity:
        store_identity(session, registration.id, page.identity)
        changes.append("identity")
    if normalised(page.answers) != normalised(
        tuple(answer for _question, answer in questionnaire.answered(before.answers))
    ):
        check_audience(everything, applicant, page.answers)
        check_answers(questionnaire if page.agrees_to_health else questionnaire.unprotected, page.answers)
        known = {question.id for question in questionnaire.questions}
        retired = tuple(each for each in before.answers if each.question_id not in known)
        store_answers(session, registration.id, (*retired, *page.answers))
        changes.append("answers")
    if _decide_health(session, registration, page, now):
        changes.append(ConsentPurpose.HEALTH.value)
    return tuple(changes)


def _permitted(page: SecondPage, questionnaire: Questionnaire) -> SecondPage:
    """What of the page may be stored: nothing of health without consent to it."""
    if page.agrees_to_health:
        return page
    answers = tuple(each for each in page.answers if each.question_id not in questionnaire.protected)
    return replace(page, needs=page.needs.food, answers=answers)


def _decide_health(session: Session, registration: Registration, page: SecondPage, now: datetime) -> bool:
    """The consent to the use of health data is given, or withdrawn and everything of that kind erased."""
    if page.agrees_to_health:
        return give_consent(session, registration.id, ConsentPurpose.HEALTH, registration.language, now)
    if standing_consent(session, registration.id, ConsentPurpose.HEALTH) is None:
        return False
    return refuse_consent(session, registration.id, ConsentPurpose.HEALTH, registration.language, now)


def _opened(
    session: Session, event_id: int, registration_id: int, revision: int, now: datetime
) -> tuple[Event, Registration]:
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    registration = session.get_one(Registration, registration_id)
    check_details(registration.status, people_queries.until(event), now)
    if registration.revision != revision:
        raise Stale
    return event, registration


def store_entry(session: Session, event: Event, registration: Registration, after: PersonalData, act: Act) -> Changes:
    """The registration says what ``after`` says, and has the place or stands in the line that follows from it.

    Answers whose condition ends by that are gone. Returns what changed; raises Refused when no place is left.
    """
    entry, before, board = (
        people_queries.entry_of(registration),
        seats.applicant(registration),
        seats.seat_plan(session, event, act.at),
    )
    if registration.status is Status.WAITLISTED and after.mode is not entry.mode:
        queue.log(session, registration, Move.LEFT, act)
    fill(registration, after)
    if registration.status is Status.CONFIRMED and before.mode is Mode.ONSITE and after.mode is not Mode.ONSITE:
        registration.away_at = act.at
    follow(session, registration, board, before, act)
    ended = end_answers(session, event, registration, (before,), act)
    changes = Changes(changed(document(entry), document(after)), ended)
    return changes.and_also("answers") if ended else changes


def _send_letter(
    session: Session, registration: Registration, changes: Sequence[str], now: datetime, named: Named
) -> None:
    """One letter and one line in the log, by the names of what changed; nothing where nothing did."""
    if changes:
        registration.revision += 1
        session.flush()
        spoken = named(changes, registration.language)
        queue_letter(
            session, registration, letters.DETAILS_CHANGED, now, key=f"r{registration.revision}", fields=spoken
        )
        record(session, registration, "registration.details_changed", own_act(registration.id, now), changes)


def look_at_needs(event_id: int, registration_id: int, act: Act) -> tuple[SignUp, Answered]:
    """Everything somebody told, the protected details too; who looked at these and when is in the audit log."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        record(session, registration, "registration.needs_viewed", act)
        full_registration = people_queries.full_registration(session, registration.id)
        return full_registration.sign_up, full_registration.answered


def needs_were_viewed(session: Session, people: Collection[int], act: Act) -> None:
    """It is in the audit log of each of them that somebody saw their needs, together with those of others."""
    for registration in session.scalars(sa.select(Registration).where(Registration.id.in_(people))).all():
        record(session, registration, "registration.needs_viewed", act)


def see_programme(event_id: int, registration_id: int, version: int) -> None:
    """The person has read the programme up to that version, and never less than before."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        registration.seen_version = max(registration.seen_version or 0, version)
