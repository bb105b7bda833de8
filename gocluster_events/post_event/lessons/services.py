"""Something is noted for next time, changed, settled, removed, and ticked by the team of the next event.

Each works in an archived edition, too: much of what is learnt is learnt afterwards.
"""

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import as_seen
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.lessons import queries
from gocluster_events.post_event.lessons.models import Lesson, LessonTick
from gocluster_events.post_event.lessons.rules import Facts, State


def write(event_id: int, facts: Facts, page: str, act: Act) -> int:
    """The team has noted this on that page, a path (empty: not known); returns its id."""
    with transaction() as session:
        events.lock(session, event_id)
        row = Lesson(event_id=event_id, text=facts.text, weeks=facts.weeks, page=page, author=act.by, at=act.at)
        session.add(row)
        session.flush()
        _record(session, row, "lesson.added", act)
        return row.id


def change(event_id: int, lesson_id: int, facts: Facts, revision: int, act: Act) -> None:
    """The lesson is as typed. Raises Stale when somebody saved after ``revision`` or removed it."""
    with transaction() as session:
        events.lock(session, event_id)
        row = as_seen(queries.lesson(session, event_id, lesson_id), revision)
        if Facts(row.text, row.weeks) != facts:
            row.text, row.weeks = facts.text, facts.weeks
            row.revision += 1
            _record(session, row, "lesson.changed", act)


def settle(event_id: int, lesson_id: int, state: State, act: Act) -> None:
    """The lesson is in that state. Twice changes nothing."""
    with transaction() as session:
        events.lock(session, event_id)
        row = queries.lesson(session, event_id, lesson_id)
        if row is not None and row.state is not state:
            row.state = state
            _record(session, row, ACTIONS[state], act)


ACTIONS = {State.OPEN: "lesson.reopened", State.DONE: "lesson.done", State.DROPPED: "lesson.dropped"}


def remove(event_id: int, lesson_id: int, act: Act) -> None:
    """The lesson is gone, here and from the checklists that show it. Twice changes nothing."""
    with transaction() as session:
        events.lock(session, event_id)
        row = queries.lesson(session, event_id, lesson_id)
        if row is not None:
            _record(session, row, "lesson.removed", act)
            session.delete(row)


def tick(event_id: int, lesson_id: int, act: Act) -> None:
    """The team of the next edition has seen to the lesson, whoever did so first. Twice changes nothing."""
    with transaction() as session:
        event = events.lock(session, event_id)
        row, before = queries.reminder(session, event, lesson_id), session.get(LessonTick, (event_id, lesson_id))
        if row is not None and before is None:
            session.add(LessonTick(event_id=event_id, lesson_id=lesson_id, at=act.at, actor=act.by))
            audit(session, event_id, "lesson.ticked", act)


def untick(event_id: int, lesson_id: int, act: Act) -> None:
    """The lesson is to be looked at again. Twice changes nothing."""
    with transaction() as session:
        events.lock(session, event_id)
        before = session.get(LessonTick, (event_id, lesson_id))
        if before is not None:
            session.delete(before)
            audit(session, event_id, "lesson.opened", act)


def _record(session: Session, row: Lesson, action: str, act: Act) -> None:
    audit(session, row.event_id, action, act, about=f"lesson:{row.id}")
