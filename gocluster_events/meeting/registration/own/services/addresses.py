"""Another address for a registration: asked by its person, proven, withdrawn, or corrected by the team."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.services import handling as outbox
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.services import codes as codes_services
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Status
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS
from gocluster_events.meeting.registration.people.services.mails import moment, own_act, queue_letter, record, subject
from gocluster_events.meeting.registration.people.services.rows import drop_pending_email, drop_pending_entry, fill
from gocluster_events.meeting.registration.sign_up.services.links import ask_for_proof, raise_generation
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due

LINKS = ("own.prove", "own.personal")
"""What links of the registration's generation open."""
INVITED = (letters.INVITATION.link or "",)
"""What links of the generation of an invitation open."""


def correct_email(event_id: int, registration_id: int, email: str, mail_id: int, act: Act) -> None:
    """The registration has the new address; earlier links and sessions are dead, and waiting mails go there.

    The failed mail ``mail_id`` is sent there, or the present link where its text is not kept any more. Whoever still
    had to prove the address has to prove the new one. Raises Refused when another registration has it, when it is the
    same as before, or the edition is archived.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, act.at)
        registration = session.get_one(Registration, registration_id)
        _check_other(registration, email)
        known = people.registration_by_address(session, event_id, text.email_key(email))
        if known is not None and known.id != registration_id:
            raise Refused(Refusal.ADDRESS_TAKEN)
        old = registration.email
        _put_address(session, registration, email)
        moved = (LINKS, registration.generation)
        if not outbox.readdress(session, subject(registration_id), old, email, moved, act.at, mail_id):
            _send_link(session, registration, act.at)
        record(session, registration, "registration.email_corrected", act, ["email"])


def correct_invitation_email(event_id: int, invitation_id: int, email: str, mail_id: int, act: Act) -> None:
    """The invitation has the new address; the earlier link is dead, and failed or waiting mails go there.

    Raises Refused when the address is invited or registered already, this one or another, or in an archived edition.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        invitation = session.get_one(Invitation, invitation_id)
        key, old = text.email_key(email), invitation.email
        _check_other(invitation, email)
        if codes.known_addresses(session, event_id, [key]):
            raise Refused(Refusal.ADDRESS_TAKEN)
        for name, value in codes_services.named(replace(codes_services.guest_of(invitation), email=email)).items():
            setattr(invitation, name, value)
        invitation.generation += 1
        of = codes_services.subject(invitation_id)
        outbox.readdress(session, of, old, email, (INVITED, invitation.generation), act.at, mail_id)
        audit(session, event_id, "invitation.email_corrected", act, about=of, fields=["email"])


def _check_other(mended: Registration | Invitation, email: str) -> None:
    if text.email_key(email) == mended.email_key:
        raise Refused(Refusal.SAME_ADDRESS)


def _put_address(session: Session, registration: Registration, email: str) -> None:
    """What was typed under the old address and not proven is gone: its proof would bring the old one back."""
    fill(registration, replace(people.entry_of(registration), email=email))
    drop_pending_email(registration)
    drop_pending_entry(session, registration)
    raise_generation(session, registration)
    registration.proven_at = None
    registration.revision += 1
    session.flush()


def _send_link(session: Session, registration: Registration, now: datetime) -> None:
    if registration.status is Status.UNCONFIRMED:
        ask_for_proof(session, registration, now, now.isoformat())
    else:
        queue_letter(session, registration, letters.NEW_LINK, now, key=now.isoformat())


def ask_for_email(session: Session, registration: Registration, email: str, now: datetime) -> None:
    """The new address waits for its proof, in place of any that waited before; both addresses are told.

    An address of another registration gets another letter; nothing else differs.
    """
    registration.pending_email, registration.pending_email_key = email, text.email_key(email)
    registration.pending_email_at = now
    registration.email_generation += 1
    session.flush()
    _ask(session, registration, now)
    queue_letter(session, registration, letters.EMAIL_ASKED, now, key=f"asked:{registration.email_generation}")
    record(session, registration, "registration.email_asked", own_act(registration.id, now), ["email"])


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
            record(session, registration, "registration.email_withdrawn", own_act(registration.id, now), ["email"])


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
        record(session, registration, "registration.email_changed", own_act(registration.id, now), ["email"])
        return registration.generation


def _locked(session: Session, event_id: int, registration_id: int, now: datetime) -> Registration:
    opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    return session.get_one(Registration, registration_id)


def _ask(session: Session, registration: Registration, now: datetime) -> None:
    key, address = registration.pending_email_key, registration.pending_email
    known = people.registration_by_address(session, registration.event_id, key)
    if known is not None:
        queue_letter(session, known, letters.EMAIL_KNOWN, now, key=f"{registration.id}:{now.isoformat()}")
        return
    event, generation = session.get_one(Event, registration.event_id), registration.email_generation
    until = moment(event, (registration.pending_email_at or now) + LINK_LASTS, registration.language)
    queue_letter(session, registration, letters.PROVE_EMAIL, now, generation=generation, to=address, until=until)


def _replace(session: Session, registration: Registration, now: datetime) -> None:
    """What was typed under the old address and not proven is gone: its proof would bring the old one back."""
    old = registration.email
    fill(registration, replace(people.entry_of(registration), email=registration.pending_email))
    drop_pending_email(registration)
    drop_pending_entry(session, registration)
    raise_generation(session, registration)
    registration.proven_at = now
    registration.revision += 1
    queue_letter(session, registration, letters.EMAIL_REPLACED, now, to=old)
    queue_letter(session, registration, letters.EMAIL_PROVEN, now)
