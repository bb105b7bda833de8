"""Where the wishes of an edition are, from what is stored and the time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.attendance.wishes.rules.codes import Phase

UNDO = timedelta(minutes=5)
"""How long an allocation can be taken back, before it is carried out and its letters leave."""
REMIND_BEFORE = timedelta(days=3)
"""How long before wishes close those are reminded who have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """The round of an edition: from ``opens_at`` until ``closes_at`` people wish, ``most_wishes`` in a block at most.

    ``closed_at`` is when it was closed, at its hour or before, ``reminded_at`` when those were reminded who had not
    answered everywhere. ``committed_at`` is when an allocation was made binding,
    ``bound_at`` when everybody has had it.
    """

    opens_at: datetime
    closes_at: datetime
    most_wishes: int
    wants_check: bool = False
    closed_at: datetime | None = None
    reminded_at: datetime | None = None
    committed_at: datetime | None = None
    bound_at: datetime | None = None

    @property
    def is_unchecked(self) -> bool:
        """Whether it came with a copy and nobody has looked at its hours, so that it neither opens nor closes."""
        return self.wants_check and self.closed_at is None

    @property
    def reminds_at(self) -> datetime:
        """From when on they are."""
        return max(self.opens_at, self.closes_at - REMIND_BEFORE)

    def phase(self, now: datetime) -> Phase:
        """Where it is at that moment."""
        if self.bound_at is not None:
            return Phase.REST
        if self.committed_at is not None:
            return Phase.COMMITTED
        if self.is_unchecked:
            return Phase.NONE
        if self.closed_at is not None or now >= self.closes_at:
            return Phase.CLOSED
        return Phase.NOT_YET if now < self.opens_at else Phase.OPEN


def phase_of(round_: Round | None, now: datetime) -> Phase:
    """The same, also where there is no round."""
    return Phase.NONE if round_ is None else round_.phase(now)
