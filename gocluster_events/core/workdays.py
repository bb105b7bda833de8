"""Days on which public offices are closed: weekends, and the holidays of a German state."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import holidays

_SATURDAY = 5


@cache
def _calendar(state: str) -> holidays.HolidayBase:
    import holidays  # noqa: PLC0415 -- 4 MB that only deadlines of offers and the checklist need

    return holidays.country_holidays("DE", subdiv=state)


def is_day_off(day: date, state: str) -> bool:
    """Whether nobody can be expected to answer on that day; ``state`` by ISO 3166-2:DE, empty: weekends only."""
    return day.weekday() >= _SATURDAY or (bool(state) and day in _calendar(state))
