"""Reads of uploaded programme files: what importing one would change in the draft now."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.leases import is_free
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.importing.rules.incoming import read_source
from gocluster_events.meeting.agenda.importing.rules.plan import ImportPlan, Surroundings, keys_of, plan_import
from gocluster_events.meeting.agenda.importing.rules.unknown import UnknownWord, with_choices
from gocluster_events.meeting.agenda.queries.draft import draft, dropped
from gocluster_events.meeting.agenda.rules.source import Vocabulary, from_json
from gocluster_events.meeting.agenda.rules.uploads import UploadState
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.queries import days

_AT_ONCE = 10_000  # no database takes arbitrarily many values in one statement


def programme_import(session: Session, event_id: int, import_id: int) -> models.ProgrammeImport | None:
    """The uploaded file of an id; None when it is imported, removed or another edition's."""
    row = session.get(models.ProgrammeImport, import_id)
    return row if row is not None and row.event_id == event_id else None


def next_upload(session: Session, now: datetime) -> int | None:
    """The id of the file that waits longest to be read, or whose reader has vanished."""
    free = is_free(models.ProgrammeImport.lease_until, now)
    lost = sa.and_(models.ProgrammeImport.state == UploadState.RUNNING, free)
    waits = sa.or_(models.ProgrammeImport.state == UploadState.QUEUED, lost)
    oldest = models.ProgrammeImport.id
    return session.scalar(sa.select(oldest).where(waits).order_by(oldest).limit(1))


def import_plan(session: Session, event: Event, row: models.ProgrammeImport, vocabulary: Vocabulary) -> ImportPlan:
    """What importing the uploaded file would change in the draft now."""
    vocabulary = with_choices(vocabulary, row.choices)
    programme = read_source(from_json(row.source), vocabulary, event.zone)
    around = Surroundings(
        event.id,
        dropped(session, event.id),
        _elsewhere(session, event.id, keys_of(programme)),
        days(session, event),
    )
    return plan_import(programme, draft(session, event), vocabulary, around)


def unknown_words(event: Event, row: models.ProgrammeImport, vocabulary: Vocabulary) -> tuple[UnknownWord, ...]:
    """The words of the uploaded file that mean nothing to us, whatever somebody chose that they mean."""
    return read_source(from_json(row.source), vocabulary, event.zone).unknown


def _elsewhere(session: Session, event_id: int, uuids: Collection[str]) -> frozenset[str]:
    """Those of the UUIDs that items and people of other editions have."""
    foreign_uuids: set[str] = set()
    ordered = sorted(uuids)
    for start in range(0, len(ordered), _AT_ONCE):
        some = ordered[start : start + _AT_ONCE]
        for model in (models.Item, models.Person):
            statement = sa.select(model.uuid).where(model.event_id != event_id, model.uuid.in_(some))
            foreign_uuids.update(session.scalars(statement))
    return frozenset(foreign_uuids)
