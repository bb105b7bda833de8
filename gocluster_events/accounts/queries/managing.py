"""Reads about all accounts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts.models import Account
from gocluster_events.accounts.queries.factors import is_protected


@dataclass(frozen=True, slots=True)
class Known:
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


def everybody(session: Session) -> Sequence[Known]:
    """All accounts by name."""
    return [Known(*row) for row in session.execute(_known().order_by(Account.name, Account.id))]


def known(session: Session, account_id: int) -> Known | None:
    """One account."""
    row = session.execute(_known().where(Account.id == account_id)).first()
    return None if row is None else Known(*row)


def active_admins(session: Session) -> int:
    """How many administrators can sign in."""
    statement = sa.select(sa.func.count()).select_from(Account).where(Account.is_admin, Account.is_active)
    return session.scalars(statement).one()


def lock_admins(session: Session) -> None:
    """Until the transaction ends, verbs that may take an administrator away wait for each other."""
    session.execute(sa.select(Account.id).where(Account.is_admin).order_by(Account.id).with_for_update())
