"""What people wished goes two weeks after the meeting; how many wished for what stays with the runs, as numbers."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.wishes.models import Allocation, Allotment, ItemWish, WishLot, WishRound
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.registration.people.rules.codes import WORKER

WISHES_LAST = timedelta(days=14)
"""How long after the meeting wishes, lots and what was allotted by them are stored."""
_HAS_PROBLEM = sa.cast(Allocation.problem, sa.Text) != "{}"


def forget_wishes(now: datetime, due: datetime) -> int:
    """Of the editions that ended two weeks before ``due`` nothing tells any more who wished what; returns how many.

    Runs that nobody has had are discarded: nothing is left from which they could be computed or carried out.
    Called by the worker.
    """
    return sum(_forget(event_id, now, due) for event_id in _over(reading(), due))


def _over(session: Session, due: datetime) -> Sequence[int]:
    """The editions (ids) that are over so long and of which something is stored. One statement."""
    stored = sa.or_(
        sa.exists().where(ItemWish.event_id == Event.id),
        sa.exists().where(WishRound.event_id == Event.id, WishLot.round_id == WishRound.id),
        sa.exists().where(Allocation.event_id == Event.id, sa.or_(_HAS_PROBLEM, _is_allotted())),
    )
    over = sa.select(Event.id).where(Event.ends_at <= due - WISHES_LAST, stored)
    return session.scalars(over.order_by(Event.id)).all()


def _is_allotted() -> sa.ColumnElement[bool]:
    return sa.exists().where(Allotment.allocation_id == Allocation.id)


def _forget(event_id: int, now: datetime, due: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.ends_at > due - WISHES_LAST:
            return 0  # somebody has moved the meeting meanwhile
        runs = sa.select(Allocation.id).where(Allocation.event_id == event_id)
        rounds = sa.select(WishRound.id).where(WishRound.event_id == event_id)
        for rows in (
            sa.delete(ItemWish).where(ItemWish.event_id == event_id),
            sa.delete(WishLot).where(WishLot.round_id.in_(rounds)),
            sa.delete(Allotment).where(Allotment.allocation_id.in_(runs)),
            sa.update(Allocation).where(Allocation.event_id == event_id).values(problem={}),
            sa.update(Allocation)
            .where(Allocation.event_id == event_id, Allocation.bound_at.is_(None))
            .values(state=RunState.DISCARDED, lease_until=None),
        ):
            session.execute(rows)
        audit(session, event_id, "wishes.forgotten", Act(WORKER, now))
        return 1
