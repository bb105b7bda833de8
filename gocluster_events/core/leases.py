"""Whether a task that one worker took on is anybody's at present."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

LONGEST_LEASE = timedelta(hours=1)


def is_free(lease: Mapped[datetime] | Mapped[datetime | None], now: datetime) -> sa.ColumnElement[bool]:
    """Nobody has it: the lease was never given or is over, as a condition. One that ends in years was given by a clock
    that was wrong, and counts as over; only what does no harm when two do it at once is leased so.
    """
    return sa.or_(lease.is_(None), lease <= now, lease > now + LONGEST_LEASE)


def is_over(lease: datetime | None, now: datetime) -> bool:
    """The same of a lease that was given."""
    return lease is not None and not now < lease <= now + LONGEST_LEASE
