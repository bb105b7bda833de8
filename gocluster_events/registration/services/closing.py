"""A decision that can no longer be undone is final: what was kept for undoing it goes."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.registration import queries
from gocluster_events.registration.models import Decision
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.deciding import Kind
from gocluster_events.registration.services.rows import forget_rest


def close_decisions(session: Session, event_id: int, now: datetime) -> int:
    """Of decisions whose five minutes are over nothing is kept but that they were taken; returns how many there were.

    The places of whoever was declined are free, and what they need is forgotten.
    """
    found = queries.over(session, now, event_id)
    for decision in found:
        _close(session, decision, now)
    session.flush()
    return len(found)


def _close(session: Session, decision: Decision, now: datetime) -> None:
    for row, registration in queries.decided(session, decision.id):
        row.before = {}
        if decision.kind is Kind.DECLINE and registration.status is Status.DECLINED:
            registration.hold_until = None
            forget_rest(session, registration.id)
    decision.closed_at = now
