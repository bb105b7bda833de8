"""Letting holds lapse and the waiting list move up, before every decision about seats and whenever the worker looks."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.db import session as reading
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Mode
from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules import letters
from gocluster_events.registration.rules.codes import WORKER, Status
from gocluster_events.registration.rules.seats import moves_up
from gocluster_events.registration.services.mails import MOVED_UP, record, tell


def lapse_and_move_up(now: datetime) -> int:
    """Every edition is settled; returns how many registrations changed. The worker's verb."""
    return sum(_settle_one(event_id, now) for event_id in queries.unsettled(reading(), now))


def _settle_one(event_id: int, now: datetime) -> int:
    with transaction() as session:
        events.lock(session, event_id)
        return settle(session, event_id, now)


def settle(session: Session, event_id: int, now: datetime) -> int:
    """Due holds have lapsed and free seats have gone to whoever waited longest; returns how many changed.

    The caller holds the edition's lock. An archived edition stays as it is.
    """
    if not queries.unsettled(session, now, event_id):
        return 0
    event, due = session.get_one(Event, event_id), queries.due(session, event_id, now)
    for registration in due:
        _lapse(session, registration, now)
    if not moves_up(event.status, event.ends_at, now):
        return len(due)
    return len(due) + sum(_move_up(session, event, mode, now) for mode in queries.modes(event))


def _lapse(session: Session, registration: Registration, now: datetime) -> None:
    registration.status, registration.hold_until, registration.ended_at = Status.LAPSED, None, now
    tell(session, registration, letters.LAPSED, now)
    record(session, registration, "registration.lapsed", WORKER, now)


def _move_up(session: Session, event: Event, mode: Mode, now: datetime) -> int:
    free = queries.seats(session, event, mode).free
    moved = queries.waiting(session, event.id, mode, free) if free else ()
    for registration in moved:
        registration.status, registration.confirmed_at = Status.CONFIRMED, now
        tell(session, registration, MOVED_UP[mode], now, calendar=queries.meeting(event, registration))
        record(session, registration, "registration.moved_up", WORKER, now)
    return len(moved)
