"""What of each published edition is public right now, in a few numbers by which a change is noticed."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import among
from gocluster_events.meeting.agenda.models import Version
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.discovery.rules.entries import Edition
from gocluster_events.post_event.materials.models import Blob, Material
from gocluster_events.post_event.materials.rules.codes import FileState
from gocluster_events.post_event.releases.models import Release
from gocluster_events.post_event.releases.rules import GRANTED, SAID_NO
from gocluster_events.post_event.report.models import ReportVersion


@dataclass(frozen=True, slots=True)
class Stamp:
    """A published edition; while ``facts`` are the same, nothing else of it is public."""

    event_id: int
    edition: Edition
    facts: tuple[Any, ...]


def _of_edition(value: Any, table: Any, *conditions: Any) -> Any:
    return sa.select(value).where(table.event_id == Event.id, *conditions).correlate(Event).scalar_subquery()


_NUMBER, _SUM = sa.func.count(), sa.func.sum
_FACTS = [
    _of_edition(sa.func.max(Version.number), Version),
    _of_edition(_SUM(Version.redaction), Version),
    _of_edition(sa.cast(ReportVersion.document, sa.Text), ReportVersion, ReportVersion.number == Event.report_version),
    *(_of_edition(value, kind) for kind in (Material, Card) for value in (_NUMBER, _SUM(kind.id), _SUM(kind.revision))),
    _of_edition(_SUM(Blob.id), Blob, Blob.state == FileState.CHECKED),
    _of_edition(_NUMBER, Release),
    _of_edition(sa.func.max(Release.answered_at), Release),
    *(_of_edition(_SUM(Release.id), Release, among(Release.state, states)) for states in (GRANTED, SAID_NO)),
]
_EDITIONS = (
    sa.select(Event.id, Event.slug, Event.title, Event.starts_at, Event.zone, *_FACTS)
    .where(Event.status != EventStatus.DRAFT)
    .order_by(Event.starts_at.desc(), Event.id.desc())
)


def stamps(session: Session) -> tuple[Stamp, ...]:
    """Every published edition, the latest first, with what stands for all that is public of it: its programme and its
    redactions, the report word by word, materials, files, cards, and how people answered. One statement.
    """
    return tuple(
        Stamp(event_id, Edition(slug, title, starts_at.astimezone(ZoneInfo(zone)).year), (slug, title, *facts))
        for event_id, slug, title, starts_at, zone, *facts in session.execute(_EDITIONS)
    )
