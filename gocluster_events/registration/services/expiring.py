"""What is kept for some time after a meeting goes by itself when that time is up."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.db import session as reading
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events import services as editions
from gocluster_events.events.models import Event
from gocluster_events.registration import queries
from gocluster_events.registration.models import (
    AnswerRow,
    ProtectedIdentity,
    QuestionVersion,
    Registration,
    RetentionRun,
    SpecialNeeds,
)
from gocluster_events.registration.rules.retention import Kept, Retention, departs_as, goes_at, periods
from gocluster_events.registration.services.erasing import forget_traces, remove
from gocluster_events.registration.services.invitations import erase_invitation

BATCH = 200  # people a transaction, so that nobody waits long for the write lock


def change_periods(event_id: int, days: Mapping[Kept, int], revision: int, actor: str, now: datetime) -> None:
    """The edition keeps each class for so many days after it has ended; the audit log names what changed.

    Archived editions too. Raises Stale when somebody saved after ``revision``.
    """
    with transaction() as session:
        stored = {kind.value: number for kind, number in days.items()}
        editions.change_retention(session, event_id, stored, revision, actor, now)


def expire(now: datetime) -> int:
    """Whatever was kept for longer than its edition says is gone, and logged as a number. The worker's verb.

    Returns of how many people something went.
    """
    gone = 0
    for event_id, kind in queries.expired(reading(), now):
        while number := _expire_some(event_id, kind, now):
            gone += number
    return gone


def _expire_some(event_id: int, kind: Kept, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        event = session.get_one(Event, event_id)
        if goes_at(event.ends_at, periods(event.retention_days)[kind]) > now:
            return 0  # somebody has changed the period, or the meeting, meanwhile
        found = session.scalars(queries.kept(event_id, kind).limit(BATCH)).all()
        if found:
            _VERBS[kind](session, found)
            _log(session, event_id, kind, now, len(found))
        return len(found)


def _log(session: Session, event_id: int, kind: Kept, now: datetime, number: int) -> None:
    row = session.get(RetentionRun, (event_id, kind, now))
    row = row or RetentionRun(event_id=event_id, kind=kind, at=now, number=0)
    row.number += number
    session.add(row)


def _forget_identity(session: Session, people: Sequence[int]) -> None:
    session.execute(sa.delete(ProtectedIdentity).where(ProtectedIdentity.registration_id.in_(people)))


def _forget_needs(session: Session, people: Sequence[int]) -> None:
    versions = sa.select(QuestionVersion.id).where(QuestionVersion.retention == Retention.NEEDS)
    theirs = AnswerRow.registration_id.in_(people)
    session.execute(sa.delete(SpecialNeeds).where(SpecialNeeds.registration_id.in_(people)))
    session.execute(sa.delete(AnswerRow).where(theirs, AnswerRow.version_id.in_(versions)))


def _forget_invitations(session: Session, invitations: Sequence[int]) -> None:
    for identity in invitations:
        erase_invitation(session, identity)


def _forget_registrations(session: Session, people: Sequence[int]) -> None:
    """Without a letter: the notice has said it from the beginning."""
    for registration in session.scalars(sa.select(Registration).where(Registration.id.in_(people))).all():
        forget_traces(session, registration)
        remove(session, registration, departs_as(registration.status, is_over=True))


_VERBS: Mapping[Kept, Callable[[Session, Sequence[int]], None]] = {
    Kept.IDENTITY: _forget_identity,
    Kept.NEEDS: _forget_needs,
    Kept.ENDED: _forget_registrations,
    Kept.INVITATIONS: _forget_invitations,
    Kept.REGISTRATIONS: _forget_registrations,
}
