"""What the team makes of registrations that look like one person's: one of the two, or two people."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened
from gocluster_events.meeting.registration.duplicates.models import DistinctPair
from gocluster_events.meeting.registration.duplicates.queries import (
    are_alike,
    distinct_pair,
    edition_with_old_keys,
    pair,
    state_of,
    with_old_keys,
)
from gocluster_events.meeting.registration.duplicates.rules import Inherited, RegistrationState, inherited
from gocluster_events.meeting.registration.invitations.services.codes import hand_on_invitation
from gocluster_events.meeting.registration.own.services.ending import end, note_successor
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import people, seats
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import QUEUED, Move, Refusal, Status
from gocluster_events.meeting.registration.people.rules.questions import Question, is_protected
from gocluster_events.meeting.registration.people.rules.seats import SeatSource
from gocluster_events.meeting.registration.people.services.audiences import end_answers
from gocluster_events.meeting.registration.people.services.consents import hand_on_health_consent
from gocluster_events.meeting.registration.people.services.mails import put, record
from gocluster_events.meeting.registration.people.services.rows import (
    add_answers,
    make_keys,
    store_identity,
    store_needs,
)
from gocluster_events.meeting.registration.waiting.services.due_changes import apply_due
from gocluster_events.meeting.registration.waiting.services.queue import log, log_leaving, log_shift, relist


def merge(event_id: int, stays_id: int, goes_id: int, act: Act) -> tuple[Question, ...]:
    """One registration has ended and its address is told; the other has the better standing of both.

    A place passes over without ever being free, and those in items of the programme follow it. Returns the questions
    whose answers are gone because they are not asked of the one that stays. Raises Refused when the two are no
    duplicates any more, or when the one that stays cannot have what the other one has.
    """
    with transaction() as session:
        event, first, second = _pair(session, event_id, stays_id, goes_id, act.at)
        stays, goes = (first, second) if first.id == stays_id else (second, first)
        if not are_alike(stays, goes):
            raise Refused(Refusal.NO_DUPLICATES)
        taken, left = inherited(state_of(stays), state_of(goes)), state_of(goes)
        before = (seats.applicant(stays), seats.applicant(goes))
        _take_over_details(session, stays, goes)
        end(session, goes, Status.CANCELLED, "registration.merged_away", act, letter=letters.MERGED, calendar=None)
        session.flush()
        _take_over(session, event, stays, taken, left, act)
        if taken is Inherited.PLACE:
            stays.outside_seats = goes.outside_seats
        note_successor(session, goes, stays, act.at)
        stays.sequence = max(stays.sequence, goes.sequence)  # both are one entry in the person's calendar
        record(session, stays, "registration.merged", act)
        session.flush()
        ended = end_answers(session, event, stays, before, act)
        relist(session, event_id, seats.seat_plan(session, event, act.at), act)  # a code may have passed over, too
        apply_due(session, event_id, act.at)
        return ended


def mark_distinct(event_id: int, first_id: int, second_id: int, act: Act) -> None:
    """The two are known to be two people and shown as duplicates no more. Twice changes nothing."""
    with transaction() as session:
        _event, first, second = _pair(session, event_id, first_id, second_id, act.at)
        if distinct_pair(session, first.id, second.id) is None:
            session.add(DistinctPair(first_id=first.id, second_id=second.id, actor=act.by, created_at=act.at))
            for each in (first, second):
                record(session, each, "registration.kept_apart", act)


def renew_keys(_now: datetime, portion: int = 500) -> int:
    """Every registration has the keys of today; a transaction for so many of an edition. Called by the worker, seldom:
    it looks through all registrations.

    Returns how many had keys of an older version.
    """
    number = 0
    while renewed := _renew_some(portion):
        number += renewed
    return number


def _renew_some(portion: int) -> int:
    with transaction() as session:
        event_id = edition_with_old_keys(session)
        if event_id is None:
            return 0
        events.lock(session, event_id)  # so that nobody changes a name meanwhile
        registrations = with_old_keys(session, event_id, portion)
        for each in registrations:
            make_keys(each)
        return len(registrations)


def compare_again(event_id: int, first_id: int, second_id: int, act: Act) -> None:
    """The two are shown as duplicates again. Twice changes nothing."""
    with transaction() as session:
        _event, first, second = _pair(session, event_id, first_id, second_id, act.at)
        known = distinct_pair(session, first.id, second.id)
        if known is not None:
            session.delete(known)
            for each in (first, second):
                record(session, each, "registration.compared_again", act)


def _pair(
    session: Session, event_id: int, one: int, other: int, now: datetime
) -> tuple[Event, Registration, Registration]:
    event = opened(session, event_id, Refusal.ARCHIVED)
    apply_due(session, event_id, now)
    registrations = pair(session, event_id, min(one, other), max(one, other))
    if registrations is None:
        raise Refused(Refusal.NO_DUPLICATES)
    return event, *registrations


def _take_over_details(session: Session, stays: Registration, goes: Registration) -> None:
    """The registration that stays gets what only the other one has: needs, identity, answers, an invitation.

    Nothing of that comes from an address that nobody has proven, and nothing of health without the consent to it.
    """
    if goes.proven_at is None:
        return
    mine, other = people.full_registration(session, stays.id), people.full_registration(session, goes.id)
    agrees = hand_on_health_consent(session, goes.id, stays.id)
    if other.sign_up.needs and not mine.sign_up.needs:
        store_needs(session, stays.id, other.sign_up.needs if agrees else other.sign_up.needs.food)
    if other.sign_up.identity and not mine.sign_up.identity:
        store_identity(session, stays.id, other.sign_up.identity)
    answered = {answer.question_id for _question, answer in mine.answered}
    new = tuple(
        answer
        for question, answer in other.answered
        if answer.question_id not in answered and (agrees or not is_protected(question))
    )
    add_answers(session, stays.id, new)
    if stays.invitation_id is None and stays.invited_to is None:
        hand_on_invitation(goes, stays)
    elif stays.invited_to is None:  # its own code opens no quota, and its use stays counted
        stays.invited_to = goes.invited_to


def _take_over(
    session: Session, event: Event, stays: Registration, taken: Inherited, left: RegistrationState, act: Act
) -> None:
    """The registration that stays has what the other one left, and a mail says so."""
    if taken is Inherited.NOTHING:
        return
    place = _place(session, event, stays, taken, left, act.at)
    before = seats.position(session, stays)
    if taken is not Inherited.POSITION and stays.status in QUEUED:
        move = Move.MOVED_UP if taken is Inherited.PLACE else Move.OFFERED
        log_leaving(session, stays, move, place, act, ())
    stays.mode = left.mode
    if taken is Inherited.PLACE:
        put(session, stays, Status.CONFIRMED, act, place=place)
    elif taken is Inherited.OFFER:
        put(session, stays, Status.OFFERED, act, place=place, at=left.offer_until)
    elif left.position:
        stays.waiting_rank, since = left.position
        put(session, stays, Status.WAITLISTED, act, place=place, at=since)
        number = seats.position(session, stays) or 1
        if before:
            log_shift(session, stays, (before, number), act, "", ())
        else:
            log(session, stays, Move.JOINED, act)


def _place(
    session: Session, event: Event, stays: Registration, taken: Inherited, left: RegistrationState, now: datetime
) -> SeatSource:
    """The place or list that is taken over: the other registration's where the one that stays may have it.

    Raises Refused when it may have neither that place nor another one that is free.
    """
    board = seats.seat_plan(session, event, now)
    applicant = replace(seats.applicant(stays), mode=left.mode)
    if SeatSource(left.quota_id) in board.choices(applicant):
        return SeatSource(left.quota_id)
    if taken is Inherited.POSITION:
        return SeatSource(board.line(applicant)[1])
    place = board.place_for_newcomer(applicant)
    if place is None:
        raise Refused(Refusal.PLACE_OF_ANOTHER_QUOTA)
    return place
