"""When a reminder goes out: so many days before a day that matters, at an hour of the venue."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

LATE = timedelta(hours=24)
"""How long after its hour a reminder still goes, because no worker was running."""
DAYS = range(1, 61)


class Kind(Enum):
    """What is reminded of."""

    DEADLINE = "deadline"  # registration closes; to those who have not answered yet
    WEEK = "week"  # the meeting comes near; to the confirmed
    DAY = "day"  # the meeting is about to begin; to the confirmed


class ReminderState(Enum):
    """What becomes of a reminder."""

    OFF = "off"
    PLANNED = "planned"
    DUE = "due"
    WENT = "went"  # for this day
    MISSED = "missed"  # its hour is over, and nothing goes out afterwards


class ReminderRefusal(Enum):
    """Why something about a reminder cannot be done."""

    ARCHIVED = "archived"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Rule:
    """So many days before, at that hour of the venue; only if ``is_on``."""

    days_before: int
    at: time
    is_on: bool = False


USUAL = {
    Kind.DEADLINE: Rule(3, time(10)),
    Kind.WEEK: Rule(7, time(10)),
    Kind.DAY: Rule(1, time(10)),
}
"""What each kind is before anybody has set it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A rule in an edition: when it goes out (``due_at``), before which day, and what becomes of it."""

    kind: Kind
    rule: Rule
    occasion: str
    due_at: datetime
    standing: ReminderState


def due_at(before: datetime, rule: Rule, zone: str) -> datetime:
    """The hour on the day that lies so many days before. An hour that the clocks leave out comes an hour later."""
    local = ZoneInfo(zone)
    day = before.astimezone(local).date() - timedelta(days=rule.days_before)
    return datetime.combine(day, rule.at, local).astimezone(UTC)


def occasion(before: datetime, zone: str) -> str:
    """The day that matters, by which its reminder goes out once."""
    return before.astimezone(ZoneInfo(zone)).date().isoformat()


def reminder_state(
    rule: Rule, due: datetime, before: datetime, now: datetime, *, since: datetime, went: bool
) -> ReminderState:
    """What becomes of a reminder that was set at ``since``: none goes for an hour that was over then."""
    if went:
        return ReminderState.WENT
    if not rule.is_on:
        return ReminderState.OFF
    if due < since or now >= min(due + LATE, before):
        return ReminderState.MISSED
    return ReminderState.DUE if now >= due else ReminderState.PLANNED
