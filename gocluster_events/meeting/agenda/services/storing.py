"""Storing a step's changes in the rows of the draft, and counting the findings that need attention."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.db import Revised
from gocluster_events.core.errors import Stale
from gocluster_events.core.mail.services import outbox
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries import draft
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.document import links_to_json
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Person
from gocluster_events.meeting.events.models import Event


def store(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, now: datetime
) -> list[Change]:
    """The rows hold what the changes say; returns the changes that did not hold already."""
    persons = [change for change in changes if isinstance(change.subject, Person)]
    items = [change for change in changes if isinstance(change.subject, Item)]
    blocks = [change for change in changes if isinstance(change.subject, TimeBlock)]
    made = [*_store_people(session, event_id, persons, revisions), *_store_blocks(session, event_id, blocks, revisions)]
    session.flush()  # items name people by their id
    made += _store_items(session, event_id, items, revisions, now)
    return made


def _store_people(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None
) -> Iterable[Change]:
    rows = draft.person_rows(session, event_id, [change.touched for change in changes])
    for change in changes:
        row = rows.get(change.touched)
        if (None if row is None else draft.person_of(row)) == change.after:
            continue
        _refuse_stale(row, change, revisions)
        match change.after:
            case Person() as person:
                row = row or models.Person(uuid=person.uuid, event_id=event_id, revision=0)
                write_person(row, person)
                session.add(row)
            case _ if row is not None and not draft.is_published(session, event_id, row.uuid):
                session.delete(row)
                for forget in (outbox.forget, sessions.end_sessions):
                    forget(session, f"person:{row.id}")
            case _:
                continue  # versions name them, so they stay in the draft too, where their name can be removed
        yield change


def _store_blocks(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None
) -> Iterable[Change]:
    rows = draft.block_rows(session, event_id, [change.touched for change in changes])
    for change in changes:
        row = rows.get(change.touched)
        if (None if row is None else draft.block_of(row)) == change.after:
            continue
        _refuse_stale(row, change, revisions)
        match change.after:
            case TimeBlock() as block:
                row = row or models.TimeBlock(uuid=block.uuid, event_id=event_id, revision=0)
                row.name, row.starts_at, row.length_minutes = block.name, block.starts_at, block.length_minutes
                row.revision += 1
                session.add(row)
            case _ if row is not None:
                session.delete(row)
        yield change


def _store_items(
    session: Session, event_id: int, changes: Sequence[Change], revisions: Mapping[str, int] | None, now: datetime
) -> Iterable[Change]:
    rows = draft.item_rows(session, event_id, [change.touched for change in changes])
    cast = draft.appearances(session, [row.id for row in rows.values()])
    written: list[tuple[models.Item, Item]] = []
    for change in changes:
        row = rows.get(change.touched)
        standing = draft.item_of(row, cast.get(row.id, ())) if row is not None and row.dropped_at is None else None
        if standing == change.after:
            continue
        _refuse_stale(row, change, revisions)
        match change.after:
            case Item() as item:
                row = row or models.Item(uuid=item.uuid, event_id=event_id, revision=0)
                _write_item(row, item)
                session.add(row)
                written.append((row, item))
            case _ if row is not None:
                row.dropped_at = now
                row.revision += 1
        yield change
    _write_casts(session, event_id, written)


def _refuse_stale(row: Revised | None, change: Change, revisions: Mapping[str, int] | None) -> None:
    if revisions is not None and (0 if row is None else row.revision) != revisions.get(change.touched, 0):
        raise Stale


def write_person(row: models.Person, person: Person) -> None:
    """The row holds the person, and its revision rises."""
    row.title, row.first_name, row.last_name = person.title, person.first_name, person.last_name
    row.position, row.organisation, row.biography = person.position, person.organisation, person.biography
    if row.email and row.email != person.email:
        row.generation += 1  # a link that went to another address opens nothing any more
    row.email, row.status, row.is_redacted = person.email, person.status, person.is_redacted
    row.portrait, row.portrait_consent = person.portrait, person.portrait_consent
    row.available = [[start.isoformat(), end.isoformat()] for start, end in person.available]
    row.sort_key = text.sort_key(person.last_name, person.first_name)[:400]
    row.revision += 1


def _write_item(row: models.Item, item: Item) -> None:
    row.code, row.kind, row.title, row.abstract = item.code, item.kind, item.title, item.abstract
    row.summary, row.track_id, row.language, row.visibility = item.summary, item.track, item.language, item.visibility
    row.length_minutes, row.seats, row.has_stream = item.length_minutes, item.seats, item.has_stream
    row.starts_at, row.room_id = item.starts_at, item.room
    row.links, row.do_not_record, row.sign_up = links_to_json(item.links), item.do_not_record, item.sign_up
    row.is_pinned, row.dropped_at = item.is_pinned, None
    row.revision += 1


def _write_casts(session: Session, event_id: int, written: Sequence[tuple[models.Item, Item]]) -> None:
    """The items' appearances are these and no others; each person is of the same edition."""
    session.flush()  # an appearance names its item by its id
    of_these = models.Appearance.item_id.in_([row.id for row, _item in written])
    session.execute(sa.delete(models.Appearance).where(of_these))
    named = {uuid for _row, item in written for each in item.people for uuid in (each.person, each.for_person) if uuid}
    people = draft.person_rows(session, event_id, named)
    for row, item in written:
        for position, each in enumerate(item.people):
            appearance = models.Appearance(item_id=row.id, person_id=people[each.person].id, part=each.part)
            appearance.position = position
            appearance.for_person_id = people[each.for_person].id if each.for_person else None
            session.add(appearance)


def count(session: Session, event: Event) -> int:
    """How many findings somebody has to act on; what was accepted and is found no more is forgotten."""
    session.flush()
    findings = draft.findings(session, event.id, draft.draft(session, event))
    fingerprints = [each.acceptance.fingerprint for each in findings.accepted]
    forget(session, event.id, models.Acceptance.fingerprint.not_in(fingerprints))
    return len(findings.needing_attention)


def forget(session: Session, event_id: int, which: sa.ColumnElement[bool]) -> None:
    """These acceptances of the edition are gone."""
    session.execute(sa.delete(models.Acceptance).where(models.Acceptance.event_id == event_id, which))
