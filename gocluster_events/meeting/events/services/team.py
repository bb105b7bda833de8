"""Who runs an edition: asked, admitted, given another role, let go."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries
from gocluster_events.meeting.events.models import Membership, TeamInvitation
from gocluster_events.meeting.events.rules.team import INVITATION_LASTS, Step, TeamRefusal, check_step
from gocluster_events.meeting.events.services.acting import audit, opened


def ask(session: Session, event_id: int, email: str, role: Role, language: str, act: Act) -> TeamInvitation:
    """The address may make an account and come in with that role; an older link of theirs is dead.

    Raises Refused when the edition is archived. The caller has checked, under the lock, that the address has no
    account.
    """
    opened(session, event_id, TeamRefusal.ARCHIVED)
    key = text.email_key(email)
    statement = sa.select(TeamInvitation).where(TeamInvitation.event_id == event_id, TeamInvitation.email_key == key)
    row = session.scalar(statement)
    if row is None:
        row = TeamInvitation(event_id=event_id, email_key=key, generation=0)
        session.add(row)
    row.email, row.role, row.language, row.invited_by = email, role, language, act.by
    return _send(session, row, "team.invited", act)


def ask_again(session: Session, event_id: int, invitation_id: int, act: Act) -> TeamInvitation:
    """The invitation has a new link, good for another week; the older one is dead.

    Raises Refused when there is no such invitation any more, or the edition is archived.
    """
    opened(session, event_id, TeamRefusal.ARCHIVED)
    row = queries.invitation(session, event_id, invitation_id)
    if row is None:
        raise Refused(TeamRefusal.OVER)
    return _send(session, row, "team.invitation_resent", act)


def withdraw(event_id: int, invitation_id: int, act: Act) -> None:
    """The invitation is gone and its link dead. Withdrawing it twice changes nothing."""
    with transaction() as session:
        queries.lock(session, event_id)
        row = queries.invitation(session, event_id, invitation_id)
        if row is not None:
            session.delete(row)
            audit(session, event_id, "team.invitation_withdrawn", act, about=f"team_invitation:{invitation_id}")


def admit(session: Session, event_id: int, account_id: int, role: Role, act: Act) -> None:
    """The account is a member with that role, and no invitation of its address is open any more.

    Raises Refused when it is a member already. The caller holds the edition's lock.
    """
    if session.get(Membership, (event_id, account_id)) is not None:
        raise Refused(TeamRefusal.ALREADY_IN)
    session.add(Membership(event_id=event_id, account_id=account_id, role=role))
    key = session.get_one(Account, account_id).email_key
    mine = (TeamInvitation.event_id == event_id, TeamInvitation.email_key == key)
    session.execute(sa.delete(TeamInvitation).where(*mine))
    audit(session, event_id, f"team.joined_as_{role.value}", act, about=f"account:{account_id}")


def change_role(
    event_id: int, account_id: int, role: Role, actor: Account, now: datetime, *, is_sure: bool = False
) -> None:
    """The member has that role from the next request on; a member who is gone meanwhile stays so.

    Raises Refused for the last organiser, for one's own role unless ``is_sure``, and in an archived edition.
    """
    who, by = actor.id, actor.email
    with transaction() as session:
        opened(session, event_id, TeamRefusal.ARCHIVED)
        row = session.get(Membership, (event_id, account_id))
        if row is None or row.role is role:
            return
        _check(session, row, role, is_self=account_id == who, is_sure=is_sure)
        row.role = role
        audit(session, event_id, f"team.made_{role.value}", Act(by, now), about=f"account:{account_id}")


def let_go(event_id: int, account_id: int, actor: Account, now: datetime, *, is_sure: bool = False) -> None:
    """The account is no member any more, from the next request on, also of an archived edition. Twice changes nothing.

    Raises Refused for the last organiser, and for oneself unless ``is_sure``.
    """
    who, by = actor.id, actor.email
    with transaction() as session:
        queries.lock(session, event_id)
        row = session.get(Membership, (event_id, account_id))
        if row is None:
            return
        _check(session, row, None, is_self=account_id == who, is_sure=is_sure)
        session.delete(row)
        audit(session, event_id, "team.let_go", Act(by, now), about=f"account:{account_id}")


def _send(session: Session, row: TeamInvitation, action: str, act: Act) -> TeamInvitation:
    row.generation, row.sent_at, row.expires_at = row.generation + 1, act.at, act.at + INVITATION_LASTS
    session.flush()
    audit(session, row.event_id, action, act, about=f"team_invitation:{row.id}")
    return row


def _check(session: Session, row: Membership, after: Role | None, *, is_self: bool, is_sure: bool) -> None:
    organisers = queries.organisers(session, row.event_id)
    if row.role is Role.ORGANISER and not session.get_one(Account, row.account_id).is_active:
        organisers += 1  # who cannot sign in is not among those who are counted
    check_step(Step(row.role, after, organisers, is_self, is_sure))
