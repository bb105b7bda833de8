"""Somebody on the programme had their name removed: the report forgets them in the same transaction."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.post_event.releases.rules import Kind
from gocluster_events.post_event.releases.services import forget_in
from gocluster_events.post_event.report import models
from gocluster_events.post_event.report.rules.document import FORMAT, from_document, to_document
from gocluster_events.post_event.report.rules.redaction import quotes_of, redacted


def forget_person(session: Session, event_id: int, uuid: str, names: tuple[str, ...]) -> None:
    """No draft and no version of the report names the person or quotes them."""
    versions = session.scalars(sa.select(models.ReportVersion).where(models.ReportVersion.event_id == event_id))
    draft = session.get(models.Report, event_id, populate_existing=True)
    subjects = set()
    for row in (*versions, *filter(None, [draft])):
        before = from_document(row.document, row.format)
        after = redacted(before, uuid, names)
        if after == before:
            continue
        subjects |= {quote.subject for quote in quotes_of(before, uuid, names)}
        row.document, row.format = to_document(after), FORMAT
        if isinstance(row, models.Report):
            row.revision += 1  # a form read before does not bring it back
    session.flush()
    for subject in sorted(subjects):
        forget_in(session, event_id, Kind.QUOTE, subject)
