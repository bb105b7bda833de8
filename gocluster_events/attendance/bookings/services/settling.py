"""Ending what has lost its registration, and letting the items' lists move up: before every verb, and by the worker."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries import offers, people, standstill
from gocluster_events.attendance.bookings.queries.upward import moves_due
from gocluster_events.attendance.bookings.rules import letters
from gocluster_events.attendance.bookings.rules.codes import Move, State
from gocluster_events.attendance.bookings.rules.moving import Step, in_sum, seats_after
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.bookings.services.inheriting import hand_on, tell_heirs, unfit
from gocluster_events.attendance.bookings.services.letters import Matter, tell_all
from gocluster_events.attendance.bookings.services.rows import Line, end, end_all, give_back_all, hold_all, log, log_all
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.timekeeping.queries import sure_time
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.rules.codes import WORKER

_standstills: WeakKeyDictionary[sa.Engine, dict[int, tuple[str, datetime]]] = WeakKeyDictionary()
"""For each database and edition the last state in which nobody could move up; any other process decides it itself."""


def settle_due(now: datetime) -> int:
    """What is due is done in every edition; returns how many bookings changed. Called by the worker."""
    session = reading()
    due = offers.editions_with_due_moves(session, now)  # where nobody can move up the worker takes no write lock
    ready = [each for each, may_end in due.items() if may_end or _has_moves(session, each, now)]
    return sum(_settle_in(event_id, now) for event_id in ready)


def _has_moves(session: Session, event_id: int, now: datetime) -> bool:
    """Whether somebody moves up now; where nobody does, that is decided anew once what decides it has changed.

    Time alone lets nobody move up, unless a clock goes back.
    """
    known = _standstills.setdefault(db.db.engine, {})
    state, (last, since) = standstill.state(session, event_id), known.get(event_id, ("", now))
    if state == last and since <= now:
        return False
    _offerings, steps = moves_due(session, event_id, now)  # after the state: what changes in between is another one
    if not steps:
        known[event_id] = (state, now)
    return bool(steps)


def _settle_in(event_id: int, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return settle(session, event_id, now)


def settle(session: Session, event_id: int, now: datetime) -> int:
    """No booking stands whose registration has ended, and whoever waits and may have a free place has it.

    Returns how many bookings changed. The caller holds the edition's lock, and has settled its registrations.
    """
    number, matters = advance(session, event_id, now)
    tell_all(session, event_id, matters, now)
    return number


def advance(session: Session, event_id: int, now: datetime) -> tuple[int, Mapping[int, Matter]]:
    """As `settle`, but that those who have moved up are still to be told, by registration.

    While a clock may be wrong, no place ends whose registration can still be put back by the last sure time.
    """
    session.flush()
    due = offers.editions_with_due_moves(session, now, event_id)
    if not due:
        return 0, {}
    act, over = Act(WORKER, now), unfit(session, event_id, sure_time(session, now)) if due[event_id] else ()
    heirlooms = hand_on(session, over, act)
    offerings, steps = moves_due(session, event_id, now)
    _apply(session, event_id, steps, act)
    tell_heirs(session, heirlooms, now)
    matters = {each.booking.person: _matter(each, offerings) for each in in_sum(steps)}  # of each person the last
    return len(over) + len(steps), matters


def _apply(session: Session, event_id: int, steps: Sequence[Step], act: Act) -> None:
    """The places are these people's, and what they give back or wait for at that time has ended. Six statements."""
    if not steps:
        return
    concerned = {each.offer for step in steps for each in (step.booking, *step.ends)}
    seats = seats_after(steps, people.seats_of(session, concerned))
    ends = [each for each, seat in seats.items() if seat is None]
    end_all(session, ends, State.CANCELLED, act)  # before their seats are others'
    give_back_all(session, {each.id: step.booking.id for step in steps for each in step.better})
    hold_all(session, {each: seat for each, seat in seats.items() if seat is not None}, act)
    log_all(session, event_id, [line for step in steps for line in _lines(step)], act)


def _lines(step: Step) -> Iterable[Line]:
    for each in step.ends:
        move = Move.SWAPPED_OUT if each is step.gives_back else Move.WITHDRAWN
        yield Line(offer=each.offer, person=each.person, move=move)
    mover, number = step.booking, step.number
    yield Line(offer=mover.offer, person=mover.person, move=Move.MOVED_UP, position=number, passed=step.passed)


def _matter(step: Step, offerings: Mapping[int, Offering]) -> Matter:
    item, lists = offerings[step.booking.offer].item, tuple(offerings[each.offer].item for each in step.withdrawn)
    if step.gives_back is None:
        return Matter(letter=letters.ITEM_MOVED_UP, item=item, lists=lists, at_once=True)
    other = offerings[step.gives_back.offer].item
    return Matter(letter=letters.ITEM_SWAPPED, item=item, other=other, lists=lists, at_once=True)


def leave(session: Session, booking: Booking, move: Move, act: Act, reason: str = "") -> None:
    """The person has given the place or the number back, or the team has taken it."""
    end(session, booking, State.TAKEN_OUT if move is Move.TAKEN_OUT else State.CANCELLED, act)
    log(session, booking, move, act, reason=reason)
