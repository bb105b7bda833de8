"""The dates of an edition that still lie ahead."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.events.rules.edition import Window


class Occasion(Enum):
    """What happens at a date."""

    REGISTRATION_OPENS = "registration_opens"
    REGISTRATION_CLOSES = "registration_closes"
    PUBLICATION = "publication"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Deadline:
    """An occasion, when it is, and how many of the venue's midnights lie before it (0: today)."""

    occasion: Occasion
    at: datetime
    days: int


def deadlines(
    window: Window, starts_at: datetime, now: datetime, zone: str, published_at: datetime | None = None
) -> tuple[Deadline, ...]:  # fmt: skip
    """What is still to come, the next first. ``published_at``: for when a version of the programme is planned."""
    dates = {
        Occasion.REGISTRATION_OPENS: window.opens_at,
        Occasion.REGISTRATION_CLOSES: window.closes_at,
        Occasion.PUBLICATION: published_at,
        Occasion.MEETING: starts_at,
    }
    ahead = sorted((at, occasion.value) for occasion, at in dates.items() if at and at > now)
    return tuple(Deadline(Occasion(code), at, days_until(at, now, zone)) for at, code in ahead)


def days_until(at: datetime, now: datetime, zone: str) -> int:
    """How many of the venue's midnights lie between ``now`` and ``at``: 0 is today, 1 tomorrow."""
    clocks = ZoneInfo(zone)
    return (at.astimezone(clocks).date() - now.astimezone(clocks).date()).days
