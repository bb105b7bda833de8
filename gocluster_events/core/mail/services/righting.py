"""What a clock that was wrong wrote into the outbox does not wait for the year that it showed."""

from datetime import datetime, timedelta

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State

AHEAD = timedelta(days=1)
"""No lease and no wait for the next attempt lasts so long; a clock that is so far ahead has stepped."""


def put_right(now: datetime) -> int:
    """Queued mails that a clock wrote which was a day or more ahead wait from ``now`` on as long as they were to wait
    by that clock, and nobody holds such a lease of them; returns how many there were. Planned mails stay planned.

    Only for a ``now`` that is sure: beside a worker whose clock is ahead, both would send what the other has in hand.
    """
    is_written_ahead = sa.and_(Mail.not_before > now + AHEAD, sa.or_(Mail.created_at > now + AHEAD, Mail.attempts > 0))
    wrong = sa.and_(Mail.state == State.QUEUED, sa.or_(is_written_ahead, Mail.lease_until > now + AHEAD))
    if not db.session().scalar(sa.select(sa.exists().where(wrong))):
        return 0  # without the write lock
    with db.transaction() as session:
        columns = sa.select(Mail.id, Mail.created_at, Mail.not_before, Mail.attempts)
        changes = [
            {"id": number, "lease_until": None, "not_before": min(not_before, now + _delay(created, not_before, tries))}
            for number, created, not_before, tries in session.execute(
                columns.where(wrong).order_by(Mail.id).with_for_update()
            )
        ]
        if changes:
            session.execute(sa.update(Mail), changes)
        return len(changes)


def _delay(created_at: datetime, not_before: datetime, attempts: int) -> timedelta:
    """How long the mail was to wait when it was queued; once it was tried, it has waited."""
    return timedelta() if attempts else max(timedelta(), not_before - created_at)
