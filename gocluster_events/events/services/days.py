"""Verbs that change the days of an edition, within the verbs that change the edition."""

from collections.abc import Iterable
from dataclasses import asdict

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events import queries
from gocluster_events.events.models import Event, EventDay
from gocluster_events.events.rules.days import EditionDay, moved_days
from gocluster_events.events.rules.edition import Settings


def add_days(session: Session, event_id: int, days: Iterable[EditionDay]) -> None:
    """The edition has these days besides."""
    session.add_all(EventDay(event_id=event_id, **asdict(day)) for day in days)


def follow_the_span(session: Session, event: Event, old: Settings, new: Settings) -> None:
    """The main days are those between the beginning and the end of the ``new`` settings."""
    before, after = (old.starts_at, old.ends_at), (new.starts_at, new.ends_at)
    if (before, old.zone) == (after, new.zone):
        return
    days = moved_days(queries.days(session, event), before, after, new.zone)
    session.execute(sa.delete(EventDay).where(EventDay.event_id == event.id))
    add_days(session, event.id, days)
