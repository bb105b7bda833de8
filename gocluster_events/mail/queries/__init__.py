"""Reads about the outbox."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, defer

from gocluster_events.mail.models import Mail, MailPause
from gocluster_events.mail.rules import State


def _is_due(now: datetime) -> sa.ColumnElement[bool]:
    free = sa.or_(Mail.lease_until.is_(None), Mail.lease_until <= now)
    held = sa.exists().where(MailPause.scope == Mail.scope)
    return sa.and_(Mail.state == State.QUEUED, Mail.not_before <= now, free, ~held)


def is_any_due(session: Session, now: datetime) -> bool:
    """Whether there is a mail that a worker could take up."""
    return session.scalars(sa.select(sa.exists().where(_is_due(now)))).one()


def next_due(session: Session, now: datetime) -> Mail | None:
    """The mail that has waited longest, locked; one that another worker is about to take is passed over."""
    statement = sa.select(Mail).where(_is_due(now)).order_by(Mail.not_before, Mail.id).limit(1)
    return session.scalar(statement.with_for_update(skip_locked=True))


def waiting(session: Session, scope: str, letters: Collection[str], now: datetime) -> int:
    """How many mails with these letters wait for their time and can be withdrawn."""
    statement = sa.select(sa.func.count()).where(
        Mail.scope == scope,
        Mail.letter.in_(letters),
        Mail.state == State.QUEUED,
        Mail.not_before > now,
        Mail.attempts == 0,
    )
    return session.scalars(statement).one()


def newest(session: Session, scope: str, limit: int) -> list[Mail]:
    """The latest mails of one scope, the newest first."""
    statement = sa.select(Mail).where(Mail.scope == scope).order_by(Mail.created_at.desc(), Mail.id.desc())
    return list(session.scalars(statement.limit(limit)))


def known(session: Session, keys: Collection[str]) -> set[str]:
    """Those of the keys under which there is a mail, sent or not."""
    return set(session.scalars(sa.select(Mail.key).where(Mail.key.in_(keys))))


def about(session: Session, subject: str) -> list[Mail]:
    """Every mail about one subject, the newest first."""
    statement = sa.select(Mail).where(Mail.subject == subject).order_by(Mail.created_at.desc(), Mail.id.desc())
    return list(session.scalars(statement))


def undelivered(session: Session, scope: str, limit: int) -> tuple[list[Mail], int]:
    """The latest mails of one scope that did not arrive and that nobody took note of; and how many there are in all."""
    total = sa.func.count().over()
    statement = sa.select(Mail, total).where(Mail.scope == scope, is_open_failure())
    found = session.execute(statement.order_by(Mail.created_at.desc(), Mail.id.desc()).limit(limit)).all()
    return [mail for mail, _total in found], found[0][1] if found else 0


def counted_failures(scope: str) -> sa.Select[int]:
    """How many mails of the scope did not arrive and were not taken note of, for a larger statement."""
    return sa.select(sa.func.count()).select_from(Mail).where(Mail.scope == scope, is_open_failure())


def is_open_failure() -> sa.ColumnElement[bool]:
    """The mail did not arrive, and nobody took note of it yet."""
    return sa.and_(Mail.state == State.FAILED, Mail.dismissed_at.is_(None))


def is_unreachable(scope: Any, address: Any) -> sa.Exists:
    """The last that is known of ``address`` is that a mail of the scope did not arrive there; both may be columns."""
    return sa.exists().where(Mail.recipient == address, _is_last_known(scope))


def unreachable_addresses(scope: str) -> sa.Select[str]:
    """The addresses of which that is so, for a larger statement."""
    return sa.select(Mail.recipient).where(_is_last_known(scope))


def unreachable(session: Session, scope: str, addresses: Collection[str]) -> Mapping[str, Mail]:
    """Those of the addresses of which that is so, each with the latest mail that did not arrive there."""
    failed = sa.select(Mail).where(Mail.recipient.in_(addresses), _is_last_known(scope)).options(defer(Mail.content))
    return {mail.recipient: mail for mail in session.scalars(failed.order_by(Mail.id))} if addresses else {}


def _is_last_known(scope: Any) -> sa.ColumnElement[bool]:
    later = aliased(Mail)
    arrived = sa.exists().where(
        later.scope == Mail.scope,
        later.recipient == Mail.recipient,
        later.state == State.SENT,
        later.sent_at > sa.func.coalesce(Mail.bounced_at, Mail.created_at),
    )
    return sa.and_(Mail.scope == scope, is_open_failure(), ~arrived)
