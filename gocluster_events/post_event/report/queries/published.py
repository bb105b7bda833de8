"""What everybody reads of reports: the version that stands, what teasers tell, and whose words are released."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.report.models import ReportVersion
from gocluster_events.post_event.report.queries.draft import report_of
from gocluster_events.post_event.report.rules.document import Report
from gocluster_events.post_event.report.rules.reading import Granted, PublishedReport, Speaker, photos_of

_STANDS = sa.and_(ReportVersion.event_id == Event.id, ReportVersion.number == Event.report_version)


@dataclass(frozen=True, slots=True)
class Standing:
    """The version that everybody reads, since when, and when the first one was published."""

    report: Report
    number: int
    published_at: datetime
    changed_at: datetime


def standing(session: Session, event: Event) -> Standing | None:
    """The version of the edition's report that everybody reads right now, whatever is known of the ``event``; None
    while there is none. Two statements.
    """
    row = session.scalar(sa.select(ReportVersion).join(Event, _STANDS).where(Event.id == event.id))
    if row is None or row.published_at is None:
        return None
    first = sa.select(sa.func.min(ReportVersion.published_at)).where(ReportVersion.event_id == event.id)
    return Standing(report_of(row), row.number, session.scalars(first).one() or row.published_at, row.published_at)


def published(session: Session, event_id: int) -> PublishedReport | None:
    """What is told of the edition's report; None while there is none, or the edition is a draft."""
    return latest(session, (event_id,)).get(event_id)


def latest(session: Session, event_ids: Iterable[int]) -> Mapping[int, PublishedReport]:
    """What is told of the reports of these editions, by id, where there is one. One statement."""
    first = sa.select(ReportVersion.event_id, sa.func.min(ReportVersion.published_at).label("at"))
    begun = first.group_by(ReportVersion.event_id).subquery()
    statement = (
        sa.select(ReportVersion, begun.c.at)
        .join(Event, _STANDS)
        .join(begun, begun.c.event_id == ReportVersion.event_id)
        .where(Event.id.in_(list(event_ids)), Event.status != EventStatus.DRAFT)
    )
    return {row.event_id: _teaser(row, at) for row, at in session.execute(statement)}


def _teaser(row: ReportVersion, first: datetime) -> PublishedReport:
    report = report_of(row)
    changed = row.published_at or first
    return PublishedReport(
        row.event_id, row.number, report.headline, report.lead, first, changed, photos_of(report)
    )  # fmt: skip


def granted(session: Session, event_id: int) -> Granted:
    """Who has released which words. One statement."""
    everything = releases_of(session, event_id, Kind.QUOTE)
    return {
        subject: frozenset(each.person for each in releases if each.is_granted)
        for subject, releases in everything.items()
    }


def speakers(timetable: Timetable | None) -> Mapping[str, Speaker]:
    """Everybody who may be quoted by name, by UUID: the people of a published programme whose name still stands."""
    people = timetable.people if timetable else ()
    return {
        each.uuid: Speaker(each.name, Localized(each.organisation) if each.organisation else each.position)
        for each in people
        if not each.is_redacted
    }
