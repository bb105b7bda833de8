"""Reads of what is to be better next time."""

from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.models import Account
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.lessons.models import Lesson, LessonTick
from gocluster_events.post_event.lessons.rules import Reminder, State, due


def of_edition(session: Session, event_id: int) -> Mapping[State, Sequence[tuple[Lesson, str]]]:
    """What the team of an edition has noted, each with the name of whoever did, by state; the earliest due first."""
    who = sa.func.coalesce(Account.name, Lesson.author)
    rows = sa.select(Lesson, who).outerjoin(Account, Account.email == Lesson.author)
    noted = session.execute(rows.where(Lesson.event_id == event_id).order_by(Lesson.weeks, Lesson.id)).all()
    return {state: [(row, name) for row, name in noted if row.state is state] for state in State}


def lesson(session: Session, event_id: int, lesson_id: int) -> Lesson | None:
    """One lesson of the edition."""
    return session.scalar(sa.select(Lesson).where(Lesson.event_id == event_id, Lesson.id == lesson_id))


def reminders(session: Session, event: Event) -> tuple[Reminder, ...]:
    """What the checklist of an edition takes over from the one of which it is a copy, by the day on which it is due.

    What is no longer open there, or was removed, is no longer here, unless somebody has ticked it.
    """
    zone = ZoneInfo(event.zone)
    first, last = event.starts_at.astimezone(zone).date(), event.ends_at.astimezone(zone).date()
    rows = session.execute(_taken_over(event, Lesson, Event.title, LessonTick.at, _WHO))
    noted = (
        Reminder(row.id, row.text, due(row.weeks, first, last), row.page, title, (at, who) if at else None)
        for row, title, at, who in rows
    )
    return tuple(sorted(noted, key=lambda each: (each.due, each.lesson_id)))


def reminder(session: Session, event: Event, lesson_id: int) -> Lesson | None:
    """One lesson that stands on the edition's checklist."""
    row: Lesson | None = session.scalar(_taken_over(event, Lesson).where(Lesson.id == lesson_id))
    return row


_WHO = sa.func.coalesce(Account.name, LessonTick.actor)


def _taken_over(event: Event, *columns: Any) -> sa.Select[Any]:
    is_ticked_here = sa.and_(LessonTick.lesson_id == Lesson.id, LessonTick.event_id == event.id)
    rows = sa.select(*columns).join(Event, Event.id == Lesson.event_id)
    rows = rows.outerjoin(LessonTick, is_ticked_here).outerjoin(Account, Account.email == LessonTick.actor)
    is_here = sa.or_(Lesson.state == State.OPEN, LessonTick.at.is_not(None))
    return rows.where(Lesson.event_id == event.copied_from_id, is_here)
