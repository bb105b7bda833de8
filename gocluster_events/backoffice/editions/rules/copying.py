"""What comes along into a new edition, and what in a text still speaks of an earlier meeting."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.core.workdays import is_day_off
from gocluster_events.meeting.events.rules.new_edition import later

_GERMAN = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
    "Dezember",
)  # fmt: skip
_ENGLISH = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SHORTEST_NAME = 3
_MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class Occasion:
    """When and where a meeting is: its first day, what its place is called, and its last day if that is another."""

    day: date
    names: Collection[str] = field(default_factory=tuple)
    last: date | None = None

    @property
    def days(self) -> tuple[date, ...]:
        """Its days, with the eve of the first one, on which people are often invited as well."""
        number = min(((self.last or self.day) - self.day).days, _MOST_DAYS)
        return tuple(self.day + timedelta(days) for days in range(-1, number + 1))


@dataclass(frozen=True, slots=True)
class OldMentions:
    """What a text of a new edition should no longer say: dates, years and places of the earlier one."""

    years: frozenset[str]
    patterns: tuple[re.Pattern[str], ...] = ()

    def words_in(self, texts: Iterable[str]) -> tuple[str, ...]:
        """The words of these texts that speak of the earlier meeting, as they are written; none within another."""
        words = tuple(dict.fromkeys(word for text in texts for word in self._words_in_one(text)))
        return tuple(word for word in words if not any(word != other and word in other for other in words))

    def _words_in_one(self, text: str) -> Iterator[str]:
        for pattern in self.patterns:
            yield from (each.group() for each in pattern.finditer(text))
        yield from (year for year in _YEAR.findall(text) if year in self.years)


def old_mentions(before: Occasion | None, now: Occasion) -> OldMentions:
    """What speaks of the meeting ``before``, or of its predecessor, in a text that is to be of ``now``.

    Without an earlier meeting only the two years before count.
    """
    first = (before.day.year if before else now.day.year - 1) - 1
    years = frozenset(str(year) for year in range(first, now.day.year))
    if before is None:
        return OldMentions(years)
    names = [name for name in before.names if len(name) >= _SHORTEST_NAME and name not in now.names]
    stay = {(day.day, day.month) for day in now.days}
    dates = [each for day in before.days if (day.day, day.month) not in stay for each in _dates(day)]
    return OldMentions(
        years, (*dates, *(re.compile(rf"(?<!\w){re.escape(each)}(?!\w)", re.IGNORECASE) for each in names))
    )


def _dates(day: date) -> Iterator[re.Pattern[str]]:
    """The day as people write it, with or without its year."""
    number, month = rf"(?<!\d)0?{day.day}", day.month
    german, english = _GERMAN[month - 1], _ENGLISH[month - 1]
    year = rf"(?:,?\s*{day.year})?"
    for written in (
        rf"{number}\.\s?(?:(?:{german}|{german[:3]}\.?)(?!\w)|0?{month}\.){year}",
        rf"{number}(?:st|nd|rd|th)?\s(?:{english}|{english[:3]})(?!\w){year}",
        rf"(?<!\w){english}\s0?{day.day}(?!\d){year}",
        rf"{day.year}-{month:02}-{day.day:02}",
    ):
        yield re.compile(written, re.IGNORECASE)


class CopiedPart(Enum):
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
    LESSONS = "lessons"
    SURVEY = "survey"


class LeftPart(Enum):
    """What stays behind, in the order of the page."""

    REGISTRATIONS = "registrations"
    INVITATIONS = "invitations"
    VERSIONS = "versions"
    REPORT = "report"
    PHOTOS = "photos"
    MATERIALS = "materials"
    CARDS = "cards"
    FOLLOW_UPS = "follow_ups"
    ARCHIVE = "archive"
    ANSWERS = "answers"
    MAILS = "mails"


@dataclass(frozen=True, slots=True)
class Preparation:
    """How many of each part an edition has: of those that a copy takes along and of those that stay behind."""

    along: Mapping[CopiedPart, int]
    behind: Mapping[LeftPart, int]


class Date(Enum):
    """A time of an edition that moves with it."""

    STARTS = "starts_at"
    ENDS = "ends_at"
    CODES = "codes_open_at"
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
    shifts = ((date, times[date], later(times[date], days, zone)) for date in Date if date in times)
    return tuple(
        Moved(date, before, after, is_day_off(after.astimezone(ZoneInfo(zone)).date(), state))
        for date, before, after in shifts
    )
