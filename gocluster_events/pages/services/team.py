"""Asking colleagues to run an edition, by mail."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.access import Role
from gocluster_events.accounts import queries as accounts
from gocluster_events.accounts import services as people
from gocluster_events.accounts.models import Account
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events.models import Event
from gocluster_events.events.models.team import TeamInvitation
from gocluster_events.events.queries import team as queries
from gocluster_events.events.rules.team import TeamRefusal
from gocluster_events.events.services import team
from gocluster_events.letters import services as letters
from gocluster_events.letters.rules import Letter
from gocluster_events.pages.rules.letters import TEAM_INVITATION, TEAM_JOINED
from gocluster_events.registration.services.mails import about, look, moment


def invite(event_id: int, email: str, role: Role, language: str, actor: Account, now: datetime) -> bool:
    """Whoever has an account is a member and reads so; anybody else gets a link to make one. Whether they are in now.

    Raises Refused when they are a member already, or the edition is archived.
    """
    who, by = actor.name, actor.email
    with transaction() as session:
        event = team.open_team(session, event_id)
        account = accounts.any_account(session, text.email_key(email))
        if account is not None:
            team.admit(session, event_id, account.id, role, by, now)
            facts = {
                "to": account.email,
                "language": language,
                "key": f"{TEAM_JOINED.name}:{event_id}:{account.id}:{now.isoformat()}",
                "subject": f"account:{account.id}",
            }
            _write(session, event, TEAM_JOINED, {"inviter": who}, now, **facts)
            return True
        _send(session, event, team.ask(session, event_id, email, role, language, by, now), who, now)
        return False


def invite_again(event_id: int, invitation_id: int, actor: Account, now: datetime) -> None:
    """A new link is on its way, and the older one dead. Raises Refused when the invitation is gone."""
    who, by = actor.name, actor.email
    with transaction() as session:
        row = team.ask_again(session, event_id, invitation_id, by, now)
        _send(session, session.get_one(Event, event_id), row, who, now)


def join(invitation_id: int, generation: int, name: str, password: str, browser: str, now: datetime) -> str:
    """Whoever was invited has an account, is a member and signed in; returns the key of their session.

    Raises Refused when the invitation is over or the password not good enough.
    """
    with transaction() as session:
        row = _open_invitation(session, invitation_id, generation, now)
        email, event_id, role = row.email, row.event_id, row.role
        people.check_password(password, email, name)
        account = people.create_account(session, email=email, name=name, password=password, now=now)
        team.admit(session, event_id, account.id, role, account.email, now)
        return people.begin(session, account.id, browser, now)


def join_known(invitation_id: int, generation: int, now: datetime) -> None:
    """The account that the address has meanwhile is a member. Raises Refused when the invitation is over."""
    with transaction() as session:
        row = _open_invitation(session, invitation_id, generation, now)
        account = accounts.any_account(session, row.email_key)
        if account is None:
            raise Refused(TeamRefusal.OVER)
        team.admit(session, row.event_id, account.id, row.role, account.email, now)


def _open_invitation(session: Session, invitation_id: int, generation: int, now: datetime) -> TeamInvitation:
    found = queries.invitation_with_event(session, invitation_id)
    if found is None:
        raise Refused(TeamRefusal.OVER)
    team.open_team(session, found[1].id)
    row = session.get(TeamInvitation, invitation_id, populate_existing=True)  # under the lock: it may be used by now
    if row is None or row.generation != generation or now >= row.expires_at:
        raise Refused(TeamRefusal.OVER)
    return row


def _send(session: Session, event: Event, row: TeamInvitation, inviter: str, now: datetime) -> None:
    told = {"inviter": inviter, "until": moment(event, row.expires_at, row.language)}
    facts = {
        "to": row.email,
        "language": row.language,
        "key": f"{TEAM_INVITATION.name}:{row.id}:{row.generation}",
        "subject": f"team_invitation:{row.id}",
        "link": (row.id, row.generation),
    }
    _write(session, event, TEAM_INVITATION, told, now, **facts)


def _write(
    session: Session, event: Event, letter: Letter, told: Mapping[str, str], now: datetime, **facts: Any
) -> None:
    known = {**about(event, facts["language"]), **told}
    values = {name: known[name] for name in letter.samples} | look(event)
    letters.send(session, letter, now=now, scope=f"edition:{event.id}", values=values, **facts)
