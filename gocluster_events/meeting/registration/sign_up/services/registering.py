"""Taking a seat for an address that has yet to be proven, or answering an address that is known already."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from random import Random

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.accounts.models import Attempt
from gocluster_events.core.accounts.services.counting import Limit, by_network, count_in
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.queries import codes
from gocluster_events.meeting.registration.invitations.services.codes import hold_invitation, redeem
from gocluster_events.meeting.registration.people.models import PendingEntry, Registration
from gocluster_events.meeting.registration.people.queries import people, questions
from gocluster_events.meeting.registration.people.rules import entry, letters, seats
from gocluster_events.meeting.registration.people.rules.changing import Outcome, check_forecast, forecast
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.crowds import UNPROVEN, WITHIN
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Questionnaire, check_answers, check_audience
from gocluster_events.meeting.registration.people.services.consents import give_consent
from gocluster_events.meeting.registration.people.services.mails import own_act, queue_letter, record, subject
from gocluster_events.meeting.registration.people.services.rows import add_answers, add_needs, fill, store_identity
from gocluster_events.meeting.registration.sign_up.rules import Addressee
from gocluster_events.meeting.registration.sign_up.services import drafts
from gocluster_events.meeting.registration.sign_up.services.colleagues import Together, note_together
from gocluster_events.meeting.registration.sign_up.services.links import ask_again, ask_newcomer
from gocluster_events.meeting.registration.waiting.services.due_changes import current_seats

_KNOWN = subject(0)  # as whom everybody counts who is registered already; nobody has that number


def register(
    event_id: int, sign_ups: Sequence[entry.SignUp], draft_id: str, promised: str, now: datetime, chance: Random, *,
    own: int | None = 0, limits: Sequence[Limit] = (),
) -> None:  # fmt: skip
    """Everyone of the draft is registered and has a mail on its way; the draft keeps only the answer.

    The one at ``own`` is whoever typed it (None: they do not come). Of the others it says no more than
    `rules.entry.of_colleague`, and what the edition must know besides they are asked on their own page. Each counts
    against the ``limits`` until the address is proven.

    A draft that was submitted before changes nothing. Raises Refused when registration is not open, or when somebody
    to whom the page has ``promised`` a place (`rules.changing.encode`) would wait now, TooMany when a limit is reached:
    then nobody is registered.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        if drafts.submit(session, draft_id, now):
            board = _open(session, event, now)
            prospects = _check_outlook(session, event, board, sign_ups, promised)
            questionnaire, people, together = questions.questionnaire(session, event), [], []
            for number, (sign_up, prospect) in enumerate(zip(sign_ups, prospects, strict=True)):
                typist = None if number == own else _institution(sign_ups, own, sign_up)
                typed = sign_up if typist is None else entry.of_colleague(sign_up)
                received = _receive(session, event, questionnaire, board, typed, now, chance, typist=typist)
                _count(session, received, limits, now)
                people.append(_addressee(received, typed, prospect))
                together.append(Together(received.registration, typed, typist))
                board = received.left
            if len(together) > 1 or own is None:
                ids = note_together(session, draft_id, together, now)
                people = [replace(each, joint_entry=entry_id) for each, entry_id in zip(people, ids, strict=True)]
            drafts.answer(session, draft_id, people, now)


def unproven(source: str, most: int) -> tuple[Limit, ...]:
    """At most so many registrations from the network of that address may wait for a proof within an hour.

    One for an address that is registered already counts as one that nobody proves: whoever sends both learns nothing.
    """
    return tuple(replace(each, still=_waits_or_is_known()) for each in by_network(UNPROVEN, source, most, WITHIN))


@cache
def _waits_or_is_known() -> sa.ColumnElement[bool]:
    registration_id = sa.cast(sa.func.substr(Attempt.subject, len(subject(0))), sa.Integer)
    is_one = sa.case((Attempt.bucket == UNPROVEN, registration_id))  # only there it is a number
    waits = sa.exists().where(Registration.id == is_one, Registration.status == Status.UNCONFIRMED)
    return sa.or_(Attempt.subject == _KNOWN, waits)


def _count(session: Session, received: "_Received", limits: Sequence[Limit], now: datetime) -> None:
    about = subject(received.registration.id) if received.is_new else _KNOWN
    count_in(session, [replace(each, subject=about) for each in limits], now)


def register_in(session: Session, event_id: int, sign_up: entry.SignUp, now: datetime, chance: Random) -> Registration:
    """The address has one registration, and a mail that asks to prove the address or says what is known of it.

    Raises Refused when registration is not open, the mode is not offered, a chosen answer is fully booked, the
    questions have changed meanwhile, one is answered that is for others, or the code of an invitation is no use.
    """
    event = events.lock(session, event_id)
    board = _open(session, event, now)
    seats.check_offered(board.seats(sign_up.entry.mode))
    questionnaire = questions.questionnaire(session, event)
    return _receive(session, event, questionnaire, board, sign_up, now, chance).registration


def _institution(sign_ups: Sequence[entry.SignUp], own: int | None, other: entry.SignUp) -> str:
    """The institution of whoever filled in the form; where they do not come, that which they typed for the other."""
    return (other if own is None else sign_ups[own]).entry.organisation


@dataclass(frozen=True, slots=True)
class _Received:
    """The registration of an address, whether it is new, the invitation that was used, and the places that are left."""

    registration: Registration
    is_new: bool
    invitation: Invitation | None
    left: seats.SeatPlan


def _addressee(received: _Received, sign_up: entry.SignUp, prospect: Outcome) -> Addressee:
    """What the draft keeps of that person; but for the id of a new registration all of it comes from what was typed."""
    invitation = received.invitation
    return Addressee(
        sign_up.entry.email,
        received.registration.id if received.is_new else None,
        has_place=prospect is Outcome.PLACE,
        is_bound=invitation is not None and invitation.is_locked_to_email,
    )


def _open(session: Session, event: Event, now: datetime) -> seats.SeatPlan:
    """The seat plan once everything that was due is settled. Raises Refused unless somebody can register."""
    seats.check_open(events.registration_phase(event, now), has_code=True)
    return current_seats(session, event, now)


def _check_outlook(
    session: Session, event: Event, board: seats.SeatPlan, sign_ups: Sequence[entry.SignUp], promised: str
) -> Sequence[Outcome]:
    for sign_up in sign_ups:
        seats.check_offered(board.seats(sign_up.entry.mode))
    applicants = [codes.newcomer(session, event.id, sign_up.entry) for sign_up in sign_ups]
    prospects = forecast(board, applicants, event.confirmation)
    check_forecast(promised, prospects)
    return prospects


def _receive(
    session: Session, event: Event, questionnaire: Questionnaire, board: seats.SeatPlan, sign_up: entry.SignUp,
    now: datetime, chance: Random, *, typist: str | None = None,
) -> _Received:  # fmt: skip
    """The registration of the address, and the places that are left.

    ``typist`` is the institution of whoever filled in the form for somebody else.
    """
    sign_up = entry.permitted(sign_up, questionnaire.protected)
    invitation = redeem(session, event.id, sign_up.entry, now)
    seats.check_open(events.registration_phase(event, now), has_code=invitation is not None)
    applicant = seats.applicant_of(sign_up.entry, invitation.quota_id if invitation else None)
    seats.check_code_admits(board, applicant)
    if typist is None:
        check_audience(questionnaire, applicant, sign_up.answers)
        mine = questionnaire.among(applicant)
        check_answers(mine if sign_up.agrees_to_health else mine.unprotected, sign_up.answers)
    drawn, key = entry.reference(chance), text.email_key(sign_up.entry.email)
    known, is_given = people.holders(session, event.id, key, drawn)
    if known is not None:
        waiting = entry.without_needs(sign_up, questionnaire.protected)
        current = entry.without_needs(people.sign_up_of(session, known), questionnaire.protected)
        _answer_known(session, known, current, waiting, invitation, now, typist)
        return _Received(known, is_new=False, invitation=invitation, left=board)
    given = new_reference(session, event.id, chance) if is_given else drawn
    registration, left = _add(session, event, board, sign_up, invitation, given, now, typist=typist)
    return _Received(registration, is_new=True, invitation=invitation, left=left)


def _add(
    session: Session, event: Event, board: seats.SeatPlan, sign_up: entry.SignUp, invitation: Invitation | None,
    given: str, now: datetime, *, typist: str | None,
) -> tuple[Registration, seats.SeatPlan]:  # fmt: skip
    registration = Registration(
        event_id=event.id,
        reference=given,
        status=Status.UNCONFIRMED,
        created_at=now,
    )
    hold_invitation(registration, invitation)
    fill(registration, sign_up.entry)
    applicant = seats.applicant_of(sign_up.entry, registration.invited_to)
    left = _hold(event, board, registration, applicant, now)
    session.add(registration)
    session.flush()
    store_private(session, registration.id, sign_up, now)
    ask_newcomer(session, registration, now, _intention(now, now), typist)
    record(session, registration, "registration.received", own_act(registration.id, now))
    return registration, left


def store_private(session: Session, registration_id: int, sign_up: entry.SignUp, now: datetime) -> None:
    """The needs, the identity and the answers of the sign-up are stored for a registration that is new.

    What it may not say without consent is gone from it already (`rules.entry.permitted`).
    """
    if sign_up.agrees_to_health:
        give_consent(session, registration_id, ConsentPurpose.HEALTH, sign_up.entry.language, now)
    if sign_up.needs:
        add_needs(session, registration_id, sign_up.needs)
    if sign_up.identity:
        store_identity(session, registration_id, sign_up.identity)
    add_answers(session, registration_id, sign_up.answers)


def _hold(
    event: Event, board: seats.SeatPlan, registration: Registration, applicant: seats.Applicant, now: datetime
) -> seats.SeatPlan:
    """A place is held for the address until `seats.HOLD` is over, if there is one; a team that reviews holds none.

    Returns the board afterwards.
    """
    place = None if event.confirmation is Confirmation.REVIEW else board.place_for_newcomer(applicant)
    registration.hold_until = now + seats.HOLD if place else None
    registration.quota_id = place.quota_id if place else board.line(applicant)[1]
    return board.taking(applicant, place) if place else board


def new_reference(session: Session, event_id: int, chance: Random) -> str:
    """A reference that the edition has not given out."""
    drawn = entry.reference(chance)
    while people.has_reference(session, event_id, drawn):
        drawn = entry.reference(chance)
    return drawn


def _answer_known(
    session: Session, known: Registration, current: entry.SignUp, sign_up: entry.SignUp,
    invitation: Invitation | None, now: datetime, typist: str | None,
) -> None:  # fmt: skip
    match entry.repeat(known.status, is_same=entry.is_same(current, sign_up)):
        case entry.Repeat.SAME_LINK:
            ask_newcomer(session, known, now, _intention(known.created_at, now), typist)
        case entry.Repeat.PENDING:
            _keep_pending(session, known, sign_up, invitation, now, typist)
        case entry.Repeat.REMIND:
            key = str(entry.interval_number(known.created_at, now, entry.ONE_REMINDER))
            queue_letter(session, known, letters.KNOWN, now, key=key, language=sign_up.entry.language)


def _keep_pending(
    session: Session, known: Registration, sign_up: entry.SignUp, invitation: Invitation | None, now: datetime,
    typist: str | None,
) -> None:  # fmt: skip
    """The new data wait for the proof by their own link; what waited before is replaced, and its link is dead."""
    pending = people.pending_entry(session, known.id)
    if pending is None or not entry.is_same(_waiting_in(pending), sign_up):
        pending = pending or PendingEntry(registration_id=known.id)
        pending.entry, pending.needs, pending.created_at = entry.document(sign_up.entry), _apart(sign_up), now
        pending.invitation_id = invitation.id if invitation else None
        session.add(pending)
        known.pending_generation += 1
    ask_again(session, known, pending, now, _intention(pending.created_at, now), typist)


def _apart(sign_up: entry.SignUp) -> entry.Document:
    return entry.private(sign_up.needs, sign_up.answers, sign_up.identity)


def _waiting_in(pending: PendingEntry) -> entry.SignUp:
    return entry.sign_up_in(entry.read(PersonalData, pending.entry), pending.needs)


def _intention(since: datetime, now: datetime) -> str:
    return str(entry.interval_number(since, now, entry.SAME_INTENTION))
