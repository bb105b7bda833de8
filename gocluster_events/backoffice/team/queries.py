"""Reads about who runs an edition, and who is invited to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.accounts.queries import is_protected
from gocluster_events.meeting.events.models import Event, Membership, TeamInvitation


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who runs the edition. ``seen_at`` is when they were last here, in any edition."""

    id: int
    name: str
    email: str
    role: Role
    is_active: bool
    seen_at: datetime | None
    has_factor: bool


def _members(event_id: int) -> sa.Select[int, str, str, Role, bool, datetime | None, bool]:
    columns = (Account.id, Account.name, Account.email, Membership.role, Account.is_active, Account.seen_at)
    statement = sa.select(*columns, is_protected()).join(Membership, Membership.account_id == Account.id)
    return statement.where(Membership.event_id == event_id)


def members(session: Session, event_id: int) -> Sequence[Member]:
    """Who runs the edition, organisers first."""
    order = sa.case((Membership.role == Role.ORGANISER, 0), else_=1)
    rows = session.execute(_members(event_id).order_by(order, Account.name, Account.id))
    return [Member(*row) for row in rows]


def member(session: Session, event_id: int, account_id: int) -> Member | None:
    """Somebody who runs the edition."""
    row = session.execute(_members(event_id).where(Account.id == account_id)).first()
    return None if row is None else Member(*row)


def invitations(session: Session, event_id: int) -> Sequence[TeamInvitation]:
    """The open invitations to the edition's team, the latest first."""
    statement = sa.select(TeamInvitation).where(TeamInvitation.event_id == event_id)
    return session.scalars(statement.order_by(TeamInvitation.sent_at.desc(), TeamInvitation.id.desc())).all()


def invitation_with_event(session: Session, invitation_id: int) -> tuple[TeamInvitation, Event] | None:
    """An invitation and its edition."""
    statement = sa.select(TeamInvitation, Event).join(Event, Event.id == TeamInvitation.event_id)
    row = session.execute(statement.where(TeamInvitation.id == invitation_id)).first()
    return None if row is None else (row[0], row[1])


def _editions() -> sa.Select[int, Event, Role]:
    """A statement for the account, edition and role of every membership, the latest edition first."""
    statement = sa.select(Membership.account_id, Event, Membership.role).join(Event, Event.id == Membership.event_id)
    return statement.order_by(Event.starts_at.desc(), Event.id.desc())


def editions_of_everybody(session: Session) -> Mapping[int, Sequence[tuple[Event, Role]]]:
    """The editions that each account helps to run, each with its role there."""
    editions_by_account: dict[int, list[tuple[Event, Role]]] = {}
    for account_id, event, role in session.execute(_editions()):
        editions_by_account.setdefault(account_id, []).append((event, role))
    return editions_by_account


def editions_of(session: Session, account_id: int) -> Sequence[tuple[Event, Role]]:
    """The editions that one account helps to run, each with its role there."""
    mine = _editions().where(Membership.account_id == account_id)
    return [(event, role) for _account_id, event, role in session.execute(mine)]
