"""Reads about second factors."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts import rules
from gocluster_events.accounts.models import Account, Authenticator, Passkey, RecoveryCode


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
    """Whether codes of an app count."""
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
    """A passkey by what its device calls it, whoever's it is."""
    return session.scalar(sa.select(Passkey).where(Passkey.credential_id == credential_id))
