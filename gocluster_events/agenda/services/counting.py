"""Counting what the checks find in the draft."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda import models, queries
from gocluster_events.events.models import Event


def count(session: Session, event: Event) -> int:
    """How many findings somebody has to act on; what was accepted and is found no more is forgotten."""
    session.flush()
    found = queries.findings(session, event.id, queries.draft(session, event))
    kept = [each.acceptance.fingerprint for each in found.accepted]
    forget(session, event.id, models.Acceptance.fingerprint.not_in(kept))
    return len(found.needing_attention)


def forget(session: Session, event_id: int, which: sa.ColumnElement[bool]) -> None:
    """These acceptances of the edition are gone."""
    session.execute(sa.delete(models.Acceptance).where(models.Acceptance.event_id == event_id, which))
