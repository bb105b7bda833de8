"""The verbs that change items of the draft: added, edited, moved, shifted, copied, dropped."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale, as_seen
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft as draft_queries, publishing, steps
from gocluster_events.meeting.agenda.rules.change import Change, changes_back, still_there
from gocluster_events.meeting.agenda.rules.codes import Refusal
from gocluster_events.meeting.agenda.rules.document import change_to_json
from gocluster_events.meeting.agenda.rules.placement import later, pinned, to_every_room
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.agenda.services.storing import count, store
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import opened

open_for_changes = partial(opened, archived=Refusal.ARCHIVED)
"""The edition, whose draft nobody else changes until the transaction ends; refused when it is archived."""


def apply(event_id: int, changes: Sequence[Change], revisions: Mapping[str, int], act: Act) -> None:
    """The draft holds what the changes say; see `apply_in`."""
    with transaction() as session:
        apply_in(session, event_id, changes, revisions, act)


def apply_in(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, act: Act
) -> Sequence[Change]:
    """The draft holds what the changes say, one step tells of them, and the draft's conflicts are counted anew.

    ``revisions`` names, by UUID, the revision that ``act.by`` saw (0 or nothing: there was none yet); None: what is
    there now was seen. A change that already holds, as after a double click, is no change; returns the others.
    Raises Stale when somebody else changed one of the rows since, Refused when the edition is archived.
    """
    event = open_for_changes(session, event_id)
    made = store(session, event_id, changes, revisions, act.at)
    if made:
        _count(session, event, made, act)
    return made


def undo(event_id: int, number: int, act: Act) -> None:
    """What the step of that number changed is as it was before, and can be redone.

    Twice changes nothing. Raises Stale unless it is the last step that holds, Refused when the edition is archived.
    """
    with transaction() as session:
        event, step = open_for_changes(session, event_id), steps.step_to_undo(session, event_id)
        if _is(steps.step_to_redo(session, event_id), number, act.by):
            return
        if step is None or step.number != number:
            raise Stale
        step.undone_at, step.undone_by = act.at, act.by
        _replay(session, event, [change.inverse() for change in steps.changes_of(step)], act.at)


def redo(event_id: int, number: int, act: Act) -> None:
    """What the step of that number changed, before it was undone, is so again, and it is ``act.by``'s step from now on.

    Twice changes nothing. Raises Stale unless it is the next one to redo, Refused when the edition is archived.
    """
    with transaction() as session:
        event, step = open_for_changes(session, event_id), steps.step_to_redo(session, event_id)
        if _is(steps.step_to_undo(session, event_id), number, act.by):
            return
        if step is None or step.number != number:
            raise Stale
        step.at, step.actor, step.undone_at, step.undone_by = act.at, act.by, None, ""
        _replay(session, event, steps.changes_of(step), act.at)


def _is(step: models.Step | None, number: int, actor: str) -> bool:
    """Whether the step has that number and the actor was the last to act on it: the button was pressed twice."""
    return step is not None and (step.number, step.undone_by or step.actor) == (number, actor)


def restore(event_id: int, number: int, seen: int, act: Act) -> None:
    """The draft's scheduled items are those of the version of that number, by one step that can be undone.

    ``seen`` is the draft's revision that ``act.by`` looked at. Raises Stale when the draft changed since, Refused when
    it is that version already, when there is no such version or when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        version = publishing.version(session, event_id, number)
        _take_back(session, event, version.timetable if version else None, seen, act)


def restore_snapshot(event_id: int, snapshot_id: int, seen: int, act: Act) -> None:
    """The draft's scheduled items are those of the snapshot of that id, by one step; raises as `restore` does."""
    with transaction() as session:
        event = open_for_changes(session, event_id)
        snapshot = publishing.snapshot(session, event_id, snapshot_id)
        _take_back(session, event, snapshot.timetable if snapshot else None, seen, act)


def _take_back(session: Session, event: Event, state: Timetable | None, seen: int, act: Act) -> None:  # fmt: skip
    as_seen(steps.head(session, event.id), seen)
    draft = draft_queries.draft(session, event)
    changes = still_there(changes_back(draft, state), draft) if state else ()
    if not apply_in(session, event.id, changes, None, act):
        raise Refused(Refusal.SAME)


def _replay(session: Session, event: Event, changes: Sequence[Change], now: datetime) -> None:
    """The draft holds what the changes say, as far as rooms, tracks and people are still there."""
    store(session, event.id, still_there(changes, draft_queries.draft(session, event)), None, now)
    touch_draft(session, event)


def touch_draft(session: Session, event: Event) -> None:
    """Open pages learn that the draft changed, though no step records it, and its conflicts are counted anew."""
    _head(session, event).revision += 1
    recount(session, event.id)


def recount(session: Session, event_id: int) -> None:
    """The draft's number of conflicts is counted anew, after the edition's days, rooms or tracks changed."""
    session.flush()
    head = session.get(models.Draft, event_id)
    if head is not None:
        head.conflicts = count(session, session.get_one(Event, event_id))


def _count(session: Session, event: Event, made: Iterable[Change], act: Act) -> None:
    session.flush()
    head = _head(session, event)
    head.revision += 1
    head.conflicts = count(session, event)
    undone = sa.and_(models.Step.event_id == event.id, models.Step.undone_at.is_not(None))
    session.execute(sa.delete(models.Step).where(undone))  # what was undone can be redone no more
    step = models.Step(event_id=event.id, number=head.revision, actor=act.by, at=act.at)
    step.changes = [change_to_json(change) for change in made]
    session.add(step)


def _head(session: Session, event: Event) -> models.Draft:
    head = session.get(models.Draft, event.id)
    if head is None:
        head = models.Draft(event_id=event.id, revision=0)
        session.add(head)
    return head


def shift(event_id: int, items: Sequence[str], minutes: int, seen: int, act: Act) -> None:
    """These items of the draft begin so many minutes later (negative: earlier), by one step.

    ``seen`` is the draft's revision that ``act.by`` looked at; twice with the same one moves once. Raises Stale when
    somebody else changed the draft since, Refused when the edition is archived.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        if _is_new(session, event_id, seen, act.by):
            apply_in(session, event_id, later(draft_queries.draft(session, event), items, minutes), None, act)


def pin(event_id: int, items: Sequence[str], act: Act, *, is_pinned: bool) -> Sequence[Change]:
    """Proposals leave these items where they are, or no longer, by one step; returns what changed.

    Items that are gone are left out. Raises Refused when the edition is archived.
    """
    with transaction() as session:
        draft = draft_queries.draft(session, open_for_changes(session, event_id))
        return apply_in(session, event_id, pinned(draft, items, is_pinned=is_pinned), None, act)


def copy_to_every_room(event_id: int, item: str, uuids: Sequence[str], seen: int, act: Act) -> None:  # fmt: skip
    """Each room that had no break like this one has a copy of it, by one step; ``uuids`` are for the copies.

    Raises as `shift` does; an item that is gone is copied nowhere.
    """
    with transaction() as session:
        event = open_for_changes(session, event_id)
        draft = draft_queries.draft(session, event)
        original = draft.item(item)
        if original is not None and _is_new(session, event_id, seen, act.by):
            apply_in(session, event_id, to_every_room(draft, original, uuids), None, act)


def _is_new(session: Session, event_id: int, seen: int, actor: str) -> bool:
    """Whether the draft is as ``seen``; False if the one step since is the actor's own: a button pressed twice."""
    revision, last = steps.head(session, event_id).revision, steps.step_to_undo(session, event_id)
    if revision == seen:
        return True
    if last is not None and (revision, last.number, last.actor) == (seen + 1, seen + 1, actor):
        return False
    raise Stale
