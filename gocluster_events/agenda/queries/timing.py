"""Reads about what is to be published at an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda import models
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.document import from_document
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.text import Localized


@dataclass(frozen=True, slots=True)
class Planned:
    """What is published at ``due_at``, and for whom letters are; ``failure`` says why it was not."""

    due_at: datetime
    planned_at: datetime
    planned_by: str
    note: Localized
    audiences: tuple[str, ...]
    failure: Refusal | None
    timetable: Timetable


def planned(session: Session, event_id: int) -> Planned | None:
    """What is to be published, or should have been."""
    statement = sa.select(models.TimedPublication, models.Snapshot).join(models.Snapshot)
    row = session.execute(statement.where(models.TimedPublication.event_id == event_id)).first()
    if row is None:
        return None
    timed, kept = row
    return Planned(
        due_at=timed.due_at,
        planned_at=timed.planned_at,
        planned_by=timed.planned_by,
        note=timed.note,
        audiences=tuple(timed.audiences),
        failure=timed.failure,
        timetable=from_document(kept.document, kept.format),
    )


def due_publications(session: Session, now: datetime) -> Sequence[int]:
    """The editions in which something is to be published by now."""
    timed = models.TimedPublication
    return session.scalars(
        sa.select(timed.event_id).where(timed.due_at <= now, timed.failure.is_(None)).order_by(timed.due_at)
    ).all()
