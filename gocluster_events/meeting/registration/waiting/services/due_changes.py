"""Letting holds and offers lapse and the lists move up: before every decision about places, and by the worker."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.timekeeping.queries import sure_time
from gocluster_events.core.workdays import is_day_off
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import Decision, Registration
from gocluster_events.meeting.registration.people.queries import decisions, seats
from gocluster_events.meeting.registration.people.rules import letters
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Move, Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.people.rules.seats import LINK_LASTS, SeatPlan, SeatSource
from gocluster_events.meeting.registration.people.services.mails import put
from gocluster_events.meeting.registration.people.services.rows import drop_pending_email, forget_needs, forget_rest
from gocluster_events.meeting.registration.waiting import queries
from gocluster_events.meeting.registration.waiting.rules import ManualPlacement, Step, offer_until
from gocluster_events.meeting.registration.waiting.services.queue import log, log_leaving, relist


def lapse_and_move_up(now: datetime) -> int:
    """Due changes are applied in every edition; returns how many. Called by the worker."""
    session = reading()
    sure = sure_time(session, now)
    due = {each.event_id for each in decisions.over(session, sure)}
    due |= {event_id for event_id in seats.editions_with_due_changes(session, sure) if _has_work(event_id, sure)}
    return sum(_apply_due_in(event_id, now) for event_id in sorted(due))


def _has_work(event_id: int, now: datetime) -> bool:
    """Whether anything is due in the edition; otherwise the worker takes no write lock."""
    session = reading()
    event = session.get_one(Event, event_id)
    return (
        bool(seats.due(session, event_id, now))
        or queries.has_lists_of_released(session, event_id, now)
        or bool(_steps(session, event, now))
    )


def _apply_due_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return apply_due(session, event_id, now)


def apply_due(session: Session, event_id: int, now: datetime) -> int:
    """Holds are over, unproven addresses and offers have lapsed, and free places have gone to those next in line.

    Returns how many changed. Decisions that can no longer be undone are final. The caller holds the edition's lock. An
    archived edition stays as it is otherwise. While a clock may be wrong, only what was due before that is applied.
    """
    sure = sure_time(session, now)
    closed = close_decisions(session, event_id, sure)
    if not seats.editions_with_due_changes(session, sure, event_id):
        return closed
    event, due = session.get_one(Event, event_id), seats.due(session, event_id, sure)
    for registration in due:
        _end_time(session, registration, sure, now)
    session.flush()
    if queries.has_lists_of_released(session, event_id, sure):
        relist(session, event_id, seats.seat_plan(session, event, sure), Act(WORKER, now))
    steps = _steps(session, event, sure)
    for step in steps:
        _move_up(session, event, step, now)
    return closed + len(due) + len(steps)


def current_seats(session: Session, event: Event, now: datetime) -> SeatPlan:
    """The seat plan once what is due has ended or lapsed, and free places have gone to those next in line.

    The caller holds the edition's lock. Where nothing is due and nobody waits, the plan is only read. While a clock may
    be wrong, it is the plan of the last time that is sure: a hold that seems to be over still has its place.
    """
    board = seats.seat_plan(session, event, now)
    if not board.overdue and not any(board.waiting.values()):
        return board
    sure = sure_time(session, now) if board.overdue else now
    return seats.seat_plan(session, event, sure) if apply_due(session, event.id, now) or sure != now else board


def _steps(session: Session, event: Event, now: datetime) -> Sequence[Step[Registration]]:
    """Who moves up now, without doing it."""
    return () if event.moving_up is MovingUp.BY_HAND else queries.moving_up(session, event, now)


def _end_time(session: Session, registration: Registration, sure: datetime, now: datetime) -> None:
    """An hour that is over ends the hold and nothing else.

    That it is over is stored under the lock: whoever proves the address in a request that began earlier, or on a
    machine whose clock is behind, holds no place that somebody else has by now.
    """
    if registration.status is Status.UNCONFIRMED and sure < registration.created_at + LINK_LASTS:
        registration.hold_until = None
    else:
        _lapse(session, registration, now)


def _lapse(session: Session, registration: Registration, now: datetime) -> None:
    act, was_offered = Act(WORKER, now), registration.status is Status.OFFERED
    if was_offered:
        log(session, registration, Move.OFFER_LAPSED, act)
    drop_pending_email(registration)
    forget_needs(session, registration.id, now)
    letter = letters.OFFER_LAPSED if was_offered else None
    put(session, registration, Status.LAPSED, act, action="registration.lapsed", letter=letter)


def _move_up(session: Session, event: Event, step: Step[Registration], now: datetime) -> None:
    passed = [(registration.id, reason) for registration, reason in step.passed]
    giving = ManualPlacement.OFFER if event.moving_up is MovingUp.OFFER else ManualPlacement.CONFIRM
    give(session, step.person, step.place, giving, Act(WORKER, now), passed)


def give(
    session: Session,
    registration: Registration,
    place: SeatSource,
    giving: ManualPlacement,
    act: Act,
    passed: Sequence[tuple[int, object]],
    *,
    reason: str = "",
) -> None:
    """The registration has that place, or an offer of it until the deadline in its mail."""
    move = Move.OFFERED if giving is ManualPlacement.OFFER else Move.MOVED_UP
    log_leaving(session, registration, move, place, act, passed, reason=reason)
    how: dict[str, Any] = {"place": place, "key": act.at.isoformat()}
    if giving is ManualPlacement.OFFER:
        until = offer_deadline(session.get_one(Event, registration.event_id), act.at)
        put(session, registration, Status.OFFERED, act, at=until, action="registration.offered", **how)
    else:
        how["letter"] = letters.MOVED_UP[registration.mode]
        put(session, registration, Status.CONFIRMED, act, action="registration.moved_up", **how)


def offer_deadline(event: Event, now: datetime) -> datetime:
    """Until when a place that is offered now is kept."""
    state = "" if event.state is FederalState.ABROAD else event.state.value
    return offer_until(now, event.offer_hours, event.starts_at, event.zone, partial(is_day_off, state=state))


def close_decisions(session: Session, event_id: int, now: datetime) -> int:
    """Decisions whose five minutes are over are final and no longer hold the states before; returns how many.

    The seats of declined registrations are free, and their special needs are deleted.
    """
    final_decisions = decisions.over(session, now, event_id)
    for decision in final_decisions:
        _close(session, decision, now)
    session.flush()
    return len(final_decisions)


def _close(session: Session, decision: Decision, now: datetime) -> None:
    for row, registration in decisions.decided(session, decision.id):
        row.before = {}
        if decision.kind is Kind.DECLINE and registration.status is Status.DECLINED:
            registration.hold_until = None
            forget_rest(session, registration.id, now)
    decision.closed_at = now
