"""Registering somebody for them: who phoned, or who stands at the door."""

from datetime import datetime
from random import Random

from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Confirmation, EventStatus
from gocluster_events.registration import queries
from gocluster_events.registration.models import Note, Registration
from gocluster_events.registration.rules import letters
from gocluster_events.registration.rules.codes import Refusal, Status
from gocluster_events.registration.rules.entry import SignUp
from gocluster_events.registration.rules.notes import NoteKind, Source, check_reason
from gocluster_events.registration.rules.questions import full
from gocluster_events.registration.rules.quotas import Board, Place, applicant_of
from gocluster_events.registration.rules.seats import check_offered, check_writable
from gocluster_events.registration.services import waiting
from gocluster_events.registration.services.invitations import hold_invitation, redeem
from gocluster_events.registration.services.mails import record, tell, tell_standing
from gocluster_events.registration.services.registering import keep_apart, new_reference
from gocluster_events.registration.services.rows import fill
from gocluster_events.registration.services.settling import settled


def add(  # noqa: PLR0913 -- everything about somebody whom others register, each by its name
    event_id: int, sign_up: SignUp, *, actor: str, now: datetime, chance: Random, tells: bool, over_capacity: bool,
    reason: str = "", source: Source = Source.BY_HAND,
) -> int:  # fmt: skip
    """The person is registered as if the address were proven, at any time before the archive; returns the id.

    They have a place by the ordinary rule, or wait, or are looked at; ``over_capacity`` gives them a place in any case,
    for which there must be a ``reason``. Without an address nobody is told, nor where ``tells`` is not set. Questions
    may stay open. Raises Refused when the address is registered already, the mode is not offered, a code is no use, or
    an answer is fully booked.
    """
    with transaction() as session:
        return add_in(
            session, event_id, sign_up, actor=actor, now=now, chance=chance, tells=tells, over_capacity=over_capacity,
            reason=reason, source=source,
        ).id  # fmt: skip


def add_in(  # noqa: PLR0913 -- the same
    session: Session, event_id: int, sign_up: SignUp, *, actor: str, now: datetime, chance: Random, tells: bool,
    over_capacity: bool, reason: str, source: Source,
) -> Registration:  # fmt: skip
    """The same within a transaction; the registration as it stands then."""
    if over_capacity:
        check_reason(reason)
    event = events.lock(session, event_id)
    _check(event)
    board = settled(session, event, now)
    check_offered(board.seats(sign_up.entry.mode))
    registration = _register(session, event, sign_up, now, chance)
    _stand(session, event, registration, board, now, over_capacity=over_capacity)
    record(session, registration, f"registration.added_{source.value}", actor, now)
    if reason.strip():
        session.add(_note(registration, reason, actor, now))
    if tells:
        _tell(session, event, registration, now)
    return registration


def _check(event: Event) -> None:
    check_writable(event.status)
    if event.status is not EventStatus.PUBLISHED:
        raise Refused(Refusal.NOT_OPEN_YET)


def _register(session: Session, event: Event, sign_up: SignUp, now: datetime, chance: Random) -> Registration:
    entry = sign_up.entry
    if entry.email and queries.registration_by_address(session, event.id, text.email_key(entry.email)) is not None:
        raise Refused(Refusal.ALREADY_REGISTERED)
    if full(queries.asked(session, event), sign_up.answers):
        raise Refused(Refusal.OPTION_FULL)
    registration = Registration(
        event_id=event.id, reference=new_reference(session, event.id, chance), status=Status.RECEIVED, created_at=now
    )
    hold_invitation(registration, redeem(session, event.id, entry, now))
    fill(registration, entry)
    session.add(registration)
    session.flush()
    keep_apart(session, registration.id, sign_up)
    return registration


def _stand(
    session: Session, event: Event, registration: Registration, board: Board, now: datetime, *, over_capacity: bool
) -> None:
    """Where the person stands; the first place that would be theirs, or one that is open to all, where none is free."""
    applicant = applicant_of(queries.entry_of(registration), registration.invited_to)
    is_reviewed = event.confirmation is Confirmation.REVIEW
    place = None if is_reviewed else board.place_for_newcomer(applicant)
    if place is None and over_capacity:
        place = board.place(applicant) or Place(None)
    if place is not None:
        registration.status, registration.confirmed_at = Status.CONFIRMED, now
        registration.quota_id = place.quota_id
    elif is_reviewed:
        registration.quota_id = board.line(applicant)[1]
    else:
        waiting.join(session, registration, board, now)
    session.flush()


def _note(registration: Registration, reason: str, actor: str, now: datetime) -> Note:
    return Note(registration_id=registration.id, kind=NoteKind.ADDITION, text=reason.strip(), author=actor, at=now)


def _tell(session: Session, event: Event, registration: Registration, now: datetime) -> None:
    if registration.status is Status.RECEIVED:
        tell(session, registration, letters.RECEIVED, now, is_first=True)
    else:
        tell_standing(session, event, registration, now)
