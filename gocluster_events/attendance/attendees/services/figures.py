"""Freezing the figures of a meeting, so that they outlive the people they count."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import FrozenFigures
from gocluster_events.attendance.attendees.queries import figures as queries
from gocluster_events.attendance.attendees.rules.frozen import FreezingRefusal, to_stored
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit


def freeze(event_id: int, act: Act) -> None:
    """The figures stay as they are, whoever is erased or let in later. Works in archives; twice changes nothing.

    Raises Refused as long as the meeting is not over.
    """
    with db.transaction() as session:
        event = events.lock(session, event_id)
        if not events.phase(session, event, act.at).is_over:
            raise Refused(FreezingRefusal.NOT_OVER)
        if freeze_in(session, event_id, act.at):
            audit(session, event_id, "edition.figures_frozen", act)


def freeze_in(session: Session, event_id: int, now: datetime) -> bool:
    """As `freeze`, in the caller's transaction and without a look at the days; whether they were not frozen before."""
    event = events.lock(session, event_id)
    if queries.frozen_figures(session, event, now) is not None:
        return False
    tables = to_stored(queries.tables(session, event, after=True))
    session.merge(FrozenFigures(event_id=event_id, at=now, tables=tables))
    return True


def freeze_due(now: datetime) -> int:
    """The figures of every meeting that ended a fortnight ago are frozen. Called by the worker; returns how many."""
    with db.transaction() as session:
        due = queries.due_to_freeze(session, now)
    number = 0
    for event_id in due:
        with db.transaction() as session:
            number += freeze_in(session, event_id, now)
    return number
