"""Another e-mail address for a registration: it counts only once it is proven, and the present one is told."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people
from gocluster_events.registration.people.rules import letters
from gocluster_events.registration.people.rules.codes import Refusal
from gocluster_events.registration.people.rules.seats import HOLD, check_writable
from gocluster_events.registration.people.services.mails import moment, record, subject, tell
from gocluster_events.registration.people.services.rows import drop_pending_email, drop_pending_entry, fill
from gocluster_events.registration.sign_up.services.links import raise_generation
from gocluster_events.registration.waiting.services.settling import settle


def ask_for_email(session: Session, registration: Registration, email: str, now: datetime) -> None:
    """The new address waits for its proof, in place of any that waited before; both addresses are told.

    An address of another registration gets another letter; nothing else differs.
    """
    registration.pending_email, registration.pending_email_key = email, text.email_key(email)
    registration.pending_email_at = now
    registration.email_generation += 1
    session.flush()
    _ask(session, registration, now)
    tell(session, registration, letters.EMAIL_ASKED, now, key=f"asked:{registration.email_generation}")
    record(session, registration, "registration.email_asked", subject(registration.id), now, ["email"])


def send_email_link(event_id: int, registration_id: int, now: datetime) -> None:
    """The letter to the new address goes out once more, if one waits for its proof."""
    with transaction() as session:
        registration = _locked(session, event_id, registration_id, now)
        if people.pending_email(registration, now):
            _ask(session, registration, now)


def withdraw_email(event_id: int, registration_id: int, now: datetime) -> None:
    """No new address waits any more, and the link sent to it is dead."""
    with transaction() as session:
        registration = _locked(session, event_id, registration_id, now)
        if registration.pending_email:
            drop_pending_email(registration)
            record(session, registration, "registration.email_withdrawn", subject(registration.id), now, ["email"])


def prove_email(event_id: int, registration_id: int, email_generation: int, now: datetime) -> int:
    """The new address is the registration's, earlier links and sessions are dead; returns the new generation.

    Raises Refused when the link is outdated, or another registration has the address by now.
    """
    with transaction() as session:
        registration = _locked(session, event_id, registration_id, now)
        if registration.email_generation != email_generation or not people.pending_email(registration, now):
            raise Refused(Refusal.LINK_OUTDATED)
        if people.registration_by_address(session, event_id, registration.pending_email_key) is not None:
            raise Refused(Refusal.ADDRESS_TAKEN)
        _replace(session, registration, now)
        record(session, registration, "registration.email_changed", subject(registration.id), now, ["email"])
        return registration.generation


def _locked(session: Session, event_id: int, registration_id: int, now: datetime) -> Registration:
    events.lock(session, event_id)
    check_writable(session.get_one(Event, event_id).status)
    settle(session, event_id, now)
    return session.get_one(Registration, registration_id)


def _ask(session: Session, registration: Registration, now: datetime) -> None:
    key, address = registration.pending_email_key, registration.pending_email
    known = people.registration_by_address(session, registration.event_id, key)
    if known is not None:
        tell(session, known, letters.EMAIL_KNOWN, now, key=f"{registration.id}:{now.isoformat()}")
        return
    event, generation = session.get_one(Event, registration.event_id), registration.email_generation
    until = moment(event, (registration.pending_email_at or now) + HOLD, registration.language)
    tell(session, registration, letters.PROVE_EMAIL, now, generation=generation, to=address, until=until)


def _replace(session: Session, registration: Registration, now: datetime) -> None:
    """What was typed under the old address and not proven is gone: its proof would bring the old one back."""
    old = registration.email
    fill(registration, replace(people.entry_of(registration), email=registration.pending_email))
    drop_pending_email(registration)
    drop_pending_entry(session, registration)
    raise_generation(session, registration)
    registration.revision += 1
    tell(session, registration, letters.EMAIL_REPLACED, now, to=old)
    tell(session, registration, letters.EMAIL_PROVEN, now)
