"""The points of an edition's year: what has to be done, until when, and what each waits for."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.meeting.events.rules.edition import Settings
from gocluster_events.post_event.lessons.rules import Reminder


class Point(Enum):
    """What is looked at or done, in the order in which it must happen."""

    DATES = "dates"
    VENUE = "venue"
    TEXTS = "texts"
    CONTACT = "contact"
    TEAM = "team"
    LEGAL = "legal"
    LOOK = "look"
    PUBLIC = "public"
    ROOMS = "rooms"
    TRACKS = "tracks"
    CLUSTERS = "clusters"
    QUESTIONS = "questions"
    PLACES = "places"
    LETTERS = "letters"
    TRIAL = "trial"
    INVITATIONS = "invitations"
    WINDOW = "window"
    ITEMS = "items"
    REMINDERS = "reminders"
    PEOPLE = "people"
    VERSION = "version"
    CATERER = "caterer"
    GATE = "gate"
    BADGES = "badges"
    ADMISSION = "admission"
    CERTIFICATES = "certificates"
    FIGURES = "figures"
    ARCHIVE = "archive"


PREPARED = frozenset(
    {
        *(Point.DATES, Point.VENUE, Point.TEXTS, Point.CONTACT, Point.TEAM, Point.LEGAL, Point.LOOK, Point.ROOMS),
        *(Point.TRACKS, Point.CLUSTERS, Point.QUESTIONS, Point.PLACES, Point.LETTERS, Point.TRIAL, Point.WINDOW),
        *(Point.ITEMS, Point.PEOPLE),
    }
)
"""What an edition is made of, to be looked at before the public sees it; everything else is something to do."""

WAITS_FOR: Mapping[Point, tuple[Point, ...]] = {
    Point.PUBLIC: (Point.DATES, Point.VENUE, Point.TEXTS, Point.CONTACT, Point.LEGAL),
    Point.TRIAL: (Point.QUESTIONS, Point.PLACES),
    Point.INVITATIONS: (Point.PUBLIC, Point.TRIAL),
    Point.WINDOW: (Point.PUBLIC, Point.TRIAL),
    Point.ITEMS: (Point.ROOMS,),
    Point.REMINDERS: (Point.PUBLIC,),
    Point.PEOPLE: (Point.ITEMS,),
    Point.VERSION: (Point.PUBLIC, Point.ITEMS, Point.PEOPLE),
    Point.CERTIFICATES: (Point.ADMISSION,),
    Point.ARCHIVE: (Point.FIGURES,),
}
"""What must be settled before a point can be."""

_Due = Callable[[Settings], date]


def _before(**span: int) -> _Due:
    return lambda settings: day_of(settings, settings.starts_at) - timedelta(**span)


def _after(**span: int) -> _Due:
    return lambda settings: day_of(settings, settings.ends_at) + timedelta(**span)


DUE: Mapping[Point, _Due] = {
    **dict.fromkeys((Point.DATES, Point.VENUE, Point.TEXTS, Point.CONTACT, Point.TEAM), _before(weeks=26)),
    **dict.fromkeys((Point.LEGAL, Point.LOOK, Point.PUBLIC), _before(weeks=20)),
    **dict.fromkeys((Point.ROOMS, Point.TRACKS), _before(weeks=16)),
    **dict.fromkeys((Point.CLUSTERS, Point.QUESTIONS, Point.PLACES, Point.LETTERS), _before(weeks=12)),
    Point.TRIAL: _before(weeks=10),
    Point.INVITATIONS: _before(weeks=8),
    Point.WINDOW: lambda settings: day_of(settings, settings.codes_open_at or settings.registration_opens_at),
    Point.ITEMS: _before(weeks=6),
    Point.REMINDERS: lambda settings: day_of(settings, settings.registration_closes_at) - timedelta(weeks=2),
    Point.PEOPLE: _before(weeks=4),
    Point.VERSION: _before(weeks=3),
    Point.CATERER: _before(days=10),
    Point.GATE: _before(weeks=1),
    Point.BADGES: _before(days=3),
    Point.ADMISSION: _before(days=1),
    Point.CERTIFICATES: _after(days=1),
    Point.FIGURES: _after(weeks=4),
    Point.ARCHIVE: _after(weeks=8),
}
"""Until when a point is to be settled, at the venue, if nothing that waits for it is due before."""


class State(Enum):
    """How a point looks from outside; ``LOOK`` needs a person's eye, ``OPEN`` is still to be done."""

    MEND = "mend"
    LOOK = "look"
    OPEN = "open"
    DONE = "done"


class Remark(Enum):
    """Why a point looks as it does."""

    PAST = "past"
    NO_DAY = "no_day"
    DAY_OFF = "day_off"
    CLOSED = "closed"
    OPENS_AT_ONCE = "opens_at_once"
    OPENS_ON_DAY_OFF = "opens_on_day_off"
    NO_CODES = "no_codes"
    NO_DESCRIPTION = "no_description"
    NO_ENGLISH = "no_english"
    NO_VENUE = "no_venue"
    NO_DIRECTIONS = "no_directions"
    NO_CONTACT = "no_contact"
    NO_LOOK = "no_look"
    OVER_CAPACITY = "over_capacity"
    NONE = "none"
    AS_BEFORE = "as_before"
    MENTIONS = "mentions"
    UNCONFIRMED = "unconfirmed"
    UNAPPROVED = "unapproved"
    OUTDATED = "outdated"
    ALONE = "alone"
    UNTRIED = "untried"
    NOT_PUBLIC = "not_public"
    NOBODY_INVITED = "nobody_invited"
    NO_REMINDER = "no_reminder"
    NO_VERSION = "no_version"
    NOT_TAKEN = "not_taken"
    TO_DO = "to_do"
    NOT_ARCHIVED = "not_archived"


NEEDED = frozenset(
    {Remark.PAST, Remark.CLOSED, Remark.NO_VENUE, Remark.NO_CONTACT, Remark.OVER_CAPACITY, Remark.UNAPPROVED}
)
"""What no look makes good."""

DONE_ELSEWHERE = frozenset({Point.PUBLIC})
"""What no tick can say, since it is a fact."""


@dataclass(frozen=True, slots=True)
class Step:
    """A point in the plan of the year: until when, for what still open it waits, and whether nobody has to act."""

    point: Point
    due: date
    waits_for: tuple[Point, ...]
    is_settled: bool


def plan(settings: Settings, settled: Collection[Point]) -> tuple[Step, ...]:
    """Every point by when it is due."""
    steps = [_step(point, settings, settled) for point in Point]
    return tuple(sorted(steps, key=lambda step: step.due))


def next_steps(
    steps: Collection[Step | Reminder], number: int, since: date = date.min
) -> tuple[Step | Reminder, ...]:  # fmt: skip
    """The first due of those that are open and wait for nothing; some the event before may have noted.

    ``since`` is the last day of a meeting that is over: what was due before it is not next any more.
    """
    ready = [step for step in steps if not step.is_settled and not step.waits_for and step.due >= since]
    return tuple(sorted(ready, key=lambda step: step.due)[:number])


def _step(point: Point, settings: Settings, settled: Collection[Point]) -> Step:
    waits_for = tuple(each for each in WAITS_FOR.get(point, ()) if each not in settled)
    return Step(point, _due(point, settings), waits_for, point in settled)


def _due(point: Point, settings: Settings) -> date:
    """Its own day, or an earlier one on which something is due that waits for it."""
    waiting = (other for other, needed in WAITS_FOR.items() if point in needed)
    return min([DUE[point](settings), *(_due(other, settings) for other in waiting)])


def day_of(settings: Settings, instant: datetime) -> date:
    """The date of the instant at the venue."""
    return instant.astimezone(ZoneInfo(settings.zone)).date()
