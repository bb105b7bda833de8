"""Asking colleagues to run an edition, and the mails about one's own account."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.backoffice.feedback.rules import SITE_ZONE
from gocluster_events.backoffice.team import queries, rules
from gocluster_events.core import dates, text
from gocluster_events.core.access import Role
from gocluster_events.core.accounts import queries as accounts_queries
from gocluster_events.core.accounts.models import Account, LinkRequest
from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.accounts.services import own, sessions
from gocluster_events.core.accounts.services.lost_links import answer_first
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event, TeamInvitation
from gocluster_events.meeting.events.rules.team import TeamRefusal
from gocluster_events.meeting.events.services import team
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.services.mails import about, branding, moment


def invite(event_id: int, email: str, role: Role, language: str, actor: Account, now: datetime) -> bool:
    """Whoever has an account is a member and told so; others get a link to make one. Returns whether they are a member.

    Raises Refused when they are a member already, or the edition is archived.
    """
    who, by = actor.name, actor.email
    with transaction() as session:
        event = opened(session, event_id, TeamRefusal.ARCHIVED)
        account = accounts_queries.any_account(session, text.email_key(email))
        if account is not None:
            team.admit(session, event_id, account.id, role, Act(by, now))
            facts = {
                "to": account.email,
                "language": language,
                "key": f"{rules.TEAM_JOINED.name}:{event_id}:{account.id}:{now.isoformat()}",
                "subject": f"account:{account.id}",
            }
            _write(session, event, rules.TEAM_JOINED, {"inviter": who}, now, **facts)
            return True
        _send(session, event, team.ask(session, event_id, email, role, language, Act(by, now)), who, now)
        return False


def invite_again(event_id: int, invitation_id: int, actor: Account, now: datetime) -> None:
    """A new link is on its way, and the older one dead. Raises Refused when the invitation is gone."""
    who, by = actor.name, actor.email
    with transaction() as session:
        row = team.ask_again(session, event_id, invitation_id, Act(by, now))
        _send(session, session.get_one(Event, event_id), row, who, now)


def join(invitation_id: int, generation: int, name: str, password: str, browser: str, now: datetime) -> str:
    """Whoever was invited has an account, is a member and signed in; returns the key of their session.

    Raises Refused when the invitation is over or the password not good enough.
    """
    with transaction() as session:
        row = _open_invitation(session, invitation_id, generation, now)
        email, event_id, role = row.email, row.event_id, row.role
        sessions.check_password(password, email, name)
        account = sessions.create_account(session, email=email, name=name, password=password, now=now)
        team.admit(session, event_id, account.id, role, Act(account.email, now))
        return sessions.begin(session, account.id, browser, now)


def join_known(invitation_id: int, generation: int, now: datetime) -> None:
    """The account that the address has meanwhile is a member. Raises Refused when the invitation is over."""
    with transaction() as session:
        row = _open_invitation(session, invitation_id, generation, now)
        account = accounts_queries.any_account(session, row.email_key)
        if account is None:
            raise Refused(TeamRefusal.OVER)
        team.admit(session, row.event_id, account.id, row.role, Act(account.email, now))


def _open_invitation(session: Session, invitation_id: int, generation: int, now: datetime) -> TeamInvitation:
    match = queries.invitation_with_event(session, invitation_id)
    if match is None:
        raise Refused(TeamRefusal.OVER)
    opened(session, match[1].id, TeamRefusal.ARCHIVED)
    row = session.get(TeamInvitation, invitation_id, populate_existing=True)  # under the lock: it may be used by now
    if row is None or row.generation != generation or now >= row.expires_at:
        raise Refused(TeamRefusal.OVER)
    return row


def _send(session: Session, event: Event, row: TeamInvitation, inviter: str, now: datetime) -> None:
    values = {"inviter": inviter, "until": moment(event, row.expires_at, row.language)}
    facts = {
        "to": row.email,
        "language": row.language,
        "key": f"{rules.TEAM_INVITATION.name}:{row.id}:{row.generation}",
        "subject": f"team_invitation:{row.id}",
        "link": (row.id, row.generation),
    }
    _write(session, event, rules.TEAM_INVITATION, values, now, **facts)


def _write(
    session: Session, event: Event, letter: Letter, words: Mapping[str, str], now: datetime, **facts: Any
) -> None:
    known = {**about(event, facts["language"]), **words}
    values = {name: known[name] for name in letter.samples} | branding(event)
    sending.send(session, letter, now=now, scope=f"edition:{event.id}", values=values, **facts)


def send_resets(now: datetime) -> int:
    """Whoever has lost a password has a link for a new one on its way, where an active account has the address.

    Returns how many were answered, known or not; the others wait for the next turn.
    """
    return answer_first(Lost.PASSWORD, _send_reset, now)


def _send_reset(session: Session, request: LinkRequest, now: datetime) -> None:
    account = accounts_queries.account_by_email(session, request.email_key)
    if account is not None:
        generation = own.ask_reset(session, account.id, now)
        _write_to(session, account, rules.PASSWORD_RESET, account.email, request.language, now, generation)


def reset(account_id: int, generation: int, password: str, language: str, now: datetime) -> None:
    """Only the new password counts, every session has ended, and a mail says so.

    Raises Refused when the link is over or the password not good enough.
    """
    with transaction() as session:
        account = own.reset(session, account_id, generation, password, now)
        _write_to(session, account, rules.PASSWORD_CHANGED, account.email, language, now)


def ask_email(account_id: int, email: str, language: str, now: datetime) -> None:
    """A link is on its way to the new address; where that has an account already, a mail that says so and no more."""
    with transaction() as session:
        account = session.get_one(Account, account_id)
        known = accounts_queries.any_account(session, text.email_key(email))
        if known is None or known.id == account_id:
            _write_to(
                session, account, rules.EMAIL_PROOF, email, language, now, own.ask_email(session, account, email, now)
            )
        else:
            _write_to(session, known, rules.EMAIL_KNOWN, known.email, language, now)


def prove_email(account_id: int, generation: int, language: str, now: datetime) -> None:
    """The new address is the account's, and the old one is told.

    Raises Refused when the link is over, or another account has the address meanwhile.
    """
    with transaction() as session:
        account, old = own.prove_email(session, account_id, generation, now)
        _write_to(session, account, rules.EMAIL_REPLACED, old, language, now)


def notice(
    session: Session, account: Account, action: str, now: datetime, *,
    what: Mapping[str, str], browser: str, language: str,
) -> None:  # fmt: skip
    """A mail to the account says what was done to it, when, from which browser, and what to do if it was not oneself.

    ``what`` has the words for every action.
    """
    values = {"what": what[action], "at": dates.moment(now, SITE_ZONE, language), "browser": browser}
    _write_to(session, account, rules.ACCOUNT_NOTICE, account.email, language, now, 0, **values)


def _write_to(
    session: Session, account: Account, letter: Letter, to: str, language: str, now: datetime, generation: int = 0,
    **details: str,
) -> None:  # fmt: skip
    sending.send(
        session,
        letter,
        now=now,
        scope="site",
        subject=f"account:{account.id}",
        to=to,
        language=language,
        key=f"{letter.name}:{account.id}:{generation}:{now.isoformat()}",
        values={"name": account.name, **details},
        link=(account.id, generation),
    )
