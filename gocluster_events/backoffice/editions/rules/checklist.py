"""How each point of an edition's year stands: made from what is there, so that no list has to be kept by hand."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial

from gocluster_events.backoffice.editions.rules.copying import Occasion, OldMentions, old_mentions
from gocluster_events.backoffice.editions.rules.year import (
    DONE_ELSEWHERE,
    NEEDED,
    PREPARED,
    Point,
    Remark,
    State,
    day_of,
)
from gocluster_events.backoffice.legal.rules import Kind, Section
from gocluster_events.core.text import Localized
from gocluster_events.core.workdays import is_day_off
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, Settings


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
        if not self.remarks:
            return State.DONE
        return State.LOOK if self.point in PREPARED else State.OPEN

    @property
    def can_be_ticked(self) -> bool:
        """Whether somebody may say that it is settled."""
        return self.state in {State.LOOK, State.OPEN} and self.point not in DONE_ELSEWHERE


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What an edition is made of. ``before``: the edition from which it was copied; ``unchanged``: points as there.

    ``state`` is that of the venue, empty: weekends only. ``reserved`` are the places that quotas keep, ``taken`` the
    points whose list somebody has downloaded.
    """

    settings: Settings
    status: EventStatus = EventStatus.DRAFT
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
    has_version: bool = False
    has_reminder: bool = False
    taken: Collection[Point] = ()

    @property
    def first_day(self) -> date:
        """The day on which it begins, at the venue."""
        return day_of(self.settings, self.settings.starts_at)

    def took_place(self, now: datetime) -> bool:
        """Whether it was public and is over."""
        return self.status is not EventStatus.DRAFT and self.settings.ends_at <= now

    def is_day_off(self, instant: datetime) -> bool:
        """Whether the instant is on a weekend or a holiday of the venue."""
        return is_day_off(day_of(self.settings, instant), self.state)


Check = Callable[[Facts, datetime], tuple[Remark, ...]]


def _when(wrong: Mapping[Remark, object]) -> tuple[Remark, ...]:
    return tuple(remark for remark, is_so in wrong.items() if is_so)


def _dates(facts: Facts, now: datetime) -> tuple[Remark, ...]:
    settings = facts.settings
    return _when(
        {
            Remark.PAST: settings.starts_at <= now and not facts.took_place(now),
            Remark.NO_DAY: facts.first_day not in facts.days,
            Remark.DAY_OFF: facts.is_day_off(settings.starts_at),
        }
    )


def _window(facts: Facts, now: datetime) -> tuple[Remark, ...]:
    settings = facts.settings
    is_over, is_open = settings.registration_closes_at <= now, settings.registration_opens_at <= now
    return _when(
        {
            Remark.CLOSED: is_over and not facts.took_place(now),
            Remark.OPENS_AT_ONCE: is_open and not is_over and facts.status is EventStatus.DRAFT,
            Remark.NO_CODES: settings.codes_open_at and not is_open and not facts.numbers.get(Point.INVITATIONS),
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


def _taken(point: Point, facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    return _when({Remark.NOT_TAKEN: point not in facts.taken})


def _to_do(_facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    return (Remark.TO_DO,)


def _people(facts: Facts, _now: datetime) -> tuple[Remark, ...]:
    return _when({Remark.NONE: not facts.numbers.get(Point.PEOPLE), Remark.UNCONFIRMED: facts.unconfirmed})


CHECKS: Mapping[Point, Check] = {
    Point.DATES: _dates,
    Point.VENUE: _venue,
    Point.TEXTS: _texts,
    Point.CONTACT: _contact,
    Point.TEAM: lambda facts, _now: _when({Remark.ALONE: facts.organisers <= 1}),
    Point.LEGAL: lambda facts, _now: _when({Remark.UNAPPROVED: facts.unapproved, Remark.OUTDATED: facts.outdated}),
    Point.LOOK: _look,
    Point.PUBLIC: lambda facts, _now: _when({Remark.NOT_PUBLIC: facts.status is EventStatus.DRAFT}),
    Point.ROOMS: partial(_some, Point.ROOMS),
    Point.TRACKS: partial(_some, Point.TRACKS),
    Point.CLUSTERS: partial(_some, Point.CLUSTERS),
    Point.QUESTIONS: lambda _facts, _now: (),
    Point.PLACES: _places,
    Point.LETTERS: lambda _facts, _now: (),
    Point.TRIAL: lambda _facts, _now: (Remark.UNTRIED,),
    Point.INVITATIONS: lambda facts, _now: _when({Remark.NOBODY_INVITED: not facts.numbers.get(Point.INVITATIONS)}),
    Point.WINDOW: _window,
    Point.ITEMS: partial(_some, Point.ITEMS),
    Point.REMINDERS: lambda facts, _now: _when({Remark.NO_REMINDER: not facts.has_reminder}),
    Point.PEOPLE: _people,
    Point.VERSION: lambda facts, _now: _when({Remark.NO_VERSION: not facts.has_version}),
    Point.CATERER: partial(_taken, Point.CATERER),
    Point.GATE: partial(_taken, Point.GATE),
    Point.BADGES: _to_do,
    Point.ADMISSION: _to_do,
    Point.CERTIFICATES: _to_do,
    Point.FIGURES: _to_do,
    Point.ARCHIVE: lambda facts, _now: _when({Remark.NOT_ARCHIVED: facts.status is not EventStatus.ARCHIVED}),
}


def findings(facts: Facts, now: datetime) -> tuple[Finding, ...]:
    """Every point in order, with what was found at it."""
    wanted = _traces(facts)
    return tuple(_finding(point, check(facts, now), facts, wanted) for point, check in CHECKS.items())


def is_settled(finding: Finding, ticked: Collection[Point]) -> bool:
    """Whether nobody has to do anything more about it: it looks done, or somebody has looked."""
    return finding.state is State.DONE or (finding.can_be_ticked and finding.point in ticked)


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
    return Occasion(day_of(settings, settings.starts_at), names, day_of(settings, settings.ends_at))
