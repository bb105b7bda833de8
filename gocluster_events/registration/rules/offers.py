"""How long a place that became free is kept for the person it is offered to."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def offer_until(
    now: datetime, hours: int, starts_at: datetime, zone: str, is_day_off: Callable[[date], bool]
) -> datetime:
    """At least ``hours`` from now, and never on a day off at the venue, but not beyond the beginning of the meeting.

    A deadline that would fall on a day off moves to the same time of the next day that is none.
    """
    deadline = (now + timedelta(hours=hours)).astimezone(ZoneInfo(zone))
    while is_day_off(deadline.date()):
        deadline += timedelta(days=1)  # on the venue's clocks
    return min(deadline.astimezone(UTC), starts_at)
