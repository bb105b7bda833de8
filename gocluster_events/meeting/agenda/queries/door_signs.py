"""Reads about door signs that the worker makes."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.leases import is_free
from gocluster_events.meeting.agenda.models import DoorSigns
from gocluster_events.meeting.agenda.rules.door_signs import SignsStanding, SignsState


def standing(session: Session, event_id: int) -> SignsStanding | None:
    """How far the edition's door signs are; None when nobody has asked for any."""
    columns = (
        DoorSigns.id, DoorSigns.state, DoorSigns.language, DoorSigns.is_draft, DoorSigns.fitted, DoorSigns.sheets,
        DoorSigns.as_of, DoorSigns.created_at,
    )  # fmt: skip
    row = session.execute(sa.select(*columns).where(DoorSigns.event_id == event_id)).one_or_none()
    return None if row is None else SignsStanding(**row._mapping)  # noqa: SLF001 -- SQLAlchemy's documented name


def file(session: Session, event_id: int, number: int) -> tuple[bytes, str] | None:
    """The finished door signs of that id with their language; None when they are not done, or gone."""
    mine = sa.and_(DoorSigns.event_id == event_id, DoorSigns.id == number)
    row = session.execute(sa.select(DoorSigns.content, DoorSigns.language).where(mine)).one_or_none()
    return None if row is None or row[0] is None else (row[0], row[1])


def next_signs(session: Session, now: datetime) -> int | None:
    """The id of the door signs that wait longest for a worker, or whose worker has vanished."""
    may_go_on = DoorSigns.state.in_([SignsState.QUEUED, SignsState.RUNNING])
    waits = sa.and_(may_go_on, is_free(DoorSigns.lease_until, now))
    return session.scalar(sa.select(DoorSigns.id).where(waits).order_by(DoorSigns.id).limit(1))
