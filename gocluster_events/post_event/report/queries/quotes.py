"""Reads of quotes for those who are quoted."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from gocluster_events.post_event.releases.queries import asked_of
from gocluster_events.post_event.releases.rules import Kind, Release
from gocluster_events.post_event.report.queries.draft import documents, draft
from gocluster_events.post_event.report.rules.document import Quote


@dataclass(frozen=True, slots=True)
class OwnQuote:
    """Words of somebody's, and their answer."""

    quote: Quote
    release: Release


def own_quotes(session: Session, event_id: int, person: str) -> tuple[OwnQuote, ...]:
    """Every quote that somebody, by UUID, was asked for and that still stands in the draft or a version."""
    requests = {each.subject: each.release for each in asked_of(session, event_id, person) if each.kind is Kind.QUOTE}
    if not requests:
        return ()
    reports = (draft(session, event_id).report, *documents(session, event_id))
    known = {quote.subject: quote for report in reversed(reports) for quote in report.quotes}
    return tuple(OwnQuote(known[subject], release) for subject, release in requests.items() if subject in known)
