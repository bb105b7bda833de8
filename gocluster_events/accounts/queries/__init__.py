"""Reads about accounts and their sessions."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts import rules
from gocluster_events.accounts.models import Account, Attempt, AuditEntry, SignIn


def account_by_email(session: Session, email_key: str) -> Account | None:
    """The active account of an address."""
    return session.scalar(sa.select(Account).where(Account.email_key == email_key, Account.is_active))


def any_account(session: Session, email_key: str) -> Account | None:
    """The account of an address, active or not."""
    return session.scalar(sa.select(Account).where(Account.email_key == email_key))


def names(session: Session, emails: Collection[str]) -> Mapping[str, str]:
    """What the people of these addresses are called; addresses without an account are missing."""
    statement = sa.select(Account.email, Account.name).where(Account.email.in_(emails))
    return {row.email: row.name for row in session.execute(statement)}


def audited(session: Session, scope: str, actions: Collection[str], limit: int) -> Sequence[tuple[datetime, str, str]]:
    """The latest of these actions in the audit log of one scope: when, who, what."""
    statement = sa.select(AuditEntry.at, AuditEntry.actor, AuditEntry.action).where(
        AuditEntry.scope == scope, AuditEntry.action.in_(actions)
    )
    latest = statement.order_by(AuditEntry.at.desc(), AuditEntry.id.desc()).limit(limit)
    return [(at, actor, action) for at, actor, action in session.execute(latest)]


def history(session: Session, scope: str, subject: str) -> Sequence[tuple[datetime, str, str]]:
    """Everything in the audit log about one subject of a scope, the latest first: when, who, what."""
    statement = sa.select(AuditEntry.at, AuditEntry.actor, AuditEntry.action).where(
        AuditEntry.subject == subject, AuditEntry.scope == scope
    )
    latest = statement.order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
    return [(at, actor, action) for at, actor, action in session.execute(latest)]


def log_of(session: Session, subject: str) -> Sequence[AuditEntry]:
    """What the audit log says about one subject, with the fields that were touched, the oldest first."""
    statement = sa.select(AuditEntry).where(AuditEntry.subject == subject)
    return session.scalars(statement.order_by(AuditEntry.at, AuditEntry.id)).all()


def sessions_of(session: Session, subject: str) -> Sequence[tuple[datetime, datetime]]:
    """When each session of a participant began and was last used, the oldest first."""
    statement = sa.select(SignIn.created_at, SignIn.seen_at).where(SignIn.subject == subject)
    return [(began, seen) for began, seen in session.execute(statement.order_by(SignIn.created_at, SignIn.id))]


def is_known(session: Session, email_key: str) -> bool:
    """Whether an address has an account, active or not."""
    return bool(session.scalar(sa.select(sa.exists().where(Account.email_key == email_key))))


def staff_sign_in(session: Session, key_digest: str) -> tuple[SignIn, Account] | None:
    """The session row of a key and its active account, whether or not its time is up."""
    return _sign_in(session, key_digest, awaits_factor=False)


def half_sign_in(session: Session, key_digest: str) -> tuple[SignIn, Account] | None:
    """The same of a key whose holder has yet to show a second factor; it opens nothing."""
    return _sign_in(session, key_digest, awaits_factor=True)


def _sign_in(session: Session, key_digest: str, *, awaits_factor: bool) -> tuple[SignIn, Account] | None:
    statement = sa.select(SignIn, Account).join(Account).where(SignIn.key_digest == key_digest, Account.is_active)
    row = session.execute(statement.where(SignIn.awaits_factor.is_(awaits_factor))).first()
    return None if row is None else (row[0], row[1])


def sign_ins(session: Session, account_id: int, now: datetime) -> Sequence[SignIn]:
    """Where somebody is signed in at present, the last used first."""
    mine = (SignIn.account_id == account_id, SignIn.awaits_factor.is_(False), ~is_over(now))
    return session.scalars(sa.select(SignIn).where(*mine).order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def attempts(session: Session, bucket: str, key_digest: str, since: datetime) -> Sequence[datetime]:
    """When the counted events since then happened, oldest first."""
    statement = sa.select(Attempt.at).where(
        Attempt.bucket == bucket, Attempt.key_digest == key_digest, Attempt.at >= since
    )
    return session.scalars(statement.order_by(Attempt.at)).all()


def number_of_attempts(bucket: str, key_digest: str, since: datetime) -> sa.ScalarSelect[int]:
    """How many events since then are counted, as a part of another statement."""
    mine = sa.and_(Attempt.bucket == bucket, Attempt.key_digest == key_digest, Attempt.at >= since)
    return sa.select(sa.func.count()).select_from(Attempt).where(mine).scalar_subquery()


def is_over(now: datetime) -> sa.ColumnElement[bool]:
    """The sessions whose time is up, as a condition; `rules.is_alive` is its other half."""
    kinds = ((SignIn.account_id.is_not(None), rules.STAFF), (SignIn.account_id.is_(None), rules.PARTICIPANT))
    return sa.or_(
        *(
            sa.and_(kind, sa.or_(SignIn.seen_at <= now - life.idle, SignIn.created_at <= now - life.most))
            for kind, life in kinds
        ),
        sa.and_(SignIn.awaits_factor, SignIn.created_at <= now - rules.HALF_LASTS),
    )
