"""Reads of the draft's steps: what was changed, and what can be undone and redone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import UTCDateTime
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.document import change_from_json

_DONE_AT = sa.func.coalesce(models.Step.undone_at, models.Step.at, type_=UTCDateTime)
_DONE_BY = sa.case((models.Step.undone_at.is_not(None), models.Step.undone_by), else_=models.Step.actor)


@dataclass(frozen=True, slots=True)
class Head:
    """The draft as a whole: its revision and the number of its conflicts."""

    revision: int
    conflicts: int


def head(session: Session, event_id: int) -> Head:
    """The draft's revision (0: never touched) and its number of conflicts."""
    row = session.get(models.Draft, event_id)
    return Head(0, 0) if row is None else Head(row.revision, row.conflicts)


def revision(session: Session, event_id: int) -> int:
    """The draft's revision as the database has it now, whatever the session has read before."""
    return session.scalar(sa.select(models.Draft.revision).where(models.Draft.event_id == event_id)) or 0


def changed_at(session: Session, event_id: int) -> datetime | None:
    """When the draft was last changed; None while nobody has touched it."""
    return session.scalar(sa.select(sa.func.max(_DONE_AT)).where(models.Step.event_id == event_id))


def steps(session: Session, event_id: int, limit: int) -> Sequence[tuple[datetime, str]]:
    """The latest changes of the draft, undoing included: when, and by whom."""
    statement = sa.select(_DONE_AT, _DONE_BY).where(models.Step.event_id == event_id)
    newest = statement.order_by(_DONE_AT.desc(), models.Step.number.desc()).limit(limit)
    return [(at, actor) for at, actor in session.execute(newest)]


def step(session: Session, event_id: int, number: int) -> models.Step | None:
    """The step of a number."""
    mine = sa.and_(models.Step.event_id == event_id, models.Step.number == number)
    return session.scalar(sa.select(models.Step).where(mine))


def step_to_undo(session: Session, event_id: int) -> models.Step | None:
    """The last step that is not undone; None if there is none."""
    holds = sa.and_(models.Step.event_id == event_id, models.Step.undone_at.is_(None))
    return session.scalar(sa.select(models.Step).where(holds).order_by(models.Step.number.desc()).limit(1))


def step_to_redo(session: Session, event_id: int) -> models.Step | None:
    """The first of the steps that were undone since the last one that holds."""
    last = step_to_undo(session, event_id)
    later = sa.and_(models.Step.event_id == event_id, models.Step.number > (last.number if last else 0))
    return session.scalar(sa.select(models.Step).where(later).order_by(models.Step.number).limit(1))


def last_steps(session: Session, event_id: int, limit: int) -> Sequence[models.Step]:
    """The latest steps, those that are undone too, the newest first."""
    statement = sa.select(models.Step).where(models.Step.event_id == event_id)
    return session.scalars(statement.order_by(models.Step.number.desc()).limit(limit)).all()


def changes_of(step: models.Step) -> tuple[Change, ...]:
    """What the step changed."""
    return tuple(change_from_json(each) for each in step.changes)


def changes_since(session: Session, event_id: int, revision: int) -> tuple[Change, ...] | None:
    """What was changed since the draft had that revision, in order; None where steps do not tell all of it."""
    now = head(session, event_id).revision
    if revision > now:
        return None  # of a database that has been restored since
    later = sa.and_(models.Step.event_id == event_id, models.Step.number > revision)
    rows = session.scalars(sa.select(models.Step).where(later).order_by(models.Step.number)).all()
    numbers = [row.number for row in rows if row.undone_at is None]
    if numbers != list(range(revision + 1, now + 1)) or len(numbers) != len(rows):
        return None  # something was undone or redone, or changed without a step
    return tuple(change for row in rows for change in changes_of(row))
