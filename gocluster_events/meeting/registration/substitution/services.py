"""Handing on a place: its owner names a substitute, who accepts it; in between it is never free."""

from dataclasses import fields
from datetime import datetime
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.text import email_key
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.invitations.services.codes import hand_on_invitation
from gocluster_events.meeting.registration.own.services.ending import end, note_successor
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.queries import decisions, people, seats
from gocluster_events.meeting.registration.people.rules import changing, letters
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, QUEUED, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Question
from gocluster_events.meeting.registration.people.rules.seats import SeatSource
from gocluster_events.meeting.registration.people.services.audiences import end_answers
from gocluster_events.meeting.registration.people.services.mails import (
    moment,
    own_act,
    put,
    queue_letter,
    record,
    subject,
)
from gocluster_events.meeting.registration.people.services.rows import fill, forget_needs, store_answers
from gocluster_events.meeting.registration.sign_up.services.colleagues import note_answer
from gocluster_events.meeting.registration.sign_up.services.registering import new_reference
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due
from gocluster_events.meeting.registration.waiting.services.queue import log


def name_substitute(event_id: int, registration_id: int, substitute: changing.Substitute, now: datetime) -> None:
    """The substitute has a mail that asks to accept the place; whoever was named before no longer can.

    An address that has a place already is told so, by mail only. Raises Refused when there is no place to hand on.
    """
    with transaction() as session:
        event, giver = _owner(session, event_id, registration_id, now)
        changing.check_has_place(giver.status, event.starts_at, now)
        changing.check_is_other(substitute, people.entry_of(giver))
        row = decisions.substitution(session, giver.id) or Substitution(registration_id=giver.id, generation=0)
        for each in fields(changing.Substitute):
            setattr(row, each.name, getattr(substitute, each.name))
        row.email_key, row.created_at = email_key(substitute.email), now
        row.generation += 1
        session.add(row)
        session.flush()
        _ask(session, event, giver, row, now)
        record(session, giver, "registration.substitute_named", own_act(giver.id, now))


def withdraw_substitute(event_id: int, registration_id: int, now: datetime) -> None:
    """Nobody is named any more, and the link that was mailed is dead. Twice changes nothing."""
    with transaction() as session:
        _event, giver = _owner(session, event_id, registration_id, now)
        row = decisions.substitution(session, giver.id)
        if row is not None:
            session.delete(row)
            record(session, giver, "registration.substitute_withdrawn", own_act(giver.id, now))


def accept_substitution(
    event_id: int, substitution_id: int, generation: int, now: datetime, chance: Random
) -> tuple[int, int, tuple[Question, ...]]:
    """The place is the substitute's, whose address is proven by that; its owner has handed it on. Both have a mail.

    Returns the substitute's registration, the generation of its link, and the questions whose answers are gone because
    they are not asked of whoever has this place. Raises Refused when the link is outdated or
    the substitute has a place already.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, now)
        row, giver = _named(session, event, substitution_id, generation, now)
        known = people.registration_by_address(session, event_id, row.email_key)
        changing.check_may_accept(known.status if known else None)
        place, entry = SeatSource(giver.quota_id), _successor(row, giver, known)
        before = (seats.applicant(known),) if known else ()
        end(session, giver, Status.SUBSTITUTED, "registration.substituted", own_act(giver.id, now))
        if known is None:
            known = Registration(event_id=event_id, reference=new_reference(session, event_id, chance), created_at=now)
        else:
            _leave_what_was(session, known, now)
        fill(known, entry)
        hand_on_invitation(giver, known)  # the code's place goes with it
        known.proven_at = now
        act = own_act(known.id, now)
        put(session, known, Status.CONFIRMED, act, place=place, action="registration.taken_over")
        known.outside_seats = giver.outside_seats
        session.flush()
        note_successor(session, giver, known, now)
        note_answer(session, known.id, now)
        ended = end_answers(session, event, known, before, act) if before else ()
        apply_due(session, event_id, now)  # a place that was held for the substitute is free now
        return known.id, known.generation, ended


def decline_substitution(event_id: int, substitution_id: int, generation: int, now: datetime) -> None:
    """Nobody is named any more, nothing is stored of who was, and a mail says at once that they do not come.

    Raises Refused when the link is outdated: then there is nothing left to decline.
    """
    with transaction() as session:
        event = opened(session, event_id, Refusal.ARCHIVED)
        row, giver = _named(session, event, substitution_id, generation, now)
        outbox.forget_letters(session, subject(giver.id), {letters.SUBSTITUTE_ASKED.name}, row.email)
        session.delete(row)
        queue_letter(session, giver, letters.SUBSTITUTE_DECLINED, now)
        record(session, giver, "registration.substitute_declined", own_act(giver.id, now))


def forget_overdue(session: Session, now: datetime) -> int:
    """Deletes substitutions named too long ago, or for a meeting that has begun or is archived; returns how many."""
    is_over = sa.or_(Event.starts_at <= now, Event.status == EventStatus.ARCHIVED)
    overdue = sa.or_(Substitution.created_at <= now - changing.LONGEST, is_over)
    named = sa.select(Substitution.id, Registration.event_id).join(Registration).join(Event).where(overdue)
    for event_id in sorted({event_id for _id, event_id in session.execute(named)}):
        events.lock(session, event_id)  # nobody names or accepts meanwhile
    gone = session.scalars(named.with_only_columns(Substitution.id)).all()
    session.execute(sa.delete(Substitution).where(Substitution.id.in_(gone)))
    return len(gone)


def _owner(session: Session, event_id: int, registration_id: int, now: datetime) -> tuple[Event, Registration]:
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    return event, session.get_one(Registration, registration_id)


def _ask(session: Session, event: Event, giver: Registration, row: Substitution, now: datetime) -> None:
    """Queues the one mail of a naming: to accept the place, or that the address has one already."""
    known = people.registration_by_address(session, event.id, row.email_key)
    if known is not None and known.status in changing.PLACED:
        queue_letter(session, known, letters.SUBSTITUTE_KNOWN, now, language=row.language)
        return
    spoken = moment(event, changing.acceptance_deadline(row.created_at, event.starts_at), row.language)
    queue_letter(
        session, giver, letters.SUBSTITUTE_ASKED, now, to=row.email, language=row.language, until=spoken,
        behind=(row.id, row.generation), asker=letters.quoted(f"{people.entry_of(giver).name}, {giver.organisation}"),
    )  # fmt: skip


def _named(
    session: Session, event: Event, substitution_id: int, generation: int, now: datetime
) -> tuple[Substitution, Registration]:
    """The substitution that the link is for, and whose place it is. Raises Refused when it is over."""
    row = session.get(Substitution, substitution_id)
    if (
        row is None
        or row.generation != generation
        or now >= changing.acceptance_deadline(row.created_at, event.starts_at)
    ):
        raise Refused(Refusal.LINK_OUTDATED)
    giver = session.get_one(Registration, row.registration_id)
    if giver.status is not Status.CONFIRMED:
        raise Refused(Refusal.LINK_OUTDATED)
    return row, giver


def _successor(row: Substitution, giver: Registration, known: Registration | None) -> PersonalData:
    """The personal data of the substitute's registration."""
    own = people.entry_of(known) if known and known.proven_at else None
    return changing.successor(people.entry_of(giver), decisions.substitute(row), own)


def _leave_what_was(session: Session, known: Registration, now: datetime) -> None:
    """The substitute leaves the waiting list, and unconfirmed details typed for the address are gone."""
    if known.status in QUEUED:
        log(session, known, Move.LEFT, own_act(known.id, now))
    pending = people.pending_entry(session, known.id)
    if pending is not None:
        session.delete(pending)
    if known.proven_at is None:
        forget_needs(session, known.id, now)
    if known.status not in ACTIVE:
        store_answers(session, known.id, ())  # what they had chosen may be booked up by now
