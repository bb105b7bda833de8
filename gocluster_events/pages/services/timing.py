"""Publishing the programme at an hour, with its letters."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events import db
from gocluster_events.agenda import models
from gocluster_events.agenda import queries as programme
from gocluster_events.agenda import services as agenda
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.pages.rules.telling import Announcement, Audience, Voice
from gocluster_events.pages.services.publishing import announce


def plan_publication(
    event_id: int, announcement: Announcement, due_at: datetime, actor: str, now: datetime, *, seen: int
) -> None:  # fmt: skip
    """The draft that ``actor`` saw is published at that hour as it is now; it takes the place of what was planned.

    Raises Stale when the draft changed since, Refused when the hour has passed, nothing changed or the edition is
    archived.
    """
    audiences = [audience.value for audience in announcement.audiences]
    with transaction() as session:
        agenda.plan_publication(
            session, event_id, due_at, note=announcement.note, audiences=audiences, seen=seen, actor=actor, now=now
        )


def move_publication(event_id: int, due_at: datetime, actor: str, now: datetime, *, seen: str) -> None:
    """What is planned happens at that hour instead of the one that was ``seen``.

    Raises Refused when it has passed or the edition is archived, and Stale when it was another one.
    """
    with transaction() as session:
        agenda.move_publication(session, event_id, due_at, actor, now, seen=seen)


def cancel_publication(event_id: int, actor: str, now: datetime) -> None:
    """Nothing is planned any more, and no failure is told."""
    with transaction() as session:
        events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        agenda.cancel_publication(session, event_id, actor, now)


def publish_due(now: datetime, voice: Voice) -> int:
    """What is due is published, with its letters, or it is known why not; returns how many were.

    Any number of workers may do it at once.
    """
    return sum(_publish(event_id, now, voice) for event_id in programme.due_publications(db.session(), now))


def _publish(event_id: int, now: datetime, voice: Voice) -> bool:
    with transaction() as session:
        events.lock(session, event_id)  # before any other read: another worker may have done it
        timed = session.get(models.TimedPublication, event_id)
        if timed is None or timed.due_at > now or timed.failure is not None:
            return False
        return _publish_timed(session, timed, now, voice)


def _publish_timed(session: Session, timed: models.TimedPublication, now: datetime, voice: Voice) -> bool:
    planned = programme.planned(session, timed.event_id)
    before = programme.latest(session, timed.event_id)
    if planned is None:
        return False
    try:
        version = agenda.publish_state(
            session, timed.event_id, planned.timetable, planned.note, planned.planned_by, now
        )  # fmt: skip
    except Refused as refusal:
        timed.failure = Refusal(refusal.code)
        return False
    told = Announcement(planned.note, frozenset(map(Audience, planned.audiences)))
    announce(session, version, before.timetable if before else None, told, voice)
    return True
