"""Publishing at an hour: the state that was looked at is kept until then."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.accounts.services import sessions
from gocluster_events.agenda import models
from gocluster_events.agenda.queries import publishing, rows
from gocluster_events.agenda.queries import undoing as queries
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.agenda.services.drafting import open_for_changes
from gocluster_events.agenda.services.snapshots import keep_in
from gocluster_events.errors import Refused, Stale
from gocluster_events.text import Localized


def plan_publication(
    session: Session, event_id: int, due_at: datetime, *, note: Localized, audiences: Collection[str], seen: int,
    actor: str, now: datetime,
) -> None:  # fmt: skip
    """The draft as it is now, which ``actor`` saw at revision ``seen``, is published at that hour; nothing else is.

    Raises Stale when the draft changed since, Refused when the hour has passed, nothing changed or the edition is
    archived.
    """
    event = open_for_changes(session, event_id)
    if seen != queries.head(session, event_id).revision:
        raise Stale
    if due_at <= now:
        raise Refused(Refusal.PAST)
    last = publishing.latest(session, event_id)
    if last is not None and last.timetable == as_published(rows.draft(session, event)):
        raise Refused(Refusal.UNCHANGED)
    forget_publication(session, event_id)
    kept = keep_in(session, event, "", actor, now)
    row = models.TimedPublication(event_id=event_id, snapshot_id=kept.id, due_at=due_at, note=note)
    row.audiences, row.planned_at, row.planned_by = sorted(audiences), now, actor
    session.add(row)
    _record(session, event_id, "programme.timed", actor, now)


def move_publication(
    session: Session, event_id: int, due_at: datetime, actor: str, now: datetime, *, seen: str
) -> None:  # fmt: skip
    """What is planned happens at that hour instead; with nothing planned, nothing does.

    Raises Refused when the hour has passed or the edition is archived, and Stale when another hour was ``seen``
    than the one that it had.
    """
    open_for_changes(session, event_id)
    if due_at <= now:
        raise Refused(Refusal.PAST)
    row = session.get(models.TimedPublication, event_id)
    if row is not None:
        if row.due_at.isoformat() != seen:
            raise Stale
        row.due_at, row.failure = due_at, None
        _record(session, event_id, "programme.timed", actor, now)


def cancel_publication(session: Session, event_id: int, actor: str, now: datetime) -> None:
    """Nothing is planned any more."""
    if forget_publication(session, event_id):
        _record(session, event_id, "programme.time_cancelled", actor, now)


def forget_publication(session: Session, event_id: int) -> bool:
    """Nothing is planned any more; whether something was."""
    row = session.get(models.TimedPublication, event_id)
    if row is None:
        return False
    kept = session.get_one(models.Snapshot, row.snapshot_id)
    session.delete(row)
    session.flush()
    session.delete(kept)
    session.flush()
    return True


def _record(session: Session, event_id: int, action: str, actor: str, now: datetime) -> None:
    sessions.audit(session, actor=actor, action=action, scope=f"edition:{event_id}", subject="", now=now)
