"""Reads of what the checks find in the draft, and of what somebody has accepted."""

from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts.models import Account
from gocluster_events.agenda import models
from gocluster_events.agenda.rules.conflicts.accepting import Acceptance, Findings, weighed
from gocluster_events.agenda.rules.conflicts.checks import conflicts
from gocluster_events.agenda.rules.timetable import Timetable


def findings(session: Session, event_id: int, draft: Timetable) -> Findings:
    """What the checks find in the edition's draft, and what of it was accepted. One statement."""
    return weighed(conflicts(draft), acceptances(session, event_id))


def acceptances(session: Session, event_id: int) -> Mapping[str, Acceptance]:
    """What was accepted, by its fingerprint, and by the names of those who did it as far as they have an account."""
    row = models.Acceptance
    statement = (
        sa.select(row.fingerprint, row.reason, sa.func.coalesce(Account.name, row.accepted_by), row.accepted_at)
        .outerjoin(Account, Account.email == row.accepted_by)
        .where(row.event_id == event_id)
    )
    return {each[0]: Acceptance(*each) for each in session.execute(statement)}
