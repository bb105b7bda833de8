"""Ending what has lost its registration, and letting the items' lists move up: before every verb, and by the worker."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.bookings.models import Booking
from gocluster_events.bookings.queries import offers, people
from gocluster_events.bookings.queries.upward import moves_due
from gocluster_events.bookings.rules import letters
from gocluster_events.bookings.rules.codes import Move, State
from gocluster_events.bookings.rules.moving import Booked, Step
from gocluster_events.bookings.rules.offers import Offering
from gocluster_events.bookings.services.inheriting import hand_on, tell_heirs, unfit
from gocluster_events.bookings.services.letters import tell
from gocluster_events.bookings.services.rows import end, hold, log
from gocluster_events.db import session as reading, transaction
from gocluster_events.events import queries as events
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import WORKER


def settle_due(now: datetime) -> int:
    """What is due is done in every edition; returns how many bookings changed. Called by the worker."""
    session = reading()
    due = [each for each in offers.editions_with_due_moves(session, now) if _has_work(session, each, now)]
    return sum(_settle_in(event_id, now) for event_id in due)


def _has_work(session: Session, event_id: int, now: datetime) -> bool:
    """Whether anything is due in the edition; otherwise the worker takes no write lock."""
    return bool(unfit(session, event_id, now)) or bool(moves_due(session, event_id, now)[1])


def _settle_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return settle(session, event_id, now)


def settle(session: Session, event_id: int, now: datetime) -> int:
    """No booking stands whose registration has ended, and whoever waits and may have a free place has it.

    Returns how many bookings changed. The caller holds the edition's lock, and has settled its registrations.
    """
    session.flush()
    if not offers.editions_with_due_moves(session, now, event_id):
        return 0
    act, over = Act(WORKER, now), unfit(session, event_id, now)
    heirlooms = hand_on(session, over, act)
    offerings, steps = moves_due(session, event_id, now)
    rows = people.active(session, [each.id for step in steps for each in _concerned(step)])
    for step in steps:
        _apply(session, step, rows, act)
    session.flush()
    tell_heirs(session, heirlooms, now)
    for step in {each.booking.person: each for each in steps}.values():  # of each person the last
        _tell(session, step, offerings, now)
    return len(over) + len(steps)


def _concerned(step: Step) -> Sequence[Booked]:
    return [each for each in (step.booking, step.gives_back, *step.withdrawn) if each is not None]


def _apply(session: Session, step: Step, rows: Mapping[int, Booking], act: Act) -> None:
    """The place is the person's, and what they give back or wait for at that time has ended."""
    mover = rows[step.booking.id]
    if step.gives_back is not None:
        leave(session, rows[step.gives_back.id], Move.SWAPPED_OUT, act)
    for each in step.withdrawn:
        leave(session, rows[each.id], Move.WITHDRAWN, act)
    hold(session, mover, act)
    log(session, mover, Move.MOVED_UP, act, position=step.number, passed=step.passed)


def _tell(session: Session, step: Step, offerings: Mapping[int, Offering], now: datetime) -> None:
    person, item = session.get_one(Registration, step.booking.person), offerings[step.booking.offer].item
    if step.gives_back is None:
        tell(session, person, letters.ITEM_MOVED_UP, item, now, at_once=True)
    else:
        other = offerings[step.gives_back.offer].item
        tell(session, person, letters.ITEM_SWAPPED, item, now, at_once=True, other=other)


def leave(session: Session, booking: Booking, move: Move, act: Act, reason: str = "") -> None:
    """The person has given the place or the number back, or the team has taken it."""
    end(session, booking, State.TAKEN_OUT if move is Move.TAKEN_OUT else State.CANCELLED, act)
    log(session, booking, move, act, reason=reason)
