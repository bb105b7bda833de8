"""What is to be better next time: a sentence of the team, and when the next event is to be reminded of it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from gocluster_events.core.text import Localized

LONGEST = 400
LONGEST_PAGE = 300
BEFORE = (-30, -26, -20, -16, -12, -10, -8, -6, -5, -4, -3, -2, -1)
AFTER = (1, 2, 4, 8)
WEEKS = (*BEFORE, 0, *AFTER)
"""When one can be reminded: so many weeks before the start, on the day itself, so many after the end."""
_FRESH = timedelta(weeks=4)
_IN_TIME = -4


class State(Enum):
    """What became of a lesson; only an open one is for the next event."""

    OPEN = "open"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody notes down; ``weeks`` is one of `WEEKS`."""

    text: str
    weeks: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A lesson of an earlier event, as the checklist of the next one shows it on its day.

    ``page`` is the one on which it was noted, empty where that is not known; ``ticked`` says when and by whom.
    """

    lesson_id: int
    text: str
    due: date
    page: str
    source: Localized
    ticked: tuple[datetime, str] | None = None

    @property
    def is_settled(self) -> bool:
        """Whether nobody has to do anything more about it."""
        return self.ticked is not None

    @property
    def waits_for(self) -> tuple[()]:
        """Nothing has to be settled before it."""
        return ()


def due(weeks: int, first: date, last: date) -> date:
    """The day that lies so many weeks before an event's first day (negative), or after its last one."""
    return (last if weeks > 0 else first) + timedelta(weeks=weeks)


def usual_weeks(first: date, last: date, today: date) -> int:
    """When the next event is most likely to need it: as early before it as today, or a little earlier.

    What somebody notes at the meeting and in the weeks after it is mostly about the meeting itself.
    """
    if today < first:
        return max((weeks for weeks in BEFORE if due(weeks, first, last) <= today), default=BEFORE[0])
    if today <= last + _FRESH:
        return _IN_TIME
    return max(weeks for weeks in AFTER if due(weeks, first, last) <= today)
