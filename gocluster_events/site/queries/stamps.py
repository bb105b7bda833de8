"""By what one knows that anything of what is public after the day is another; each is one statement."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import among
from gocluster_events.meeting.agenda.models import Version
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.materials.models import Material
from gocluster_events.post_event.photos.models import Photo
from gocluster_events.post_event.releases.models import Release
from gocluster_events.post_event.releases.rules import GRANTED, Kind

_EVENT: Any = sa.bindparam("event", type_=sa.Integer)


def _of_all(value: Any, column: Any, *which: sa.ColumnElement[bool]) -> sa.ScalarSelect[Any]:
    return sa.select(value).where(column.class_.event_id == Event.id, *which).scalar_subquery()


_PROGRAMME = [_of_all(sa.func.sum(number), number) for number in (Version.number, Version.redaction)]
_KINDS = (Material, Photo, Card)
_REVISIONS = [_of_all(sa.func.sum(kind.revision), kind.revision) for kind in _KINDS]
_UUIDS = [_of_all(sa.func.aggregate_strings(kind.uuid, " "), kind.uuid) for kind in _KINDS]  # ids come again
_YES = (Release.kind == Kind.CARD, among(Release.state, GRANTED))
_NAMED = _of_all(sa.func.sum(Release.id), Release.id, *_YES)
_STAMP = sa.select(Event.report_version, *_PROGRAMME, *_REVISIONS, *_UUIDS, _NAMED).where(
    Event.id == _EVENT, Event.status != EventStatus.DRAFT
)
_PUBLIC_REPORT = (Event.report_version.is_not(None), Event.status != EventStatus.DRAFT)
_REPORTS = sa.select(Event.id, Event.report_version, *_PROGRAMME).where(*_PUBLIC_REPORT).order_by(Event.id)


def stamp_of(session: Session, event_id: int) -> tuple[int | str | None, ...]:
    """The version of the edition's report that is public, None without one, and by what its programme, materials,
    photos and cards are known, and who lets a card name them: it is another if any of these is added, changed or
    removed. One statement. Of a draft edition there is none.
    """
    return tuple(session.execute(_STAMP, {"event": event_id}).one_or_none() or (None,))  # it may just be gone


def stamp_of_reports(session: Session) -> tuple[tuple[int, ...], ...]:
    """The versions of all reports that are public, and of their programmes, with which names go. One statement."""
    return tuple(tuple(row) for row in session.execute(_REPORTS))
