"""Reads of the outbox of one scope, as somebody looks at it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.mail.models import Mail, MailAttempt, MailPause
from gocluster_events.mail.queries import is_open_failure
from gocluster_events.mail.rules.outbox import Segment
from gocluster_events.mail.rules.states import State


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a server said, and when."""

    at: datetime
    reason: str
    is_bounce: bool


def counts(session: Session, scope: str, found: Sequence[sa.ColumnElement[bool]] = ()) -> Mapping[Segment, int]:
    """How many mails each segment has, of those that ``found`` narrows it to."""
    parts = [sa.func.count(sa.case((_of(each), 1))) for each in Segment]
    row = session.execute(sa.select(*parts).where(Mail.scope == scope, *found)).one()
    return dict(zip(Segment, row, strict=True))


def page(
    session: Session, scope: str, part: Segment, found: Sequence[sa.ColumnElement[bool]], *, start: int, limit: int
) -> Sequence[Mail]:
    """The rows of a page without their contents, the latest first."""
    wanted = sa.select(Mail).where(Mail.scope == scope, _of(part), *found).options(defer(Mail.content))
    return session.scalars(wanted.order_by(*_latest()).offset(start).limit(limit)).all()


def mail(session: Session, scope: str, mail_id: int) -> Mail | None:
    """A mail of that scope."""
    return session.scalar(sa.select(Mail).where(Mail.scope == scope, Mail.id == mail_id))


def attempts(session: Session, mail_id: int) -> Sequence[Attempt]:
    """What did not succeed, the latest first."""
    statement = sa.select(MailAttempt.at, MailAttempt.reason, MailAttempt.is_bounce)
    rows = session.execute(statement.where(MailAttempt.mail_id == mail_id).order_by(MailAttempt.id.desc()))
    return [Attempt(*row) for row in rows]


def failed(session: Session, scope: str) -> tuple[int, int]:
    """How many failures are open, and how many of them can be sent again: their contents are still there."""
    kept = sa.func.count(sa.case((Mail.content.is_not(sa.null()), 1)))
    row = session.execute(sa.select(sa.func.count(), kept).where(Mail.scope == scope, is_open_failure())).one()
    return row[0], row[1]


def paused_since(session: Session, scope: str) -> datetime | None:
    """Since when no mail of the scope leaves; None while they do."""
    return session.scalar(sa.select(MailPause.since).where(MailPause.scope == scope))


def _latest() -> tuple[sa.ColumnElement[datetime], sa.ColumnElement[int]]:
    return sa.func.coalesce(Mail.bounced_at, Mail.sent_at, Mail.created_at).desc(), Mail.id.desc()


def _of(part: Segment) -> sa.ColumnElement[bool]:
    match part:
        case Segment.FAILED:
            return is_open_failure()
        case Segment.WAITING:
            return Mail.state == State.QUEUED
        case Segment.SENT:
            return Mail.state == State.SENT
        case Segment.ALL:
            return sa.true()
