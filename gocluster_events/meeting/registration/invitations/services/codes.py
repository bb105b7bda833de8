"""Inviting people one by one, giving out codes, and what a code is good for when somebody registers."""

from dataclasses import fields
from datetime import datetime
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.rules.codes import Guest, Terms, check_code, new_code, tidy_code
from gocluster_events.meeting.registration.invitations.rules.guest_list import ListRefusal
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Refusal
from gocluster_events.meeting.registration.people.rules.fields import PersonalData

SORT_KEY_LENGTH = 400  # folding can make a text longer than its column


def invite(event_id: int, guest: Guest, terms: Terms, act: Act, chance: Random) -> int:
    """The person has a personal code, and no mail yet; returns the id.

    Raises Refused when the address is invited or registered already, or in an archived edition.
    """
    with transaction() as session:
        _begin(session, event_id)
        if codes.known_addresses(session, event_id, [text.email_key(guest.email)]):
            raise Refused(ListRefusal.KNOWN)
        row = Invitation(**values(guest, terms, event_id, draw(codes.codes(session, event_id), chance), act.at))
        return _add(session, row, act)


def share_code(event_id: int, label: str, uses: int | None, terms: Terms, act: Act, chance: Random) -> int:
    """There is a code for several people under that name; ``uses`` None is no limit. Returns the id."""
    with transaction() as session:
        _begin(session, event_id)
        code = draw(codes.codes(session, event_id), chance)
        shared = {**values(Guest(), terms, event_id, code, act.at), "label": label, "uses": uses, "email_key": None}
        return _add(session, Invitation(**{**shared, **_invitation_with(label)}), act)


def withdraw_invitation(event_id: int, invitation_id: int, act: Act) -> None:
    """The invitation is gone: its code and link no longer work. Whoever registered with it keeps the registration."""
    with transaction() as session:
        _begin(session, event_id)
        invitation = codes.invitation(session, event_id, invitation_id)
        if invitation is not None:
            erase_invitation(session, invitation.id)
            audit(session, event_id, "invitation.withdrawn", act, about="")


def forget_invitations(session: Session, event_id: int, email_key: str = "") -> int:
    """Erases the invitation of that address, or without one all of the edition; returns how many."""
    statement = sa.select(Invitation.id).where(Invitation.event_id == event_id)
    if email_key:
        statement = statement.where(Invitation.email_key == email_key)
    ids = session.scalars(statement).all()
    for identity in ids:
        erase_invitation(session, identity)
    return len(ids)


def redeem(session: Session, event_id: int, entry: PersonalData, now: datetime) -> Invitation | None:
    """The invitation whose code the entry names; None without one. The caller holds the edition's lock.

    Raises Refused when the code cannot be used by that address now.
    """
    code, key = tidy_code(entry.invitation_code), text.email_key(entry.email)
    if not code:
        return None
    invitation, granted = codes.code_and_grant(session, event_id, code, key)
    check_code(granted, key, now)
    return invitation


def take_over(
    session: Session, registration: Registration, invitation_id: int | None, now: datetime, *, keeps: bool = False
) -> None:
    """The registration holds that invitation if it can still be used; its own use does not count twice.

    Else it holds none, or (``keeps``) the one that it held.
    """
    invitation = session.get(Invitation, invitation_id) if invitation_id else None
    try:
        if invitation is not None:
            check_code(codes.grant(session, invitation, registration.email_key), registration.email_key, now)
    except Refused:
        invitation = None
    if invitation is not None or not keeps:
        hold_invitation(registration, invitation)


def hold_invitation(registration: Registration, invitation: Invitation | None) -> None:
    """The registration holds that invitation, and may have the places of its quota from now on."""
    registration.invitation_id = invitation.id if invitation else None
    registration.invited_to = invitation.quota_id if invitation else None


def hand_on_invitation(giver: Registration, taker: Registration) -> None:
    """The taker holds the giver's invitation, and the giver none."""
    taker.invitation_id, giver.invitation_id = giver.invitation_id, None
    taker.invited_to, giver.invited_to = giver.invited_to, None


def draw(taken: set[str], chance: Random) -> str:
    """A new code that is not in ``taken``, and is added to it."""
    code = new_code(chance)
    while code in taken:
        code = new_code(chance)
    taken.add(code)
    return code


def values(guest: Guest, terms: Terms, event_id: int, code: str, now: datetime) -> dict[str, Any]:
    """The columns of a personal invitation."""
    return {
        "event_id": event_id, "code": code, "uses": 1, "created_at": now, "quota_id": terms.quota_id,
        "expires_at": terms.expires_at, "is_locked_to_email": terms.is_locked_to_email, **named(guest),
        "language": guest.language or terms.language,
    }  # fmt: skip


def named(guest: Guest) -> dict[str, Any]:
    """The columns that say who is invited, with the texts to search and sort by."""
    return {
        "form_of_address": guest.form_of_address, "title": guest.title, "first_name": guest.first_name,
        "last_name": guest.last_name, "email": guest.email, "email_key": text.email_key(guest.email),
        "organisation": guest.organisation,
        **_invitation_with(guest.last_name, guest.first_name, guest.title, guest.email, guest.organisation),
    }  # fmt: skip


def guest_of(row: Invitation) -> Guest:
    """Whom the invitation names."""
    return Guest(**{each.name: getattr(row, each.name) for each in fields(Guest)})


def _invitation_with(*parts: str) -> dict[str, str]:
    return {"search_text": text.search_text(*parts), "sort_key": text.sort_key(*parts[:2])[:SORT_KEY_LENGTH]}


def subject(invitation_id: int) -> str:
    """The subject under which mails and the audit log name the invitation."""
    return f"invitation:{invitation_id}"


def _begin(session: Session, event_id: int) -> None:
    opened(session, event_id, Refusal.ARCHIVED)


def _add(session: Session, row: Invitation, act: Act) -> int:
    session.add(row)
    session.flush()
    audit(session, row.event_id, "invitation.added", act, about=subject(row.id))
    return row.id


def erase_invitation(session: Session, invitation_id: int) -> None:
    """Nothing is known of the invitation any more, nor of the mails to whoever was invited."""
    outbox.forget(session, subject(invitation_id))
    sessions.forget(session, subject(invitation_id))
    session.execute(sa.delete(Invitation).where(Invitation.id == invitation_id))
