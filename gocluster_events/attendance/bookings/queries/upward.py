"""Reads of who moves up in the items, as things are and as they would be."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.queries import offers, people
from gocluster_events.attendance.bookings.queries.own import on_stage
from gocluster_events.attendance.bookings.rules.clashes import Span
from gocluster_events.attendance.bookings.rules.moving import Booked, Step, moving_up
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.attendance.contributors.rules import Known
from gocluster_events.meeting.agenda.rules.codes import ASIDE
from gocluster_events.meeting.events.models import Event


def moves_due(session: Session, event_id: int, now: datetime) -> tuple[Mapping[int, Offering], Sequence[Step]]:
    """The offers by id, and who moves up now, without doing it."""
    event = session.get_one(Event, event_id)
    offerings = {each.id: each for each in offers.offerings(session, event).values()}
    if not any(each.waiting and each.free and each.moves_up(now) for each in offerings.values()):
        return offerings, ()
    return offerings, _steps(session, event_id, offerings, people.booked(session, event_id), now)


def moves_without(session: Session, event_id: int, bookings: Collection[int], now: datetime) -> Sequence[Step]:
    """Who would move up now if these bookings had ended."""
    offerings = {each.id: each for each in offers.offerings(session, session.get_one(Event, event_id)).values()}
    rows = [each for each in people.booked(session, event_id) if each[0].id not in bookings]
    return _steps(session, event_id, offerings, rows, now)


def _steps(
    session: Session, event_id: int, offerings: Mapping[int, Offering], rows: Sequence[tuple[Booked, Known]],
    now: datetime,
) -> Sequence[Step]:  # fmt: skip
    busy = _busy(session, event_id, rows)
    return moving_up(offerings, [each for each, _known in rows], now, busy)


def _busy(session: Session, event_id: int, rows: Sequence[tuple[Booked, Known]]) -> Mapping[int, Sequence[Span]]:
    appearances = on_stage(session, event_id, {known for each, known in rows if not each.is_held})
    return {who: [item.span for item in items if item.kind not in ASIDE] for who, items in appearances.items()}
