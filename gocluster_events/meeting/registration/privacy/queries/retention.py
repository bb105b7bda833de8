"""Reads about stored data, their retention periods, and what has been erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.people import models
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import codes
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.privacy.models import Departed, RetentionRun

MOST_RUNS = 50


def stored_ids(event_id: int, kind: codes.DataClass) -> sa.Select[Any]:
    """The registrations, or invitations, of the edition of which something of that class is stored."""
    if kind is codes.DataClass.INVITATIONS:
        used = sa.select(Registration.id).where(Registration.invitation_id == Invitation.id)
        personal = sa.and_(Invitation.event_id == event_id, Invitation.email_key.is_not(None))
        return sa.select(Invitation.id).where(personal, ~used.exists())
    answers = sa.select(models.AnswerRow.registration_id).join(
        models.QuestionVersion, models.QuestionVersion.id == models.AnswerRow.version_id
    )
    conditions = {
        codes.DataClass.IDENTITY: Registration.id.in_(sa.select(models.ProtectedIdentity.registration_id)),
        codes.DataClass.NEEDS: sa.or_(
            Registration.id.in_(sa.select(models.SpecialNeeds.registration_id)),
            Registration.id.in_(answers.where(models.QuestionVersion.retention == codes.Retention.NEEDS)),
            Registration.id.in_(_agreed_to_health()),
        ),
        codes.DataClass.ENDED: Registration.status.in_(codes.NEVER_CAME),
        codes.DataClass.REGISTRATIONS: sa.true(),
    }
    return sa.select(Registration.id).where(Registration.event_id == event_id, conditions[kind])


def _agreed_to_health() -> sa.Select[int]:
    """The registrations whose consent to the use of health data stands, with data or without any."""
    given = sa.and_(models.Consent.given_at.is_not(None), models.Consent.withdrawn_at.is_(None))
    return sa.select(models.Consent.registration_id).where(given, models.Consent.purpose == ConsentPurpose.HEALTH)


def stored_counts(session: Session, event_id: int) -> Mapping[codes.DataClass, int]:
    """Of how many people something of each class is stored."""
    counts = [
        sa.select(sa.func.count()).select_from(stored_ids(event_id, kind).subquery()).scalar_subquery()
        for kind in codes.DataClass
    ]
    return dict(zip(codes.DataClass, session.execute(sa.select(*counts)).one(), strict=True))


def expired(session: Session, now: datetime) -> Sequence[tuple[int, codes.DataClass]]:
    """Editions, archived ones included, and the classes of data they still store beyond the retention period."""
    ended = session.execute(sa.select(Event.id, Event.ends_at, Event.retention_days).where(Event.ends_at <= now)).all()
    due = [
        (event_id, kind)
        for event_id, ends_at, stored in ended
        for kind, days in codes.periods(stored).items()
        if codes.goes_at(ends_at, days) <= now
    ]
    return [each for each in due if session.scalar(sa.select(stored_ids(*each).exists()))]


def lapsed_unproven(now: datetime) -> sa.Select[int, int]:
    """Editions and ids of registrations that lapsed unproven and are no longer stored, the first to lapse first.

    Whoever was on a waiting list had proven an address once. New data that can still be proven keep their registration.
    """
    proven = sa.or_(
        Registration.proven_at.is_not(None),
        sa.exists().where(models.WaitingMove.registration_id == Registration.id),
    )
    awaited = sa.exists().where(
        models.PendingEntry.registration_id == Registration.id, models.PendingEntry.created_at > now - LINK_LASTS
    )
    lapsed = sa.and_(Registration.status == codes.Status.LAPSED, Registration.ended_at <= now - codes.UNPROVEN_STAYS)
    statement = sa.select(Registration.event_id, Registration.id).where(lapsed, ~proven, ~awaited)
    return statement.order_by(Registration.ended_at, Registration.id)


def runs(session: Session, event_id: int) -> Sequence[RetentionRun]:
    """The automatic erasures, the latest first, as many as a page shows."""
    statement = sa.select(RetentionRun).where(RetentionRun.event_id == event_id)
    return session.scalars(statement.order_by(RetentionRun.at.desc(), RetentionRun.kind).limit(MOST_RUNS)).all()


def departed(session: Session, event_id: int) -> Mapping[tuple[Mode, codes.Status], int]:
    """How many registrations were erased, by mode and last status; combinations that do not occur are missing."""
    statement = sa.select(Departed.mode, Departed.status, Departed.number).where(Departed.event_id == event_id)
    return {(mode, status): number for mode, status, number in session.execute(statement)}
