"""What to look at before an edition is shown: made from what is there, so that no list has to be kept by hand."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from functools import partial
from zoneinfo import ZoneInfo

from gocluster_events.editions.rules.copying import Occasion, OldMentions, old_mentions
from gocluster_events.events.rules.edition import EventStatus, Mode, Settings
from gocluster_events.legal.rules import Kind, Section
from gocluster_events.text import Localized
from gocluster_events.workdays import is_day_off


class Point(Enum):
    """What is looked at, in the order of the page."""

    DATES = "dates"
    WINDOW = "window"
    TEXTS = "texts"
    VENUE = "venue"
    CONTACT = "contact"
    LOOK = "look"
    PLACES = "places"
    ROOMS = "rooms"
    TRACKS = "tracks"
    CLUSTERS = "clusters"
    QUESTIONS = "questions"
    LETTERS = "letters"
    ITEMS = "items"
    PEOPLE = "people"
    LEGAL = "legal"
    TEAM = "team"
    TRIAL = "trial"


class State(Enum):
    """How a point looks from outside; ``LOOK`` needs a person's eye."""

    MEND = "mend"
    LOOK = "look"
    DONE = "done"


class Remark(Enum):
    """Why a point looks as it does."""

    PAST = "past"
    NO_DAY = "no_day"
    DAY_OFF = "day_off"
    CLOSED = "closed"
    OPENS_AT_ONCE = "opens_at_once"
    OPENS_ON_DAY_OFF = "opens_on_day_off"
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


NEEDED = frozenset(
    {Remark.PAST, Remark.CLOSED, Remark.NO_VENUE, Remark.NO_CONTACT, Remark.OVER_CAPACITY, Remark.UNAPPROVED}
)
"""What no look makes good."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the edition that belongs to a point: what it is called, how its page is found, all that it says."""

    point: Point
    title: Localized | str
    reference: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that still speaks of an earlier meeting, with the words in which it does."""

    text: Text
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found at a point: why it must be mended or looked at, and the texts that gave it away.

    At the point of the legal texts ``since`` is when the oldest one was approved, if all are; ``outdated`` are the
    sections that are older than what the software does.
    """

    point: Point
    remarks: tuple[Remark, ...] = ()
    mentions: tuple[Mention, ...] = ()
    since: datetime | None = None
    outdated: Mapping[Kind, tuple[Section, ...]] = field(default_factory=dict)

    @property
    def state(self) -> State:
        """The worst of its remarks."""
        if NEEDED.intersection(self.remarks):
            return State.MEND
        return State.LOOK if self.remarks else State.DONE


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an edition is made of. ``before``: the edition from which it was copied; ``unchanged``: points as there.

    ``state`` is that of the venue, empty: weekends only. ``reserved`` are the places that quotas keep.
    """

    settings: Settings
    before: Settings | None = None
    unchanged: Collection[Point] = ()
    state: str = ""
    days: Collection[date] = ()
    numbers: Mapping[Point, int] = field(default_factory=dict)
    reserved: Mapping[Mode, int] = field(default_factory=dict)
    texts: tuple[Text, ...] = ()
    unconfirmed: int = 0
    unapproved: int = 0
    approved_at: datetime | None = None
    outdated: Mapping[Kind, tuple[Section, ...]] = field(default_factory=dict)
    organisers: int = 1
    has_logo: bool = False

    @property
    def first_day(self) -> date:
        """The day on which it begins, at the venue."""
        return _day(self.settings, self.settings.starts_at)

    def is_day_off(self, instant: datetime) -> bool:
        """Whether the instant is on a weekend or a holiday of the venue."""
        return is_day_off(_day(self.settings, instant), self.state)


Check = Callable[[Facts, datetime], tuple[Remark, ...]]


def _when(wrong: Mapping[Remark, object]) -> tuple[Remark, ...]:
    return tuple(remark for remark, is_so in wrong.items() if is_so)


def _dates(facts: Facts, now: datetime) -> tuple[Remark, ...]:
    settings = facts.settings
    return _when(
        {
            Remark.PAST: settings.starts_at <= now,
            Remark.NO_DAY: facts.first_day not in facts.days,
            Remark.DAY_OFF: facts.is_day_off(settings.starts_at),
        }
    )


def _window(facts: Facts, now: datetime) -> tuple[Remark, ...]:
    settings = facts.settings
    is_over, is_open = settings.registration_closes_at <= now, settings.registration_opens_at <= now
    return _when(
        {
            Remark.CLOSED: is_over,
            Remark.OPENS_AT_ONCE: is_open and not is_over and settings.status is EventStatus.DRAFT,
            Remark.OPENS_ON_DAY_OFF: not is_open and facts.is_day_off(settings.registration_opens_at),
        }
    )


def _texts(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    texts = (facts.settings.title, facts.settings.motto, facts.settings.description)
    return _when(
        {
            Remark.NO_DESCRIPTION: not (facts.settings.motto and facts.settings.description),
            Remark.NO_ENGLISH: any(text.de and not text.en for text in texts),
            Remark.AS_BEFORE: Point.TEXTS in facts.unchanged,
        }
    )


def _venue(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    settings = facts.settings
    return _when(
        {
            Remark.NO_VENUE: not (settings.venue and settings.address and settings.city),
            Remark.NO_DIRECTIONS: not settings.directions,
            Remark.AS_BEFORE: Point.VENUE in facts.unchanged,
        }
    )


def _contact(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    is_known = facts.settings.contact_name and facts.settings.contact_email
    return _when({Remark.NO_CONTACT: not is_known, Remark.AS_BEFORE: Point.CONTACT in facts.unchanged})


def _look(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    has_look = facts.settings.accent or facts.has_logo
    return _when({Remark.NO_LOOK: not has_look, Remark.AS_BEFORE: has_look and Point.LOOK in facts.unchanged})


def _places(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    offered = {Mode.ONSITE: facts.settings.capacity_onsite, Mode.ONLINE: facts.settings.capacity_online}
    is_over = any(places > offered[mode] for mode, places in facts.reserved.items())
    return _when({Remark.OVER_CAPACITY: is_over, Remark.AS_BEFORE: Point.PLACES in facts.unchanged})


def _some(point: Point, facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    """Remarks on a point that counts things: there are none, or only those of the earlier edition."""
    is_there = facts.numbers.get(point)
    return _when({Remark.NONE: not is_there, Remark.AS_BEFORE: is_there and point in facts.unchanged})


def _people(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    return _when({Remark.NONE: not facts.numbers.get(Point.PEOPLE), Remark.UNCONFIRMED: facts.unconfirmed})


CHECKS: Mapping[Point, Check] = {
    Point.DATES: _dates,
    Point.WINDOW: _window,
    Point.TEXTS: _texts,
    Point.VENUE: _venue,
    Point.CONTACT: _contact,
    Point.LOOK: _look,
    Point.PLACES: _places,
    Point.ROOMS: partial(_some, Point.ROOMS),
    Point.TRACKS: partial(_some, Point.TRACKS),
    Point.CLUSTERS: partial(_some, Point.CLUSTERS),
    Point.QUESTIONS: lambda _facts, _now: (),
    Point.LETTERS: lambda _facts, _now: (),
    Point.ITEMS: partial(_some, Point.ITEMS),
    Point.PEOPLE: _people,
    Point.LEGAL: lambda facts, _now: _when({Remark.UNAPPROVED: facts.unapproved, Remark.OUTDATED: facts.outdated}),
    Point.TEAM: lambda facts, _now: _when({Remark.ALONE: facts.organisers <= 1}),
    Point.TRIAL: lambda _facts, _now: (Remark.UNTRIED,),
}


def findings(facts: Facts, now: datetime) -> tuple[Finding, ...]:
    """Every point in order, with what was found at it."""
    wanted = _traces(facts)
    return tuple(_finding(point, check(facts, now), facts, wanted) for point, check in CHECKS.items())


def is_settled(finding: Finding, ticked: Collection[Point]) -> bool:
    """Whether nobody has to do anything more about it: it looks done, or somebody has looked."""
    return finding.state is State.DONE or (finding.state is State.LOOK and finding.point in ticked)


def is_wanted(status: EventStatus, starts_at: datetime, now: datetime, *, is_copy: bool) -> bool:
    """Whether the desk reminds of what is open: until the public sees the edition, and of a copy until it begins."""
    return status is EventStatus.DRAFT or (status is EventStatus.PUBLISHED and is_copy and now < starts_at)


def _finding(point: Point, remarks: tuple[Remark, ...], facts: Facts, wanted: OldMentions) -> Finding:
    mine = ((text, wanted.words_in(text.words)) for text in facts.texts if text.point is point)
    mentions = tuple(Mention(text, words) for text, words in mine if words)
    is_legal = point is Point.LEGAL
    since = facts.approved_at if is_legal and not facts.unapproved else None
    outdated = facts.outdated if is_legal else {}
    return Finding(point, (*remarks, Remark.MENTIONS) if mentions else remarks, mentions, since, outdated)


def _traces(facts: Facts) -> OldMentions:
    return old_mentions(_occasion(facts.before) if facts.before else None, _occasion(facts.settings))


def _occasion(settings: Settings) -> Occasion:
    names = (settings.venue, settings.address, settings.city)
    return Occasion(_day(settings, settings.starts_at), names, _day(settings, settings.ends_at))


def _day(settings: Settings, instant: datetime) -> date:
    return instant.astimezone(ZoneInfo(settings.zone)).date()
