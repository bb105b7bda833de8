"""The verbs of the programme: changing its draft and publishing it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events import text
from gocluster_events.accounts import services as accounts
from gocluster_events.agenda import models, queries
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Refusal
from gocluster_events.agenda.rules.conflicts import conflicts
from gocluster_events.agenda.rules.document import FORMAT, change_to_json, to_document
from gocluster_events.agenda.rules.restoring import changes_back, still_there
from gocluster_events.agenda.rules.timetable import Item, Person, as_published
from gocluster_events.db import transaction
from gocluster_events.errors import Refused, Stale
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus
from gocluster_events.text import Localized


def apply(event_id: int, changes: Sequence[Change], revisions: Mapping[str, int], actor: str, now: datetime) -> None:
    """The draft holds what the changes say; see `apply_in`."""
    with transaction() as session:
        apply_in(session, event_id, changes, revisions, actor, now)


def apply_in(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, actor: str,
    now: datetime,
) -> Sequence[Change]:  # fmt: skip
    """The draft holds what the changes say, one step tells of them, and the draft's conflicts are counted anew.

    ``revisions`` names, by UUID, the revision that ``actor`` saw (0 or nothing: there was none yet); None: what is
    there now was seen. A change that already holds, as after a double click, is no change; returns the others.
    Raises Stale when somebody else changed one of the rows since, Refused when the edition is archived.
    """
    event = _open_for_changes(session, event_id)
    made = _store(session, event_id, changes, revisions, now)
    if made:
        _count(session, event, made, actor, now)
    return made


def undo(event_id: int, number: int, actor: str, now: datetime) -> None:
    """What the step of that number changed is as it was before, and can be redone.

    Twice changes nothing. Raises Stale unless it is the last step that holds, Refused when the edition is archived.
    """
    with transaction() as session:
        event, step = _open_for_changes(session, event_id), queries.step_to_undo(session, event_id)
        if _is(queries.step_to_redo(session, event_id), number, actor):
            return
        if step is None or step.number != number:
            raise Stale
        step.undone_at, step.undone_by = now, actor
        _replay(session, event, [change.inverse() for change in queries.changes_of(step)], now)


def redo(event_id: int, number: int, actor: str, now: datetime) -> None:
    """What the step of that number changed, before it was undone, is so again, and it is ``actor``'s step from now on.

    Twice changes nothing. Raises Stale unless it is the next one to redo, Refused when the edition is archived.
    """
    with transaction() as session:
        event, step = _open_for_changes(session, event_id), queries.step_to_redo(session, event_id)
        if _is(queries.step_to_undo(session, event_id), number, actor):
            return
        if step is None or step.number != number:
            raise Stale
        step.at, step.actor, step.undone_at, step.undone_by = now, actor, None, ""
        _replay(session, event, queries.changes_of(step), now)


def _is(step: models.Step | None, number: int, actor: str) -> bool:
    """Whether it is that step, and the actor the last to do something with it: the button was pressed twice."""
    return step is not None and (step.number, step.undone_by or step.actor) == (number, actor)


def restore(event_id: int, number: int, seen: int, actor: str, now: datetime) -> None:
    """The draft's scheduled items are those of the version of that number, by one step that can be undone.

    ``seen`` is the draft's revision that ``actor`` looked at. Raises Stale when the draft changed since, Refused when
    it is that version already, when there is no such version or when the edition is archived.
    """
    with transaction() as session:
        event = _open_for_changes(session, event_id)
        if queries.head(session, event_id).revision != seen:
            raise Stale
        version, draft = queries.version(session, event_id, number), queries.draft(session, event)
        found = still_there(changes_back(draft, version.timetable), draft) if version else ()
        if not apply_in(session, event_id, found, None, actor, now):
            raise Refused(Refusal.SAME)


def _replay(session: Session, event: Event, changes: Sequence[Change], now: datetime) -> None:
    """The draft holds what the changes say, as far as rooms, tracks and people are still there."""
    _store(session, event.id, still_there(changes, queries.draft(session, event)), None, now)
    _head(session, event).revision += 1
    recount(session, event.id)


def publish(
    session: Session, event_id: int, note: Localized, actor: str, now: datetime, seen: int | None = None
) -> models.Version:
    """The draft's placed items are the edition's latest version, which is returned and never changes again.

    ``seen`` is the draft's revision that ``actor`` looked at (None: whichever it is).
    Raises Stale when the draft changed since, Refused when nothing changed or the edition is archived.
    """
    event = _open_for_changes(session, event_id)
    if seen is not None and seen != queries.head(session, event_id).revision:
        raise Stale
    timetable = as_published(queries.draft(session, event))
    last = queries.latest(session, event_id)
    if last is not None and last.timetable == timetable:
        raise Refused(Refusal.UNCHANGED)
    version = models.Version(
        event_id=event_id,
        number=1 if last is None else last.number + 1,
        format=FORMAT,
        document=to_document(timetable),
        note=note,
        published_at=now,
        published_by=actor,
    )
    session.add(version)
    session.flush()
    scope, subject = f"edition:{event_id}", f"version:{version.id}"
    accounts.audit(session, actor=actor, action="programme.published", scope=scope, subject=subject, now=now)
    return version


def recount(session: Session, event_id: int) -> None:
    """The draft's number of conflicts is true again, after the edition's days, rooms or tracks changed."""
    session.flush()
    head = session.get(models.Draft, event_id)
    if head is not None:
        head.conflicts = len(conflicts(queries.draft(session, session.get_one(Event, event_id))))


def _open_for_changes(session: Session, event_id: int) -> Event:
    events.lock(session, event_id)  # before any other read: what was read earlier may be stale
    event = session.get_one(Event, event_id)
    if event.status is EventStatus.ARCHIVED:
        raise Refused(Refusal.ARCHIVED)
    return event


def _count(session: Session, event: Event, made: Iterable[Change], actor: str, now: datetime) -> None:
    session.flush()
    head = _head(session, event)
    head.revision += 1
    head.conflicts = len(conflicts(queries.draft(session, event)))
    undone = sa.and_(models.Step.event_id == event.id, models.Step.undone_at.is_not(None))
    session.execute(sa.delete(models.Step).where(undone))  # what was undone can be redone no more
    step = models.Step(event_id=event.id, number=head.revision, actor=actor, at=now)
    step.changes = [change_to_json(change) for change in made]
    session.add(step)


def _head(session: Session, event: Event) -> models.Draft:
    head = session.get(models.Draft, event.id)
    if head is None:
        head = models.Draft(event_id=event.id, revision=0)
        session.add(head)
    return head


def _store(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, now: datetime
) -> list[Change]:
    """The rows hold what the changes say; returns those that were none before."""
    persons = [change for change in changes if isinstance(change.subject, Person)]
    items = [change for change in changes if isinstance(change.subject, Item)]
    made = [*_store_people(session, event_id, persons, revisions)]
    session.flush()  # items name people by their id
    made += _store_items(session, event_id, items, revisions, now)
    return made


def _store_people(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None
) -> Iterable[Change]:
    rows = queries.person_rows(session, event_id, [change.touched for change in changes])
    for change in changes:
        row = rows.get(change.touched)
        if (None if row is None else queries.person_of(row)) == change.after:
            continue
        _refuse_stale(row, change, revisions)
        match change.after:
            case Person() as person:
                row = row or models.Person(uuid=person.uuid, event_id=event_id, revision=0)
                _write_person(row, person)
                session.add(row)
            case _ if row is not None:
                session.delete(row)
        yield change


def _store_items(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, now: datetime
) -> Iterable[Change]:
    rows = queries.item_rows(session, event_id, [change.touched for change in changes])
    cast = queries.appearances(session, [row.id for row in rows.values()])
    for change in changes:
        row = rows.get(change.touched)
        standing = queries.item_of(row, cast.get(row.id, ())) if row is not None and row.dropped_at is None else None
        if standing == change.after:
            continue
        _refuse_stale(row, change, revisions)
        match change.after:
            case Item() as item:
                row = row or models.Item(uuid=item.uuid, event_id=event_id, revision=0)
                _write_item(row, item)
                session.add(row)
                session.flush()
                _write_cast(session, row, item)
            case _ if row is not None:
                row.dropped_at = now
                row.revision += 1
        yield change


def _refuse_stale(row: models.Item | models.Person | None, change: Change, revisions: Mapping[str, int] | None) -> None:
    if revisions is not None and (0 if row is None else row.revision) != revisions.get(change.touched, 0):
        raise Stale


def _write_person(row: models.Person, person: Person) -> None:
    row.title, row.first_name, row.last_name = person.title, person.first_name, person.last_name
    row.position, row.organisation = person.position, person.organisation
    row.sort_key = text.sort_key(person.last_name, person.first_name)[:400]
    row.revision += 1


def _write_item(row: models.Item, item: Item) -> None:
    row.code, row.kind, row.title, row.abstract = item.code, item.kind, item.title, item.abstract
    row.track_id, row.language, row.visibility = item.track, item.language, item.visibility
    row.length_minutes, row.seats, row.has_stream = item.length_minutes, item.seats, item.has_stream
    row.starts_at, row.room_id = item.starts_at, item.room
    row.dropped_at = None
    row.revision += 1


def _write_cast(session: Session, row: models.Item, item: Item) -> None:
    """The item's appearances are these and no others; each person is of the same edition."""
    session.execute(sa.delete(models.Appearance).where(models.Appearance.item_id == row.id))
    people = queries.person_rows(session, row.event_id, [each.person for each in item.people])
    for position, each in enumerate(item.people):
        person_id = people[each.person].id
        session.add(models.Appearance(item_id=row.id, person_id=person_id, part=each.part, position=position))
