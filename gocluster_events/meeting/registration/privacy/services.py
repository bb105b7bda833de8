"""Erasing a person's data on request or at the end of its retention period, and cleaning up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services import lost_links, sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events import queries as events_queries
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services import settings
from gocluster_events.meeting.registration.invitations.services.codes import erase_invitation, forget_invitations
from gocluster_events.meeting.registration.invitations.services.imports import drop_rows
from gocluster_events.meeting.registration.people import models
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import (
    DataClass,
    Retention,
    Status,
    departs_as,
    goes_at,
    periods,
)
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.people.services.mails import (
    own_act,
    put,
    queue_letter,
    record,
    scope,
    subject,
)
from gocluster_events.meeting.registration.people.services.rows import end_health_consents
from gocluster_events.meeting.registration.privacy.models import Departed, RetentionRun
from gocluster_events.meeting.registration.privacy.queries import retention
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.services import drafts
from gocluster_events.meeting.registration.substitution.services import forget_overdue
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due

BATCH = 200  # people a transaction, so that nobody waits long for the write lock
FEW = 20  # while people register


def change_periods(event_id: int, days: Mapping[DataClass, int], revision: int, act: Act) -> None:
    """The edition keeps each class for so many days after it has ended; the audit log names what changed.

    Archived editions too. Raises Stale when somebody saved after ``revision``.
    """
    with transaction() as session:
        stored = {kind.value: number for kind, number in days.items()}
        settings.change_retention(session, event_id, stored, revision, act)


Freeze = Callable[[Session, int, datetime], object]
"""Freezes the figures of an edition in the caller's transaction, if nobody has."""

Parting = Callable[[Session, Sequence[int], datetime], object]
"""What other rooms do in the caller's transaction before these people are erased."""

COUNTED = frozenset({DataClass.ENDED, DataClass.REGISTRATIONS})
"""What the figures of a meeting count."""


def _nothing(_session: Session, _people: Sequence[int], _now: datetime) -> None:
    """No other room has to do anything."""


def expire(now: datetime, freeze: Freeze, due: datetime | None = None, parting: Parting = _nothing) -> int:
    """Data past the retention period of their edition by ``due``, else by now, are erased, and the number is logged.
    Called by the worker.

    Before the first that its figures count goes, they freeze, in the same transaction; what they do not count goes
    first, for all editions. Returns for how many people something was erased.
    """
    gone = 0
    for event_id, kind in sorted(retention.expired(reading(), due or now), key=lambda each: each[1] in COUNTED):
        while number := _expire_some(event_id, kind, due or now, now, freeze, parting):
            gone += number
    return gone


def _expire_some(
    event_id: int, kind: DataClass, due: datetime, now: datetime, freeze: Freeze, parting: Parting
) -> int:  # fmt: skip
    with transaction() as session:
        events_queries.lock(session, event_id)
        event = session.get_one(Event, event_id)
        if goes_at(event.ends_at, periods(event.retention_days)[kind]) > due:
            return 0  # somebody has changed the period, or the meeting, meanwhile
        ids = session.scalars(retention.stored_ids(event_id, kind).limit(BATCH)).all()
        if ids:
            if kind in COUNTED:
                freeze(session, event_id, now)
                parting(session, ids, now)
            _VERBS[kind](session, ids, now)
            _log(session, event_id, kind, now, len(ids))
        return len(ids)


def erase_unproven(now: datetime, due: datetime | None = None) -> int:
    """Registrations that by ``due``, else by now, had lapsed unproven for a day are erased like any other, without a
    letter. Called by the worker.

    Returns how many.
    """
    gone = 0
    lapsed = reading().execute(retention.lapsed_unproven(due or now)).all()
    for event_id in dict.fromkeys(event_id for event_id, _registration in lapsed):
        while number := _erase_some_unproven(event_id, due or now, now):
            gone += number
    return gone


def _erase_some_unproven(event_id: int, due: datetime, now: datetime) -> int:
    with transaction() as session:
        events_queries.lock(session, event_id)
        lapsed = retention.lapsed_unproven(due).where(Registration.event_id == event_id).limit(FEW)
        ids = [registration_id for _event, registration_id in session.execute(lapsed)]
        if ids:
            _forget_registrations(session, ids, now)
            _log(session, event_id, DataClass.ENDED, now, len(ids))
        return len(ids)


def _log(session: Session, event_id: int, kind: DataClass, now: datetime, number: int) -> None:
    row = session.get(RetentionRun, (event_id, kind, now))
    row = row or RetentionRun(event_id=event_id, kind=kind, at=now, number=0)
    row.number += number
    session.add(row)


def _forget_identity(session: Session, people: Sequence[int], _now: datetime) -> None:
    session.execute(sa.delete(models.ProtectedIdentity).where(models.ProtectedIdentity.registration_id.in_(people)))


def _forget_needs(session: Session, people: Sequence[int], now: datetime) -> None:
    versions = sa.select(models.QuestionVersion.id).where(models.QuestionVersion.retention == Retention.NEEDS)
    theirs = models.AnswerRow.registration_id.in_(people)
    session.execute(sa.delete(models.SpecialNeeds).where(models.SpecialNeeds.registration_id.in_(people)))
    session.execute(sa.delete(models.AnswerRow).where(theirs, models.AnswerRow.version_id.in_(versions)))
    end_health_consents(session, people, now)


def _forget_invitations(session: Session, invitations: Sequence[int], _now: datetime) -> None:
    for identity in invitations:
        erase_invitation(session, identity)


def _forget_registrations(session: Session, people: Sequence[int], _now: datetime) -> None:
    """The registrations are erased without a letter: the privacy notice has announced it from the beginning."""
    for registration in session.scalars(sa.select(Registration).where(Registration.id.in_(people))).all():
        forget_traces(session, registration)
        remove(session, registration, departs_as(registration.status, is_over=True))


_VERBS: Mapping[DataClass, Callable[[Session, Sequence[int], datetime], None]] = {
    DataClass.IDENTITY: _forget_identity,
    DataClass.NEEDS: _forget_needs,
    DataClass.ENDED: _forget_registrations,
    DataClass.INVITATIONS: _forget_invitations,
    DataClass.REGISTRATIONS: _forget_registrations,
}


def erase(event_id: int, registration_id: int, act: Act, parting: Parting = _nothing) -> None:
    """Nothing is known of the person in this edition any more; the place goes to the waiting list.

    A last letter says so to a proven address. Works in archived editions too. Twice changes nothing.
    """
    with transaction() as session:
        events_queries.lock(session, event_id)
        erase_in(session, event_id, registration_id, act, parting)


def erase_in(
    session: Session, event_id: int, registration_id: int, act: Act, parting: Parting = _nothing
) -> None:  # fmt: skip
    """As `erase`, in the caller's transaction."""
    events_queries.lock(session, event_id)
    apply_due(session, event_id, act.at)
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event_id:
        return
    event, was = session.get_one(Event, event_id), registration.status
    is_over = events_queries.phase(session, event, act.at).is_over
    record(session, registration, "registration.erased", act)
    parting(session, [registration_id], act.at)
    forget_traces(session, registration)
    if registration.proven_at is not None:
        _say_so(session, registration, act.at, is_over=is_over)
    remove(session, registration, departs_as(was, is_over=is_over))
    apply_due(session, event_id, act.at)


def forget_traces(session: Session, registration: Registration) -> None:
    """Outside its own rows nothing names the person: no mail, session, draft, invitation, substitution, new address."""
    event_id, key = registration.event_id, registration.email_key
    outbox.forget(session, subject(registration.id))
    outbox.forget_recipient(session, scope(event_id), registration.email)
    name = letters.quoted(f"{registration.first_name} {registration.last_name}")
    outbox.rewrite(session, scope(event_id), {letters.COLLEAGUES.name}, [name], letters.without_name(name))
    sessions.forget(session, subject(registration.id))
    lost_links.forget(session, key)
    drafts.forget(session, event_id, key)
    forget_invitations(session, event_id, key)
    unproven = Registration.pending_email_key == key  # of somebody who would change to that address
    emptied = {"pending_email": "", "pending_email_key": "", "pending_email_at": None}
    session.execute(sa.update(Registration).where(Registration.event_id == event_id, unproven).values(emptied))
    mine = sa.select(Registration.id).where(Registration.event_id == event_id)
    session.execute(
        sa.delete(models.Substitution).where(
            models.Substitution.email_key == key, models.Substitution.registration_id.in_(mine)
        )
    )


def remove(session: Session, registration: Registration, counted: Status) -> None:
    """The registration is gone with everything that belongs to it; the number departed as ``counted`` is one higher."""
    key = (registration.event_id, registration.mode, counted)
    row = session.get(Departed, key) or Departed(event_id=key[0], mode=key[1], status=key[2], number=0)
    row.number += 1
    session.add(row)
    session.flush()
    session.execute(sa.delete(Registration).where(Registration.id == registration.id))
    session.expunge(registration)


def _say_so(session: Session, registration: Registration, now: datetime, *, is_over: bool) -> None:
    """Queues the last letter; for a confirmed person it also removes the meeting from their calendar."""
    if registration.status is Status.CONFIRMED and not is_over:
        put(session, registration, Status.CANCELLED, own_act(registration.id, now), letter=letters.ERASED)
    else:
        queue_letter(session, registration, letters.ERASED, now)


ANSWERS = timedelta(hours=24)
DRAFTS = timedelta(days=7)


def clean_up(now: datetime) -> int:
    """Deletes old drafts, and entries, addresses, substitutions and lists that were not completed in time.

    Returns how many.
    """
    old = sa.or_(
        Draft.submitted_at <= now - ANSWERS, sa.and_(Draft.submitted_at.is_(None), Draft.created_at <= now - DRAFTS)
    )
    statements = (
        sa.delete(Draft).where(old),
        sa.delete(models.PendingEntry).where(models.PendingEntry.created_at <= now - LINK_LASTS),
        sa.update(Registration)
        .where(Registration.pending_email_at <= now - LINK_LASTS)
        .values(pending_email="", pending_email_key="", pending_email_at=None),
    )
    with transaction() as session:
        results: list[Any] = [session.execute(statement) for statement in statements]
        counted = sum(int(result.rowcount) for result in results)
        return counted + forget_overdue(session, now) + drop_rows(session, now)
