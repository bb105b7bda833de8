"""What a copy of an edition would be: what comes along and what does not, and when everything would be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.events.rules.preparing import later
from gocluster_events.workdays import is_day_off


class Along(Enum):
    """What comes along, in the order of the page."""

    DAYS = "days"
    ROOMS = "rooms"
    TRACKS = "tracks"
    CLUSTERS = "clusters"
    QUESTIONS = "questions"
    QUOTAS = "quotas"
    LETTERS = "letters"
    REMINDERS = "reminders"
    ITEMS = "items"
    PEOPLE = "people"


class Behind(Enum):
    """What stays behind, in the order of the page."""

    REGISTRATIONS = "registrations"
    INVITATIONS = "invitations"
    VERSIONS = "versions"
    MAILS = "mails"


@dataclass(frozen=True, slots=True)
class Preparation:
    """How many of each there are in an edition."""

    along: Mapping[Along, int]
    behind: Mapping[Behind, int]


class Date(Enum):
    """A time of an edition that moves with it."""

    STARTS = "starts_at"
    ENDS = "ends_at"
    OPENS = "registration_opens_at"
    CLOSES = "registration_closes_at"


@dataclass(frozen=True, slots=True)
class Moved:
    """A time as it was and as it will be; ``is_off``: on a weekend or on a holiday at the venue."""

    date: Date
    before: datetime
    after: datetime
    is_off: bool


def moved(times: Mapping[Date, datetime], days: int, zone: str, state: str) -> tuple[Moved, ...]:
    """Every time so many days later, on the same hour; ``state`` is that of the venue, empty: weekends only."""
    found = ((date, times[date], later(times[date], days, zone)) for date in Date)
    return tuple(
        Moved(date, before, after, is_day_off(after.astimezone(ZoneInfo(zone)).date(), state))
        for date, before, after in found
    )
