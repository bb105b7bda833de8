"""Reads about whom a reminder is for."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries.codes import STAGE
from gocluster_events.meeting.registration.invitations.rules.codes import SILENT
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Status

_REMINDERS = letters.REMINDERS | {letters.INVITATION_REMINDER.name}
SETTLING_TIME = timedelta(hours=1)
"""Whoever has only just signed up needs no reminder."""


def unproven(session: Session, event_id: int, now: datetime) -> Sequence[Registration]:
    """Those who began to register and have not confirmed their address, though they had the time to."""
    statement = sa.select(Registration).where(*_unproven(event_id, now))
    return session.scalars(statement.order_by(Registration.id)).all()


def confirmed(session: Session, event_id: int) -> Sequence[Registration]:
    """Everybody who takes part and can be written to; whom the team registered may have no address."""
    statement = sa.select(Registration).where(*_confirmed(event_id))
    return session.scalars(statement.order_by(Registration.id)).all()


def number_unproven(session: Session, event_id: int, now: datetime) -> int:
    """How many `unproven` there are."""
    return session.scalars(sa.select(sa.func.count()).where(*_unproven(event_id, now))).one()


def number_confirmed(session: Session, event_id: int) -> int:
    """How many `confirmed` there are."""
    return session.scalars(sa.select(sa.func.count()).where(*_confirmed(event_id))).one()


def number_unreached(session: Session, event_id: int) -> int:
    """How many take part and cannot be written to, since nobody knows their address."""
    statement = sa.select(sa.func.count()).where(*_takes_part(event_id), Registration.email == "")
    return session.scalars(statement).one()


def _unproven(event_id: int, now: datetime) -> tuple[sa.ColumnElement[bool], ...]:
    mine = (Registration.event_id == event_id, Registration.status == Status.UNCONFIRMED)
    return (*mine, Registration.created_at <= now - SETTLING_TIME)


def _confirmed(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return (*_takes_part(event_id), Registration.email != "")


def _takes_part(event_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    return Registration.event_id == event_id, Registration.status == Status.CONFIRMED


def due_reminders(session: Session, now: datetime) -> Sequence[tuple[str, str, str]]:
    """Key, letter and subject of every reminder that leaves now and that nobody has tried to send."""
    untried = sa.and_(Mail.state == State.QUEUED, Mail.lease_until.is_(None), Mail.attempts == 0)
    statement = sa.select(Mail.key, Mail.letter, Mail.subject)
    reminders = session.execute(statement.where(untried, Mail.letter.in_(_REMINDERS), Mail.not_before <= now))
    return [(key, letter, subject) for key, letter, subject in reminders]


def registrations_with_status(session: Session, ids: Collection[int], status: Status) -> frozenset[int]:
    """Those of the registrations that have that status."""
    mine = (Registration.id.in_(ids), Registration.status == status)
    return frozenset(session.scalars(sa.select(Registration.id).where(*mine)))


def who_is_silent(session: Session, ids: Collection[int]) -> frozenset[int]:
    """Those of the invitations that nobody has answered in any way."""
    silent = STAGE.in_([stage.value for stage in SILENT])
    return frozenset(session.scalars(sa.select(Invitation.id).where(Invitation.id.in_(ids), silent)))
