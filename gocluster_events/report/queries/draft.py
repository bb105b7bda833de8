"""Reads of the report as it is being written, and of its versions."""

from sqlalchemy.orm import Session

from gocluster_events.report.models import Report


def report_row(session: Session, event_id: int) -> Report | None:
    """The draft of the edition's report; None before anybody has written a word."""
    return session.get(Report, event_id)
