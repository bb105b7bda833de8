"""Reads of the states of the draft that the team keeps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda import models
from gocluster_events.agenda.rules.document import from_document
from gocluster_events.agenda.rules.timetable import Timetable


@dataclass(frozen=True, slots=True)
class Kept:
    """A state of the draft."""

    id: int
    name: str
    created_at: datetime
    created_by: str
    timetable: Timetable


def snapshots(session: Session, event_id: int) -> Sequence[models.Snapshot]:
    """Those that have a name, the latest first."""
    named = sa.select(models.Snapshot).where(models.Snapshot.event_id == event_id, models.Snapshot.name != "")
    return session.scalars(named.order_by(models.Snapshot.created_at.desc(), models.Snapshot.id.desc())).all()


def all_snapshots(session: Session, event_id: int) -> Sequence[models.Snapshot]:
    """Those without a name too."""
    return session.scalars(sa.select(models.Snapshot).where(models.Snapshot.event_id == event_id)).all()


def snapshot_row(session: Session, event_id: int, snapshot_id: int) -> models.Snapshot | None:
    """The snapshot of an id in that edition, if it has a name."""
    row = session.get(models.Snapshot, snapshot_id)
    return row if row is not None and row.event_id == event_id and row.name else None


def snapshot(session: Session, event_id: int, snapshot_id: int) -> Kept | None:
    """The same as a value."""
    row = snapshot_row(session, event_id, snapshot_id)
    return None if row is None else kept(row)


def kept(row: models.Snapshot) -> Kept:
    """What a row holds."""
    return Kept(row.id, row.name, row.created_at, row.created_by, from_document(row.document, row.format))
