"""Reads of the report as it is being written, and of its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer

from gocluster_events.post_event.report import models
from gocluster_events.post_event.report.rules.document import Report, from_document


@dataclass(frozen=True, slots=True)
class Draft:
    """The report as it is being written. ``revision`` 0: nobody has written a word."""

    report: Report
    revision: int = 0
    saved_at: datetime | None = None
    saved_by: str = ""


def draft(session: Session, event_id: int) -> Draft:
    """The draft of the edition's report; an empty one before anybody has written a word."""
    row = session.get(models.Report, event_id, populate_existing=True)
    if row is None:
        return Draft(Report())
    return Draft(from_document(row.document, row.format), row.revision, row.saved_at, row.saved_by)


def versions(session: Session, event_id: int) -> Sequence[models.ReportVersion]:
    """Every version, the latest first; what each holds is read when it is looked at."""
    return session.scalars(_versions(event_id).options(defer(models.ReportVersion.document))).all()


def version(session: Session, event_id: int, number: int) -> models.ReportVersion | None:
    """The version of a number."""
    return session.get(models.ReportVersion, (event_id, number))


def documents(session: Session, event_id: int) -> Sequence[Report]:
    """What every version holds, the latest first."""
    return [report_of(row) for row in session.scalars(_versions(event_id))]


def report_of(row: models.ReportVersion) -> Report:
    """The report that a version holds."""
    return from_document(row.document, row.format)


def _versions(event_id: int) -> sa.Select[models.ReportVersion]:
    mine = models.ReportVersion.event_id == event_id
    return sa.select(models.ReportVersion).where(mine).order_by(models.ReportVersion.number.desc())
