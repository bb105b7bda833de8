"""What nobody needs any more goes."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from gocluster_events.db import transaction
from gocluster_events.registration.models import Draft, PendingEntry, Registration
from gocluster_events.registration.rules.seats import HOLD
from gocluster_events.registration.services.imports import drop_rows
from gocluster_events.registration.services.substitution import forget_overdue

ANSWERS = timedelta(hours=24)
DRAFTS = timedelta(days=7)


def clean_up(now: datetime) -> int:
    """Old drafts, answers a day after their submit, what was not proven, taken over or imported in time are gone.

    Returns how many.
    """
    old = sa.or_(
        Draft.submitted_at <= now - ANSWERS, sa.and_(Draft.submitted_at.is_(None), Draft.created_at <= now - DRAFTS)
    )
    statements = (
        sa.delete(Draft).where(old),
        sa.delete(PendingEntry).where(PendingEntry.created_at <= now - HOLD),
        sa.update(Registration)
        .where(Registration.pending_email_at <= now - HOLD)
        .values(pending_email="", pending_email_key="", pending_email_at=None),
    )
    with transaction() as session:
        results: list[Any] = [session.execute(statement) for statement in statements]
        counted = sum(int(result.rowcount) for result in results)
        return counted + forget_overdue(session, now) + drop_rows(session, now)
