"""Erasing a person: nothing is left of the registration but a number, and one letter that says so."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts import services as accounts
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.mail import services as mail
from gocluster_events.registration import queries
from gocluster_events.registration.models import Departed, Registration, Substitution
from gocluster_events.registration.rules import letters
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.retention import departs_as
from gocluster_events.registration.services import drafts
from gocluster_events.registration.services.invitations import forget_invitations
from gocluster_events.registration.services.mails import record, scope, subject, tell
from gocluster_events.registration.services.settling import settle


def erase(event_id: int, registration_id: int, actor: str, now: datetime) -> None:
    """Nothing is known of the person in this edition any more; the place goes to the waiting list.

    A last letter says so to a proven address. Works in archived editions too. Twice changes nothing.
    """
    with transaction() as session:
        events.lock(session, event_id)
        erase_in(session, event_id, registration_id, actor, now)


def erase_in(session: Session, event_id: int, registration_id: int, actor: str, now: datetime) -> None:
    """As `erase`, in the caller's transaction."""
    events.lock(session, event_id)
    settle(session, event_id, now)
    registration = session.get(Registration, registration_id)
    if registration is None or registration.event_id != event_id:
        return
    event, was = session.get_one(Event, event_id), registration.status
    record(session, registration, "registration.erased", actor, now)
    forget_traces(session, registration)
    if registration.proven_at is not None:
        _say_so(session, event, registration, now)
    remove(session, registration, departs_as(was, is_over=event.ends_at <= now))
    settle(session, event_id, now)


def forget_traces(session: Session, registration: Registration) -> None:
    """Outside of its own rows nothing names the person: no mail, session, draft, invitation or claim of others."""
    event_id, key = registration.event_id, registration.email_key
    mail.forget(session, subject(registration.id))
    mail.forget_recipient(session, scope(event_id), registration.email)
    accounts.forget(session, subject(registration.id))
    drafts.forget(session, event_id, key)
    forget_invitations(session, event_id, key)
    unproven = Registration.pending_email_key == key  # of somebody who would change to that address
    emptied = {"pending_email": "", "pending_email_key": "", "pending_email_at": None}
    session.execute(sa.update(Registration).where(Registration.event_id == event_id, unproven).values(emptied))
    mine = sa.select(Registration.id).where(Registration.event_id == event_id)
    session.execute(
        sa.delete(Substitution).where(Substitution.email_key == key, Substitution.registration_id.in_(mine))
    )


def remove(session: Session, registration: Registration, counted: Status) -> None:
    """The registration is gone with everything that belongs to it, and counts as one more in that state."""
    key = (registration.event_id, registration.mode, counted)
    row = session.get(Departed, key) or Departed(event_id=key[0], mode=key[1], status=key[2], number=0)
    row.number += 1
    session.add(row)
    session.flush()
    session.execute(sa.delete(Registration).where(Registration.id == registration.id))
    session.expunge(registration)


def _say_so(session: Session, event: Event, registration: Registration, now: datetime) -> None:
    """The letter also takes the meeting out of the calendar of whoever was to come."""
    calendar = None
    if registration.status is Status.CONFIRMED and now < event.ends_at:
        registration.status, registration.sequence = Status.CANCELLED, registration.sequence + 1
        calendar = queries.meeting(event, registration)
    tell(session, registration, letters.ERASED, now, calendar=calendar)
