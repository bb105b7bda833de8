"""Verbs that change the days of an edition, within the verbs that change the edition."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import EventDay
from gocluster_events.meeting.events.rules.days import EditionDay


def add_days(session: Session, event_id: int, days: Iterable[EditionDay]) -> None:
    """The edition has these days besides."""
    session.add_all(EventDay(event_id=event_id, **_facts(day)) for day in days)


def replace_days(session: Session, event_id: int, days: Iterable[EditionDay]) -> None:
    """The edition has these days and no others."""
    session.execute(sa.delete(EventDay).where(EventDay.event_id == event_id))
    add_days(session, event_id, days)


def _facts(day: EditionDay) -> dict[str, Any]:
    return {each.name: getattr(day, each.name) for each in fields(day)}
