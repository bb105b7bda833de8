"""Reads about runs for who computes them and makes them binding, and of what a run gives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from gocluster_events.attendance.bookings.queries.offers import COMES
from gocluster_events.attendance.wishes.models import Allocation, Allotment, WishLot
from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.core.leases import is_free
from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import scope


@dataclass(frozen=True, slots=True)
class Part:
    """What a run gives somebody in one block (from 0): the row, whose it is, and their number in the lot."""

    row: Allotment
    person: Registration
    lot: int


def next_run(session: Session, now: datetime) -> int | None:
    """The id of the run that waits longest for a worker, or whose worker has vanished."""
    lost = sa.and_(Allocation.state == RunState.RUNNING, is_free(Allocation.lease_until, now))
    waits = sa.or_(Allocation.state == RunState.QUEUED, lost)
    return session.scalar(sa.select(Allocation.id).where(waits).order_by(Allocation.id).limit(1))


def people_by_lot(session: Session, round_id: int) -> Mapping[int, int]:
    """The registration of each number in the lot that is still there. One statement."""
    people = sa.select(WishLot.number, WishLot.registration_id).where(WishLot.round_id == round_id)
    return dict(session.execute(people).all())


def committed(session: Session, event_id: int, *, with_problem: bool = True) -> Allocation | None:
    """The run of the edition that is binding, whether or not everybody has had it, for whoever needs its problem too.

    One statement.
    """
    mine = (Allocation.event_id == event_id, Allocation.state == RunState.COMMITTED)
    statement = sa.select(Allocation).where(*mine)
    return session.scalar(statement.options(undefer(Allocation.problem)) if with_problem else statement)


def unbound(session: Session) -> Sequence[tuple[int, datetime]]:
    """The public editions whose binding run waits to be carried out, and since when it is binding. One statement."""
    waits = sa.and_(Allocation.state == RunState.COMMITTED, Allocation.bound_at.is_(None))
    theirs = sa.select(Allocation.event_id, Allocation.committed_at).join(Event, Event.id == Allocation.event_id)
    rows = session.execute(theirs.where(waits, Event.status == EventStatus.PUBLISHED))
    return [(event_id, at) for event_id, at in rows if at is not None]


def lately_bound(session: Session, since: datetime) -> Sequence[int]:
    """The editions (ids) whose run was carried out after that time. One statement."""
    return session.scalars(sa.select(Allocation.event_id).where(Allocation.bound_at > since)).all()


def parts(session: Session, run: Allocation) -> Sequence[Part]:
    """What the run gives everybody, by lot and block. One statement."""
    return _parts(session, run)


def unwritten(session: Session, run: Allocation, letter: str) -> Sequence[Part]:
    """What the run gives those who are confirmed on site and have no such letter: they had been declined by mistake.

    Whoever has taken a registration over or came back by themselves is not among them. One statement.
    """
    about = sa.literal("registration:") + sa.cast(Registration.id, sa.String)
    is_written = sa.exists().where(Mail.subject == about, Mail.scope == scope(run.event_id), Mail.letter == letter)
    stayed = sa.or_(Registration.away_at.is_(None), Registration.away_at < run.committed_at)
    is_heir = sa.exists().where(Succession.successor_id == Registration.id)
    return _parts(session, run, COMES, Registration.email != "", stayed, ~is_heir, ~is_written)


def _parts(session: Session, run: Allocation, *people: sa.ColumnElement[bool]) -> Sequence[Part]:
    columns: Any = (Allotment, Registration, WishLot.number)
    statement = (
        sa.select(*columns)
        .join(Registration, Registration.id == Allotment.registration_id)
        .join(WishLot, WishLot.registration_id == Registration.id)
        .where(Allotment.allocation_id == run.id, *people)
    )
    return [Part(*row) for row in session.execute(statement.order_by(WishLot.number, Allotment.block))]
