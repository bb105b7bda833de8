"""What every verb about a report does in its transaction: the draft changes, what was there before stays readable."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.post_event.releases.queries import releases_of
from gocluster_events.post_event.releases.rules import Kind, State
from gocluster_events.post_event.releases.services import forget_in
from gocluster_events.post_event.report.models import Report as Row, ReportVersion
from gocluster_events.post_event.report.queries.draft import documents
from gocluster_events.post_event.report.rules.document import FORMAT, Report, to_document

MOST_DRAFTS = 20
SITTING = timedelta(hours=1)
"""For so long somebody goes on with a draft of their own before the earlier state is a version."""


def seen_row(session: Session, event_id: int, seen: int) -> Row | None:
    """The draft's row as somebody saw it. Raises Stale when it was saved since."""
    row = session.get(Row, event_id, populate_existing=True)
    if (row.revision if row else 0) != seen:
        raise Stale
    return row


def store(session: Session, row: Row | None, event_id: int, report: Report, act: Act) -> int:
    """The draft is this report; as a colleague, or the same person over an hour ago, left it, it is a version.

    Returns the new revision; where nothing changed, the old one. A request for words that nobody reads any more ends.
    """
    document = to_document(report)
    if row is not None and row.document == document:
        return row.revision
    if row is None:
        row = Row(event_id=event_id, revision=0)
    elif row.saved_by != act.by or act.at - row.saved_at > SITTING:
        set_down(session, row)
    row.document, row.format, row.revision = document, FORMAT, row.revision + 1
    row.saved_at, row.saved_by = act.at, act.by
    session.add(row)
    session.flush()
    _forget_requests(session, event_id, report)
    return row.revision


def set_down(session: Session, row: Row) -> ReportVersion:
    """What the draft holds stands in a version, which is returned; where the last version holds the same, that one."""
    document = {name: value for name, value in row.document.items() if name != "removal"}
    newest = _newest(session, row.event_id)
    if newest is not None and newest.document == document:
        return newest
    version = ReportVersion(
        event_id=row.event_id, number=newest.number + 1 if newest else 1, format=row.format, document=document,
        saved_at=row.saved_at, saved_by=row.saved_by,
    )  # fmt: skip
    session.add(version)
    session.flush()
    _drop_oldest(session, row.event_id)
    return version


def _newest(session: Session, event_id: int) -> ReportVersion | None:
    mine = sa.select(ReportVersion).where(ReportVersion.event_id == event_id)
    return session.scalar(mine.order_by(ReportVersion.number.desc()).limit(1))


def _drop_oldest(session: Session, event_id: int) -> None:
    """Of the drafts the last twenty stay; what was published stays in any case."""
    drafts = (ReportVersion.event_id == event_id, ReportVersion.published_at.is_(None))
    numbers = sa.select(ReportVersion.number).where(*drafts).order_by(ReportVersion.number.desc())
    outdated = session.scalars(numbers.offset(MOST_DRAFTS)).all()
    if outdated:
        session.execute(sa.delete(ReportVersion).where(*drafts, ReportVersion.number.in_(outdated)))


def _forget_requests(session: Session, event_id: int, report: Report) -> None:
    releases = releases_of(session, event_id, Kind.QUOTE)
    open_requests = {subject for subject, each in releases.items() if all(one.state is State.ASKED for one in each)}
    gone = open_requests - {quote.subject for quote in report.quotes}
    if gone:
        gone -= {quote.subject for each in documents(session, event_id) for quote in each.quotes}
    for subject in gone:
        forget_in(session, event_id, Kind.QUOTE, subject)
