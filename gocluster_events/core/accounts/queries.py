"""Reads about accounts, their sessions and second factors."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import rules
from gocluster_events.core.accounts.models import (
    Account,
    Attempt,
    AuditEntry,
    Authenticator,
    Passkey,
    RecoveryCode,
    SignIn,
)

_Text = str | sa.BindParameter[str]
_Moment = datetime | sa.BindParameter[datetime]


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


def last_acts(session: Session, subjects: Collection[str], actions: Collection[str]) -> dict[str, AuditEntry]:
    """Of each of these subjects the last of these actions that the audit log knows."""
    about = sa.and_(AuditEntry.subject.in_(subjects), AuditEntry.action.in_(actions))
    last = sa.select(sa.func.max(AuditEntry.id)).where(about).group_by(AuditEntry.subject)
    return {each.subject: each for each in session.scalars(sa.select(AuditEntry).where(AuditEntry.id.in_(last)))}


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
    """The sign-in and the account behind a key whose holder has yet to show a second factor; it opens nothing."""
    return _sign_in(session, key_digest, awaits_factor=True)


def _sign_in(session: Session, key_digest: str, *, awaits_factor: bool) -> tuple[SignIn, Account] | None:
    statement = sa.select(SignIn, Account).join(Account).where(SignIn.key_digest == key_digest, Account.is_active)
    row = session.execute(statement.where(SignIn.awaits_factor.is_(awaits_factor))).first()
    return None if row is None else (row[0], row[1])


def sign_ins(session: Session, account_id: int, now: datetime) -> Sequence[SignIn]:
    """Where somebody is signed in at present, the last used first."""
    mine = (SignIn.account_id == account_id, SignIn.awaits_factor.is_(False), ~is_over(now))
    return session.scalars(sa.select(SignIn).where(*mine).order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def attempts(session: Session, which: sa.ColumnElement[bool]) -> Sequence[datetime]:
    """When these counted events happened, oldest first."""
    return session.scalars(sa.select(Attempt.at).where(which).order_by(Attempt.at)).all()


def number_of_attempts(which: sa.ColumnElement[bool]) -> sa.ScalarSelect[int]:
    """How many of these events are counted, as a part of another statement."""
    return sa.select(sa.func.count()).select_from(Attempt).where(which).scalar_subquery()


def is_counted(bucket: _Text, key_digest: _Text, since: _Moment, until: _Moment) -> sa.ColumnElement[bool]:
    """The events of a kind between these moments that count against one key, as a condition."""
    mine = sa.and_(Attempt.bucket == bucket, Attempt.key_digest == key_digest)
    return sa.and_(mine, Attempt.at >= since, Attempt.at <= until)


def is_over(now: datetime) -> sa.ColumnElement[bool]:
    """The sessions that open nothing any more, as a condition; for accounts `rules.is_alive` is the same test.

    One behind a personal link may open a page until midnight, which is at most `rules.LONGEST_DAY` after its last use.
    """
    life, is_own = rules.STAFF, SignIn.account_id.is_(None)
    return sa.or_(
        sa.and_(~is_own, sa.or_(SignIn.seen_at <= now - life.idle, SignIn.created_at <= now - life.most)),
        sa.and_(is_own, SignIn.seen_at <= now - rules.LONGEST_DAY),
        sa.and_(SignIn.awaits_factor, SignIn.created_at <= now - rules.HALF_LASTS),
    )


def is_protected() -> sa.ColumnElement[bool]:
    """Whether an account has a second factor, as a part of another statement about accounts."""
    app = sa.exists().where(Authenticator.account_id == Account.id, Authenticator.secret != "")
    return sa.or_(app, sa.exists().where(Passkey.account_id == Account.id))


def has_factor(session: Session, account_id: int) -> bool:
    """Whether signing in asks somebody for more than the password."""
    return bool(session.scalar(sa.select(is_protected()).where(Account.id == account_id)))


def authenticator(session: Session, account_id: int) -> Authenticator | None:
    """The app that makes somebody's codes, proven or not."""
    return session.get(Authenticator, account_id)


def waiting_app(session: Session, account_id: int, now: datetime) -> Authenticator | None:
    """The app whose first code somebody may still type."""
    return session.scalar(
        sa.select(Authenticator).where(
            Authenticator.account_id == account_id, Authenticator.pending != "", sa.not_(waits_no_more(now))
        )
    )


def waits_no_more(now: datetime) -> sa.ColumnElement[bool]:
    """Whether a new app's secret has waited too long for its first code, as a part of another statement."""
    too_long = sa.or_(Authenticator.pending_at.is_(None), Authenticator.pending_at <= now - rules.APP_WAITS)
    return sa.and_(Authenticator.pending != "", too_long)


def has_app(session: Session, account_id: int) -> bool:
    """Whether the account has an app whose one-time codes are accepted."""
    row = authenticator(session, account_id)
    return row is not None and bool(row.secret)


def codes_left(session: Session, account_id: int) -> int:
    """How many recovery codes have not been used."""
    unused = sa.and_(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return session.scalars(sa.select(sa.func.count()).select_from(RecoveryCode).where(unused)).one()


def passkeys(session: Session, account_id: int) -> Sequence[Passkey]:
    """Somebody's passkeys, the oldest first."""
    return session.scalars(sa.select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.id)).all()


def passkey_of(session: Session, account_id: int, passkey_id: int) -> Passkey | None:
    """A passkey by its number, if it is that account's."""
    return session.scalar(sa.select(Passkey).where(Passkey.id == passkey_id, Passkey.account_id == account_id))


def passkey(session: Session, credential_id: str) -> tuple[Passkey, Account] | None:
    """A passkey by what its device calls it, and its active account."""
    statement = sa.select(Passkey, Account).join(Account).where(Passkey.credential_id == credential_id)
    row = session.execute(statement.where(Account.is_active)).first()
    return None if row is None else (row[0], row[1])


def passkey_by_id(session: Session, credential_id: str) -> Passkey | None:
    """A passkey by what its device calls it, whichever account it belongs to."""
    return session.scalar(sa.select(Passkey).where(Passkey.credential_id == credential_id))


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as an administrator sees it."""

    id: int
    name: str
    email: str
    is_admin: bool
    is_active: bool
    created_at: datetime
    seen_at: datetime | None
    has_factor: bool


def _known() -> sa.Select[int, str, str, bool, bool, datetime, datetime | None, bool]:
    first = (Account.id, Account.name, Account.email, Account.is_admin, Account.is_active)
    return sa.select(*first, Account.created_at, Account.seen_at, is_protected())


def everybody(session: Session) -> Sequence[AccountRow]:
    """All accounts by name."""
    return [AccountRow(*row) for row in session.execute(_known().order_by(Account.name, Account.id))]


def account_row(session: Session, account_id: int) -> AccountRow | None:
    """One account."""
    row = session.execute(_known().where(Account.id == account_id)).first()
    return None if row is None else AccountRow(*row)


def active_admins(session: Session) -> int:
    """How many administrators can sign in."""
    statement = sa.select(sa.func.count()).select_from(Account).where(Account.is_admin, Account.is_active)
    return session.scalars(statement).one()


def lock_admins(session: Session) -> None:
    """Until the transaction ends, verbs that may take an administrator away wait for each other."""
    session.execute(sa.select(Account.id).where(Account.is_admin).order_by(Account.id).with_for_update())
