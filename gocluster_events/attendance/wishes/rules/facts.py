"""What an organiser sets about the round, and why that cannot be so."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundFacts:
    """From when (None: with the registration) until when people wish, and for how many items of a block at most."""

    opens_at: datetime | None = None
    closes_at: datetime
    most_wishes: int = 2


class RoundRefusal(Enum):
    """Why a round cannot be as it was typed."""

    REVERSED = "reversed"
    HOUR_PASSED = "hour_passed"
    AFTER_ITEMS = "after_items"  # the first of them has begun by then


def round_refusal(
    facts: RoundFacts, opens_at: datetime, first_item: datetime | None, now: datetime
) -> RoundRefusal | None:
    """What stands against the facts where the round opens at ``opens_at`` and the first item begins then."""
    if facts.closes_at <= opens_at:
        return RoundRefusal.REVERSED
    if facts.closes_at <= now:
        return RoundRefusal.HOUR_PASSED
    return RoundRefusal.AFTER_ITEMS if first_item is not None and facts.closes_at >= first_item else None
