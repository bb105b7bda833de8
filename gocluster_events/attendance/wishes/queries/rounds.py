"""Reads of an edition's round, and of its runs."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from gocluster_events.attendance.wishes.models import Allocation, WishRound
from gocluster_events.attendance.wishes.rules.codes import AT_WORK, RunState
from gocluster_events.attendance.wishes.rules.phases import Round
from gocluster_events.meeting.events.models import Event


def round_row(session: Session, event_id: int) -> WishRound | None:
    """The round of the edition as it is stored."""
    return session.scalar(sa.select(WishRound).where(WishRound.event_id == event_id))


def round_of(session: Session, event: Event) -> Round | None:
    """The round of the edition; None where nobody has said until when one may wish. One statement."""
    is_binding = sa.and_(Allocation.round_id == WishRound.id, Allocation.state == RunState.COMMITTED)
    columns = (WishRound, Allocation.committed_at, Allocation.bound_at)
    statement = sa.select(*columns).outerjoin(Allocation, is_binding).where(WishRound.event_id == event.id)
    known = session.execute(statement).one_or_none()
    if known is None:
        return None
    row, committed_at, bound_at = known
    return Round(
        opens_at=row.opens_at or event.registration_opens_at,
        closes_at=row.closes_at,
        most_wishes=row.most_wishes,
        wants_check=row.wants_check,
        closed_at=row.closed_at,
        reminded_at=row.reminded_at,
        committed_at=committed_at,
        bound_at=bound_at,
    )


def runs(session: Session, event_id: int) -> Sequence[Allocation]:
    """The runs of the edition, the last first. One statement."""
    mine = sa.select(Allocation).where(Allocation.event_id == event_id)
    return session.scalars(mine.order_by(Allocation.number.desc())).all()


def underway(session: Session, event_id: int) -> tuple[RunState, int] | None:
    """How the run of the edition stands that is computed now or next, and its progress in percent. One statement."""
    mine = sa.select(Allocation.state, Allocation.progress).where(Allocation.event_id == event_id)
    row = session.execute(mine.where(Allocation.state.in_(AT_WORK)).order_by(Allocation.number.desc())).first()
    return None if row is None else (row.state, row.progress)


def run(session: Session, event_id: int, number: int) -> Allocation | None:
    """The run of that number, with its problem. One statement."""
    mine = (Allocation.event_id == event_id, Allocation.number == number)
    return session.scalar(sa.select(Allocation).where(*mine).options(undefer(Allocation.problem)))
