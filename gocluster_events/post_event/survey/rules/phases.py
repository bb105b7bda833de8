"""From when until when a survey is open, and to whom."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.frozen import freeze_at
from gocluster_events.meeting.events.rules.edition import EventStatus

LETTER_HOUR = time(10)
LETTER_LATE = timedelta(hours=24)
"""How long after its hour the letter still goes, because no worker was running."""


class Phase(Enum):
    """How far a survey is."""

    OFF = "off"  # nobody is asked
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"


class Standing(Enum):
    """Whether somebody can answer, or why not."""

    OPEN = "open"
    OFF = "off"
    AHEAD = "ahead"
    CLOSED = "closed"
    NOT_THERE = "not_there"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Times:
    """What of an edition says when its survey is open. ``closed_at`` is when it was closed, if it is."""

    status: EventStatus
    ends_at: datetime
    zone: str
    closed_at: datetime | None = None

    @property
    def closes_at(self) -> datetime:
        """The noon at which it closes by itself; then the figures of the meeting freeze, too."""
        return freeze_at(self.ends_at, self.zone)

    @property
    def letter_at(self) -> datetime:
        """When those who were there are written to: on the morning after the meeting."""
        local = ZoneInfo(self.zone)
        day = self.ends_at.astimezone(local).date() + timedelta(days=1)
        return datetime.combine(day, LETTER_HOUR, local).astimezone(UTC)


def phase_of(times: Times, now: datetime, *, is_on: bool) -> Phase:
    """How far the survey is at ``now``. One that is over stays so, whatever is switched off later.

    What a clock closed that was ahead counts for nothing, nor does what was closed before the meeting's end, because it
    was postponed since.
    """
    if times.status is EventStatus.DRAFT:
        return Phase.OFF
    if times.closed_at is not None and times.ends_at <= times.closed_at <= now:
        return Phase.CLOSED
    if not is_on:
        return Phase.OFF
    if now < times.ends_at:
        return Phase.AHEAD
    return Phase.OPEN if now < times.closes_at else Phase.CLOSED


def standing_of(phase: Phase, *, was_there: bool, has_answered: bool) -> Standing:
    """Whether somebody can answer in that phase."""
    if not was_there:
        return Standing.NOT_THERE if phase is Phase.OPEN else Standing(phase.value)
    return Standing.DONE if has_answered and phase is Phase.OPEN else Standing(phase.value)


def is_letter_due(times: Times, now: datetime) -> bool:
    """Whether those who were there are written to now, where they have not been."""
    return times.letter_at <= now < min(times.letter_at + LETTER_LATE, times.closes_at)
