"""What the proof of an address, coming back and accepting an offer make of a registration."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.accounts.services.sessions import start_participant_session_in
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import Confirmation
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.services.codes import take_over
from gocluster_events.meeting.registration.people.models import PendingEntry, Registration
from gocluster_events.meeting.registration.people.queries import people, questions, seats
from gocluster_events.meeting.registration.people.rules import letters, seats as rules
from gocluster_events.meeting.registration.people.rules.codes import ACTIVE, MAY_RETURN, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.entry import answers_in, read, sign_up_in
from gocluster_events.meeting.registration.people.rules.fields import PersonalData
from gocluster_events.meeting.registration.people.rules.questions import Answers, Question, check_places, full_options
from gocluster_events.meeting.registration.people.services.audiences import end_answers
from gocluster_events.meeting.registration.people.services.mails import (
    own_act,
    put,
    queue_letter,
    record,
    scope,
    subject,
)
from gocluster_events.meeting.registration.people.services.rows import (
    drop_pending_email,
    fill,
    store_answers,
    store_private,
)
from gocluster_events.meeting.registration.sign_up import queries
from gocluster_events.meeting.registration.sign_up.services.colleagues import note_answer
from gocluster_events.meeting.registration.sign_up.services.links import is_over, raise_generation
from gocluster_events.meeting.registration.waiting.services import queue
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due, current_seats
from gocluster_events.meeting.registration.waiting.services.moving import follow


def prove(event_id: int, registration_id: int, generation: int, now: datetime) -> tuple[Question, ...]:
    """The address is proven: its registration is confirmed or waits, and one mail says which.

    A second proof only answers a sign-up of several that waits. Returns the questions whose answers are gone because
    they are not asked of the person any more after a lapse. Raises Refused when the link is outdated, the meeting
    over, or registration closed or an answer booked up after a lapse.
    """
    with transaction() as session:
        return prove_in(session, event_id, registration_id, generation, now)


def prove_and_enter(
    event_id: int, registration_id: int, generation: int, now: datetime
) -> tuple[str, tuple[Question, ...]]:
    """As `prove`, and a session of the person has begun; its key comes first, goes into the cookie and nowhere else."""
    with transaction() as session:
        ended = prove_in(session, event_id, registration_id, generation, now)
        whose = (scope(event_id), subject(registration_id))
        return start_participant_session_in(session, *whose, generation, now), ended


def prove_in(
    session: Session, event_id: int, registration_id: int, generation: int, now: datetime
) -> tuple[Question, ...]:
    """As `prove`, in the caller's transaction."""
    event, registration, board, is_awaited = _locked_with_seats(session, event_id, registration_id, now)
    ended: tuple[Question, ...] = ()
    if registration.generation != generation:
        raise Refused(Refusal.LINK_OUTDATED)
    if registration.status in {Status.UNCONFIRMED, Status.LAPSED}:
        rules.check_not_over(events.registration_phase(event, now))
    if registration.status is Status.LAPSED:  # at the end of the line, like somebody who registers now
        _check_open(event, registration.invitation_id, now)
        ended = _resume(session, event, registration, now)
        _check_open(event, registration.invitation_id, now)  # somebody else may have used the code
    if registration.status in {Status.UNCONFIRMED, Status.LAPSED}:
        record(session, registration, "registration.proven", own_act(registration.id, now))
        if take_place(session, event, registration, board, now):
            apply_due(session, event_id, now)
    if is_awaited and registration.status in ACTIVE:  # an older link too: whoever takes part already has answered
        note_answer(session, registration_id, now)
    return ended


def _check_open(event: Event, invitation_id: int | None, now: datetime) -> None:
    """Raises Refused unless somebody with that invitation, or none, can register."""
    rules.check_open(events.registration_phase(event, now), has_code=invitation_id is not None)


def _resume(session: Session, event: Event, registration: Registration, now: datetime) -> tuple[Question, ...]:
    """A lapsed registration has what it still may have; the answers that are left still have their places."""
    before = seats.applicant(registration)
    take_over(session, registration, registration.invitation_id, now)  # somebody else may have used the code
    ended = end_answers(session, event, registration, (before,), own_act(registration.id, now))
    _check_places(session, event, registration, people.sign_up_of(session, registration).answers)
    return ended


def prove_again(
    event_id: int, registration_id: int, pending_generation: int, now: datetime
) -> tuple[int, tuple[Question, ...]]:
    """The pending entry replaces what was known, and the links mailed before are dead.

    Returns the new generation, and the questions whose answers are gone because they are not asked of the person.

    Somebody who takes part keeps the mode, and the place if the new data may have it, else another free one; everybody
    else takes a place by the ordinary rule. Raises Refused when the link is outdated, the meeting over, or registration
    closed to somebody who comes back, when an answer is fully booked, or when the new data would cost the place.
    """
    with transaction() as session:
        event, registration, board, is_awaited = _locked_with_seats(session, event_id, registration_id, now)
        pending = people.pending_entry(session, registration_id)
        is_dead = registration.status is Status.DECLINED or registration.pending_generation != pending_generation
        if pending is None or is_dead or is_over(pending, now):
            raise Refused(Refusal.LINK_OUTDATED)
        rules.check_not_over(events.registration_phase(event, now))
        returns = registration.status in MAY_RETURN  # like somebody who registers now
        if returns:
            _check_open(event, pending.invitation_id, now)
        _check_places(session, event, registration, answers_in(pending.needs))
        before, act = seats.applicant(registration), own_act(registration.id, now)
        typed = _applicant_in(session, pending)
        _replace(session, event, registration, pending, now)
        if returns:
            _check_open(event, registration.invitation_id, now)
        record(session, registration, "registration.data_replaced", act)
        ended = end_answers(session, event, registration, (before, typed), act)
        if registration.status in ACTIVE:
            follow(session, registration, board, before, act)
            queue_letter(session, registration, letters.CHANGED, now)
        else:
            take_place(session, event, registration, seats.seat_plan(session, event, now), now)
        apply_due(session, event_id, now)  # a seat that was held in the other mode may be free now
        if is_awaited:
            note_answer(session, registration_id, now)
        return registration.generation, ended


def _applicant_in(session: Session, pending: PendingEntry) -> rules.Applicant:
    """Whoever sent the new data, with the quota of the code that they named."""
    invitation = session.get(Invitation, pending.invitation_id) if pending.invitation_id else None
    return rules.applicant_of(read(PersonalData, pending.entry), invitation.quota_id if invitation else None)


def _locked_with_seats(
    session: Session, event_id: int, registration_id: int, now: datetime
) -> tuple[Event, Registration, rules.SeatPlan, bool]:
    """The last says whether a sign-up of several waits for the answer."""
    event = opened(session, event_id, Refusal.ARCHIVED)
    board = current_seats(session, event, now)
    registration, is_awaited = queries.registration_of_link(session, registration_id)
    return event, registration, board, is_awaited


def _check_places(session: Session, event: Event, registration: Registration, answers: Answers) -> None:
    """Raises Refused when a chosen option has no place left; those that the registration itself holds count as free."""
    if answers:
        check_places(questions.questionnaire(session, event, but=registration.id), answers, Refusal.OPTION_GONE)


def _replace(session: Session, event: Event, registration: Registration, pending: PendingEntry, now: datetime) -> None:
    entry = read(PersonalData, pending.entry)
    mode = registration.mode if registration.status in ACTIVE else entry.mode
    if mode is not registration.mode:
        registration.hold_until = None  # the seat was held in the other mode
    fill(registration, entry)
    registration.mode = mode
    is_active = registration.status in ACTIVE
    if not is_active or pending.invitation_id not in {None, registration.invitation_id}:
        take_over(session, registration, pending.invitation_id, now, keeps=is_active)
    store_private(session, registration.id, sign_up_in(entry, pending.needs), asks_more=event.asks_more)
    session.delete(pending)
    drop_pending_email(registration)
    registration.revision += 1
    raise_generation(session, registration)


def take_place(
    session: Session, event: Event, registration: Registration, board: rules.SeatPlan, now: datetime
) -> bool:
    """A proven address has the place that is held for it or the next free one, or waits, or is reviewed by the team.

    One mail says which. Returns whether the place that was held is free now.
    """
    applicant, held_place = seats.applicant(registration), rules.SeatSource(registration.quota_id)
    is_first = registration.status is Status.UNCONFIRMED  # about which nobody can have decided
    is_kept = is_first and rules.is_held(registration.hold_until, now)
    place = held_place if is_kept and held_place in board.choices(applicant) else board.place_for_newcomer(applicant)
    place = None if event.confirmation is Confirmation.REVIEW else place
    registration.proven_at = now
    queue.stand(session, event, registration, board, place, own_act(registration.id, now), is_first=is_first)
    return is_kept and place != held_place


def come_back(event_id: int, registration_id: int, now: datetime) -> tuple[int, tuple[Question, ...]]:
    """The person takes part again by the rule for newcomers, and one mail says how. Coming back twice changes nothing.

    Returns how many answers are gone because what they chose is fully booked by now, and the questions whose answers
    are gone because they are no guest of the quota any more. Raises Refused when registration is not open, or the
    registration ended in another way.
    """
    with transaction() as session:
        events.lock(session, event_id)
        apply_due(session, event_id, now)
        event, registration = session.get_one(Event, event_id), session.get_one(Registration, registration_id)
        if registration.status in ACTIVE:
            return 0, ()
        if registration.status not in MAY_RETURN:
            raise Refused(Refusal.NO_RETURN)
        _check_open(event, registration.invitation_id, now)
        rules.check_offered(seats.seat_plan(session, event, now).seats(registration.mode))
        act, before = own_act(registration_id, now), seats.applicant(registration)
        record(session, registration, "registration.came_back", act)
        take_over(session, registration, registration.invitation_id, now)  # somebody else may have used the code
        _check_open(event, registration.invitation_id, now)
        ended = end_answers(session, event, registration, (before,), act)
        lost = _drop_full(session, event, registration)
        take_place(session, event, registration, seats.seat_plan(session, event, now), now)
        return lost, ended


def _drop_full(session: Session, event: Event, registration: Registration) -> int:
    answers = people.sign_up_of(session, registration).answers
    questionnaire = questions.questionnaire(session, event, but=registration.id)
    gone = {question.id for question, _option in full_options(questionnaire, answers)}
    if gone:
        store_answers(session, registration.id, tuple(each for each in answers if each.question_id not in gone))
    return len(gone)


def accept_offer(event_id: int, registration_id: int, now: datetime) -> None:
    """The place that was offered is confirmed. Accepting twice changes nothing.

    Raises Refused when no place is offered any more.
    """
    with transaction() as session:
        opened(session, event_id, Refusal.ARCHIVED)
        apply_due(session, event_id, now)
        registration = session.get_one(Registration, registration_id)
        if registration.status is Status.CONFIRMED:
            return
        if registration.status is not Status.OFFERED:
            raise Refused(Refusal.NOT_OFFERED)
        act = own_act(registration_id, now)
        queue.log(session, registration, Move.ACCEPTED, act)
        put(session, registration, Status.CONFIRMED, act, action="registration.offer_accepted")
