"""Publishing a version or a stored state, and planning it for an hour."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft, publishing, steps
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.document import FORMAT, to_document
from gocluster_events.meeting.agenda.rules.publicity import as_published
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services.drafting import open_for_changes
from gocluster_events.meeting.agenda.services.snapshots import keep_in
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit, refuse_archived
from gocluster_events.meeting.events.services.archive_copies import withdraw

Check = Callable[[Timetable | None, Timetable], None]
"""Raises Refused where a state may not be the next version in place of the last one, if any."""


def plan_publication(
    session: Session,
    event_id: int,
    due_at: datetime,
    *,
    note: Localized,
    audiences: Collection[str],
    seen: int,
    act: Act,
    despite_errors: bool = True,
) -> None:
    """The draft as it is now, which ``act.by`` saw at revision ``seen``, is published at that hour; nothing else is.

    Raises Stale when the draft changed since, Refused when the hour has passed, nothing changed, the edition is
    archived, or the checks find an error that it is not to be published despite of.
    """
    event = open_for_changes(session, event_id)
    as_seen(steps.head(session, event_id), seen)
    if due_at <= act.at:
        raise Refused(Refusal.PAST)
    last, planned = publishing.latest(session, event_id), _checked(session, event, despite_errors=despite_errors)
    if last is not None and last.timetable == planned:
        raise Refused(Refusal.UNCHANGED)
    forget_publication(session, event_id)
    snapshot = keep_in(session, event_id, planned, "", act)
    row = models.TimedPublication(event_id=event_id, snapshot_id=snapshot.id, due_at=due_at, note=note)
    row.audiences, row.planned_at, row.planned_by = sorted(audiences), act.at, act.by
    session.add(row)
    audit(session, event_id, "programme.timed", act, about="")


def move_publication(session: Session, event_id: int, due_at: datetime, act: Act, *, seen: str) -> None:  # fmt: skip
    """What is planned happens at that hour instead; with nothing planned, nothing does.

    Raises Refused when the hour has passed or the edition is archived, and Stale when another hour was ``seen``
    than the one that it had.
    """
    open_for_changes(session, event_id)
    if due_at <= act.at:
        raise Refused(Refusal.PAST)
    row = session.get(models.TimedPublication, event_id)
    if row is not None:
        if row.due_at.isoformat() != seen:
            raise Stale
        row.due_at, row.failure = due_at, None
        audit(session, event_id, "programme.timed", act, about="")


def cancel_publication(session: Session, event_id: int, act: Act) -> None:
    """No publication is planned any more; if one was, that is on record."""
    if forget_publication(session, event_id):
        audit(session, event_id, "programme.time_cancelled", act, about="")


def forget_publication(session: Session, event_id: int) -> bool:
    """No publication is planned any more; returns whether one was."""
    row = session.get(models.TimedPublication, event_id)
    if row is None:
        return False
    snapshot = session.get_one(models.Snapshot, row.snapshot_id)
    session.delete(row)
    session.flush()
    session.delete(snapshot)
    session.flush()
    return True


@dataclass(frozen=True, slots=True)
class Issued:
    """A version that has just been published, what it holds and what it took the place of; None: it is the first."""

    event: Event
    version: models.Version
    before: Timetable | None
    timetable: Timetable


def publish(
    session: Session, event_id: int, note: Localized, act: Act, seen: int | None = None, *, despite_errors: bool = True,
    check: Check = lambda _before, _timetable: None,
) -> Issued:  # fmt: skip
    """The draft's placed items are the edition's latest version, which never changes again.

    ``seen`` is the draft's revision that ``act.by`` looked at (None: whichever it is).
    Raises Stale when the draft changed since, Refused when nothing changed, the edition is archived, the checks find an
    error that it is not to be published despite of, or the ``check`` says no, which is made before anything is written.
    """
    event = open_for_changes(session, event_id)
    if seen is not None:
        as_seen(steps.head(session, event_id), seen)
    return publish_state(session, event, _checked(session, event, despite_errors=despite_errors), note, act, check)


def _checked(session: Session, event: Event, *, despite_errors: bool) -> Timetable:
    """The draft as it would be published. Raises Refused when it has errors, unless ``despite_errors``."""
    timetable = draft.draft(session, event)
    if not despite_errors and any(each.severity is Severity.ERROR for each in conflicts(timetable)):
        raise Refused(Refusal.ERRORS)
    return as_published(timetable)


def publish_state(
    session: Session, event: Event, timetable: Timetable, note: Localized, act: Act,
    check: Check = lambda _before, _timetable: None,
) -> Issued:  # fmt: skip
    """A stored state is the next version of an edition that is locked. Nothing is planned for later any more.

    Raises Refused when nothing changed, the edition is archived, or the ``check`` says no.
    """
    refuse_archived(event, Refusal.ARCHIVED)
    last = publishing.latest(session, event.id)
    if last is not None and last.timetable == timetable:
        raise Refused(Refusal.UNCHANGED)
    check(last.timetable if last else None, timetable)
    version = models.Version(
        event_id=event.id,
        number=1 if last is None else last.number + 1,
        format=FORMAT,
        document=to_document(timetable),
        note=note,
        published_at=act.at,
        published_by=act.by,
    )
    session.add(version)
    session.flush()
    if last is not None:  # what it no longer holds is public no longer
        withdraw(session, event.id, act.at)
    audit(session, event.id, "programme.published", act, about=f"version:{version.id}")
    forget_publication(session, event.id)
    return Issued(event, version, last.timetable if last else None, timetable)
