"""The links in mails: which one works at present, sending it, and letting the earlier ones die."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import LinkRequest
from gocluster_events.core.accounts.rules import Lost
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.accounts.services.lost_links import answer_first
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.models import PendingEntry, Registration
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS, is_held
from gocluster_events.meeting.registration.people.services.mails import moment, own_act, queue_letter, record, subject
from gocluster_events.meeting.registration.sign_up import queries


def renew_link(event_id: int, registration_id: int, now: datetime) -> None:
    """A mail brings a new personal link; every earlier link and every open session of the person is dead."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        raise_generation(session, registration)
        queue_letter(session, registration, letters.NEW_LINK, now)
        record(session, registration, "registration.link_renewed", own_act(registration.id, now))


def send_link(event_id: int, registration_id: int, now: datetime) -> None:
    """A mail brings the link that works at present to the registered address; nothing else changes."""
    with transaction() as session:
        events.lock(session, event_id)
        send_link_in(session, session.get_one(Registration, registration_id), now)


def send_link_for(event_id: int, registration_id: int, act: Act) -> None:
    """As `send_link`, because somebody of the team wants it; the audit log says who."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        record(session, registration, "registration.link_sent", act)
        send_link_in(session, registration, act.at)


def send_link_in(session: Session, registration: Registration, now: datetime) -> None:
    """As `send_link`, in the caller's transaction and without a line in the log."""
    pending, key = people.pending_entry(session, registration.id), now.isoformat()
    if pending is not None and not is_over(pending, now):
        ask_again(session, registration, pending, now, key, queries.institution_behind(session, registration.id))
    elif registration.status is Status.UNCONFIRMED:
        ask_for_proof(session, registration, now, key)
    elif registration.status is Status.LAPSED:
        queue_letter(session, registration, letters.LAPSED, now, key=key)
    else:
        queue_letter(session, registration, letters.NEW_LINK, now, key=key)


def send_lost_links(now: datetime) -> int:
    """Whoever has lost their link has it on its way, from every edition that is not archived and knows the address.

    Returns how many were answered, known or not; the others wait for the next turn.
    """
    return answer_first(Lost.LINK, _send_links, now)


def _send_links(session: Session, request: LinkRequest, now: datetime) -> None:
    for event_id, registration_id in people.open_registrations(session, request.email_key):
        events.lock(session, event_id)
        registration = session.get(Registration, registration_id)
        if registration is not None:  # else it was erased meanwhile
            send_link_in(session, registration, now)


def ask_for_proof(session: Session, registration: Registration, now: datetime, key: str) -> None:
    """As `ask_newcomer`, where the sign-up knows whether somebody else filled in the form."""
    ask_newcomer(session, registration, now, key, queries.institution_behind(session, registration.id))


def ask_newcomer(session: Session, registration: Registration, now: datetime, key: str, typist: str | None) -> None:
    """A mail asks to prove the address by a link, and says until when a place is held; once for each ``key``.

    ``typist`` is the institution of whoever filled in the form for them, empty where it has no name; None where they
    did themselves.
    """
    letter, quote = _asking(registration.language, typist, letters.PROVE_ADDRESS, letters.PROVE_COLLEAGUE)
    event, language = session.get_one(Event, registration.event_id), registration.language
    until = moment(event, registration.created_at + LINK_LASTS, language)
    hold = _hold_sentence(event, registration, now)
    queue_letter(session, registration, letter, now, key=key, until=until, hold=hold, **quote)


def _asking(language: str, typist: str | None, own: Letter, of_colleague: Letter) -> tuple[Letter, Mapping[str, Any]]:
    """The letter that asks for a proof, which says where somebody else filled in the form who that was."""
    return (own, {}) if typist is None else (of_colleague, {"typist": letters.of_typist(typist, language)})


def _hold_sentence(event: Event, registration: Registration, now: datetime) -> str:
    held_until, language = registration.hold_until, registration.language
    if held_until is None or not is_held(held_until, now):
        return ""
    sentence, _language = letters.HOLD.pick(language)
    return sentence.format(until=moment(event, held_until, language))


def ask_again(
    session: Session, registration: Registration, pending: PendingEntry, now: datetime, key: str,
    typist: str | None,
) -> None:  # fmt: skip
    """A mail asks to prove the pending entry by its own link; once for each ``key``.

    ``typist`` is the institution of whoever filled in the form for them; None: they did themselves.
    """
    event, language = session.get_one(Event, registration.event_id), str(pending.entry["language"])
    letter, quote = _asking(language, typist, letters.PROVE_AGAIN, letters.PROVE_COLLEAGUE_AGAIN)
    until, generation = moment(event, pending.created_at + LINK_LASTS, language), registration.pending_generation
    queue_letter(
        session, registration, letter, now, key=key, generation=generation, language=language, until=until, **quote
    )


def is_over(pending: PendingEntry, now: datetime) -> bool:
    """Whether it is too late to prove a pending entry."""
    return now >= pending.created_at + LINK_LASTS


def raise_generation(session: Session, registration: Registration) -> None:
    """The links mailed so far are dead, and so are the sessions begun with them."""
    registration.generation += 1
    sessions.end_sessions(session, subject(registration.id))
