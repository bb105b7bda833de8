"""Reads of materials: the team's list, what the public and participants may open, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.documents.pdf_facts import PdfFacts
from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.materials.models import Blob, Material
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules.codes import FileState
from gocluster_events.post_event.materials.rules.listing import Missing, missing_items
from gocluster_events.post_event.materials.rules.material import (
    Entry,
    MaterialFacts,
    PublicMaterial,
    Record,
    StoredFile,
    as_public,
    entries,
)
from gocluster_events.post_event.materials.rules.standing import opens_to, visible
from gocluster_events.post_event.releases import queries as releases
from gocluster_events.post_event.releases.rules import Kind as ReleaseKind

_FACTS = MaterialFacts.__dataclass_fields__


def records(session: Session, event_id: int, uuid: str | None = None) -> tuple[Record, ...]:
    """The materials of an edition (or the one of a UUID), by item and in order. One statement."""
    mine = [Material.event_id == event_id, *([Material.uuid == uuid] if uuid else [])]
    statement = sa.select(Material, Blob).outerjoin(Blob, Blob.id == Material.blob_id).where(*mine)
    rows = session.execute(statement.order_by(Material.item, Material.position, Material.id))
    return tuple(record(material, blob) for material, blob in rows)


def record(row: Material, blob: Blob | None) -> Record:
    """The material of a row as a value."""
    return Record(
        uuid=row.uuid, facts=MaterialFacts(**{name: getattr(row, name) for name in _FACTS}),
        file=stored_file(blob) if blob else None, position=row.position, revision=row.revision, added_at=row.added_at,
        added_by=row.added_by, published_at=row.published_at, published_by=row.published_by,
    )  # fmt: skip


def stored_file(row: Blob) -> StoredFile:
    """The file of a row as a value."""
    facts = PdfFacts(row.pages, row.is_tagged, row.language, row.title) if row.state is FileState.CHECKED else None
    return StoredFile(row.id, row.uuid, row.name, row.size, row.parts, row.state, row.fault, row.sha256, facts)


def programme(session: Session, event_id: int) -> Timetable | None:
    """The published programme as the public sees it; None before the first version."""
    version = agenda.published(session, event_id)
    return version.timetable if version else None


@dataclass(frozen=True, slots=True)
class Overview:
    """All materials of an edition as they stand, with the published programme, None where there is none."""

    entries: tuple[Entry, ...]
    timetable: Timetable | None


def overview(session: Session, event_id: int, uuid: str | None = None) -> Overview:
    """The materials of an edition (or the one of a UUID) as they stand. Three statements, one where there is none."""
    stored = records(session, event_id, uuid)
    if not stored and uuid:
        return Overview((), None)
    timetable = programme(session, event_id)
    answers = releases.releases_of(session, event_id, ReleaseKind.FILE) if stored else {}
    return Overview(entries(stored, timetable, answers), timetable)


def material(session: Session, event_id: int, uuid: str) -> Entry | None:
    """The material of a UUID as it stands."""
    return next(iter(overview(session, event_id, uuid).entries), None)


def public(session: Session, event: Event, now: datetime) -> tuple[PublicMaterial, ...]:
    """What anybody may open at ``now``, by item and in order. Nothing of a draft edition."""
    return _visible(session, event, now, is_participant=False)


def for_participants(session: Session, event: Event, now: datetime) -> tuple[PublicMaterial, ...]:
    """What whoever takes part in the edition may open at ``now``, by item and in order."""
    return _visible(session, event, now, is_participant=True)


def _visible(session: Session, event: Event, now: datetime, *, is_participant: bool) -> tuple[PublicMaterial, ...]:
    if event.status is EventStatus.DRAFT or not _has_published(session, event.id):
        return ()
    return tuple(
        as_public(each)
        for each in overview(session, event.id).entries
        if _is_open(each, now, is_participant=is_participant)
    )


def _has_published(session: Session, event_id: int) -> bool:
    any_one = sa.select(Material.id).where(Material.event_id == event_id, Material.published_at.is_not(None)).limit(1)
    return session.scalar(any_one) is not None


def opened(session: Session, event: Event, uuid: str, now: datetime, *, is_participant: bool) -> Entry | None:
    """The material of a UUID if somebody may open it at ``now``."""
    if event.status is EventStatus.DRAFT:
        return None
    each = material(session, event.id, uuid)
    return each if each and _is_open(each, now, is_participant=is_participant) else None


def _is_open(each: Entry, now: datetime, *, is_participant: bool) -> bool:
    return visible(each.standing, now) and opens_to(each.record.facts.seen_by, is_participant=is_participant)


def takes_part(session: Session, registration_id: int | None, event_id: int) -> bool:
    """Whether the registration has a place in the edition, on site or online."""
    if registration_id is None:
        return False
    row = session.execute(
        sa.select(Registration.event_id, Registration.status).where(Registration.id == registration_id)
    ).first()
    return row is not None and (row.event_id, row.status) == (event_id, Status.CONFIRMED)


def progress(session: Session, event_id: int) -> tuple[int, int]:
    """Of how many items of the published programme there are materials, and of how many some are expected."""
    timetable = programme(session, event_id)
    stored = entries(records(session, event_id), timetable, {})
    there = {each.record.facts.item for each in stored} & {item.uuid for item in (timetable.items if timetable else ())}
    lacking = missing_items(stored, timetable, waivers(session, event_id))
    return len(there), len(there) + len(lacking)


def missing(session: Session, event: Event) -> tuple[Missing, ...]:
    """The items of the published programme of which there is no material and somebody is asked for some."""
    everything = overview(session, event.id)
    return missing_items(everything.entries, everything.timetable, waivers(session, event.id))
