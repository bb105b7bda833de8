"""Writing the report: it is saved, published, taken back, and an earlier version becomes the draft again.

All of it works in an archived edition, too.
"""

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.report.models import ReportVersion
from gocluster_events.post_event.report.queries.draft import report_of
from gocluster_events.post_event.report.rules.checks import bar
from gocluster_events.post_event.report.rules.document import Report, from_document
from gocluster_events.post_event.report.rules.editing import Refusal, is_too_long
from gocluster_events.post_event.report.services.storing import seen_row, set_down, store


def save(event_id: int, report: Report, act: Act, seen: int) -> int:
    """The draft is this report; returns its revision.

    Raises Stale when somebody saved after the revision ``seen`` (0: there was none), Refused with too many blocks.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = seen_row(session, event_id, seen)
        if is_too_long(report):
            raise Refused(Refusal.TOO_MANY)
        is_new = row is None
        revision = store(session, row, event_id, report, act)
        if is_new:
            audit(session, event_id, "report.begun", act)
        return revision


def publish(event_id: int, act: Act, seen: int) -> int:
    """Everybody reads the report as it was seen; returns the version's number. Nobody is written to.

    Where they read these very words already, nothing changes. Raises Stale when it was saved since, Refused in a draft
    edition, before it begins, or when something is missing.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        row = seen_row(session, event_id, seen)
        report = from_document(row.document, row.format) if row else Report()
        _check(event, report, act)
        if row is None:
            raise Stale
        version = set_down(session, row)
        if version.number != event.report_version:
            version.published_at = version.published_at or act.at
            if event.report_version is not None:
                withdraw(session, event_id, act.at)
            event.report_version = version.number
            audit(session, event_id, "report.published", act)
        return version.number


def _check(event: Event, report: Report, act: Act) -> None:
    if event.status is EventStatus.DRAFT:
        raise Refused(Refusal.DRAFT)
    if act.at < event.starts_at:
        raise Refused(Refusal.NOT_BEGUN)
    refusal = bar(report)
    if refusal is not None:
        raise Refused(refusal)


def take_back(event_id: int, act: Act) -> None:
    """Nobody outside the team reads the report; the draft and all versions stay."""
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.report_version is not None:
            event.report_version = None
            withdraw(session, event_id, act.at)
            audit(session, event_id, "report.taken_back", act)


def restore(event_id: int, number: int, act: Act, seen: int) -> None:
    """The draft is what that version holds; what it was before is a version of its own.

    Raises Stale when the draft was saved after the revision ``seen``, or there is no such version.
    """
    with transaction() as session:
        events.lock(session, event_id)
        row = seen_row(session, event_id, seen)
        wanted = (ReportVersion.event_id == event_id, ReportVersion.number == number)
        version = session.scalar(sa.select(ReportVersion).where(*wanted))
        if row is None or version is None:
            raise Stale
        set_down(session, row)
        store(session, row, event_id, report_of(version), act)
        audit(session, event_id, "report.restored", act)
