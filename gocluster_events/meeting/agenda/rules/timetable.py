"""The programme of one edition as one frozen value: what checks, feeds, pages and versions are functions of.

Instants are UTC; ``zone`` names the venue's clocks. Items and people are named by UUID, rooms and tracks by id.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, cached_property
from zoneinfo import ZoneInfo

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import (
    ASIDE,
    Kind,
    Part,
    PersonStatus,
    RoomUse,
    SignUp,
    SpokenLanguage,
    Visibility,
)
from gocluster_events.meeting.agenda.rules.links import Link
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock

_UNWRITTEN = Localized()
_NEVER = datetime.max.replace(tzinfo=UTC)

LONGEST_ABSTRACT, LONGEST_BIOGRAPHY = 20_000, 10_000
"""In characters; public schedules of other programs hold none as long."""

Span = tuple[datetime, datetime]
"""From the first instant to the one after the last."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the meeting, the venue's hours on it as wall-clock time, and what it is for, if that is said."""

    date: date
    opens: time
    closes: time
    name: Localized = _UNWRITTEN


@dataclass(frozen=True, slots=True)
class Room:
    """A place where something happens. ``seats`` 0 means: not counted. No version holds what it is for (``uses``),
    so keys and marks are made without it: a set has its order from the process.
    """

    id: int
    name: str
    floor: Localized = _UNWRITTEN
    seats: int = 0
    has_stream: bool = False
    uses: frozenset[RoomUse] = field(default=frozenset(RoomUse), repr=False)


@dataclass(frozen=True, slots=True)
class Track:
    """A strand of the programme; ``colour`` is ``#RRGGBB``."""

    id: int
    letter: str
    name: Localized
    colour: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the programme.

    ``portrait`` is the digest of a picture, shown only with ``portrait_consent``. ``available`` names when they can be
    there; empty: always. ``email``, ``status`` and ``available`` are the organisers' alone: no version holds them.
    ``is_redacted``: their name was removed at their wish.
    """

    uuid: str
    first_name: str
    last_name: str
    title: str = ""
    position: Localized = _UNWRITTEN
    organisation: str = ""
    biography: Localized = _UNWRITTEN
    email: str = ""
    status: PersonStatus = PersonStatus.AGREED
    portrait: str = ""
    portrait_consent: bool = False
    available: tuple[Span, ...] = ()
    is_redacted: bool = False

    @property
    def name(self) -> str:
        """Title, first and last name, as the programme prints it."""
        return " ".join(part for part in (self.title, self.first_name, self.last_name) if part)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A person (by UUID) and what they do in an item, and for whom (by UUID) they stand in there, if for anybody."""

    person: str
    part: Part
    for_person: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """An appearance with the people themselves; ``absent`` is the one for whom ``person`` stands in."""

    person: Person
    part: Part
    absent: Person | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A programme item. Once it has a start it is placed, its room may still be open. ``seats`` 0: the room's.

    ``summary`` is one plain sentence, ``abstract`` the whole text in Markdown, ``do_not_record`` a wish that nobody
    records it; ``has_stream`` None: it is streamed if its room is. No proposal moves what ``is_pinned``; that is the
    organisers' alone, no version holds it.
    """

    uuid: str
    kind: Kind
    title: Localized
    length_minutes: int
    code: str = ""
    summary: Localized = _UNWRITTEN
    abstract: Localized = _UNWRITTEN
    track: int | None = None
    language: SpokenLanguage = SpokenLanguage.GERMAN
    seats: int = 0
    visibility: Visibility = Visibility.PUBLIC
    has_stream: bool | None = None
    starts_at: datetime | None = None
    room: int | None = None
    people: tuple[Appearance, ...] = ()
    is_pinned: bool = False
    links: tuple[Link, ...] = ()
    do_not_record: bool = False
    sign_up: SignUp = SignUp.NONE

    @property
    def ends_at(self) -> datetime | None:
        """The first instant after the item; None while it is not placed."""
        return None if self.starts_at is None else self.span[1]

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Start and end of a placed item; a version holds no other. Raises ValueError if it is not placed."""
        if self.starts_at is None:
            raise ValueError(f"{self.uuid} has no start")
        return self.starts_at, self.starts_at + _lasting(self.length_minutes)

    def overlaps(self, other: "Item") -> bool:
        """Whether both are placed and share an instant; items that touch do not."""
        if self.starts_at is None or other.starts_at is None:
            return False
        return self.starts_at < other.span[1] and other.starts_at < self.span[1]


@dataclass(frozen=True)
class Timetable:
    """A whole programme: the edition's days, rooms and tracks in order, the people, the items and blocks by time.

    ``knows_blocks`` is False for a version from the time before there were common times.
    """

    zone: str
    days: tuple[Day, ...] = ()
    rooms: tuple[Room, ...] = ()
    tracks: tuple[Track, ...] = ()
    people: tuple[Person, ...] = ()
    items: tuple[Item, ...] = ()
    blocks: tuple[TimeBlock, ...] = ()
    knows_blocks: bool = True

    def room(self, item: Item) -> Room | None:
        """Where the item takes place."""
        return None if item.room is None else self._rooms.get(item.room)

    def is_streamed(self, item: Item) -> bool:
        """Whether the item can be followed online: as it says itself, else as its room does."""
        room = self.room(item)
        return bool(room and room.has_stream) if item.has_stream is None else item.has_stream

    def track(self, item: Item) -> Track | None:
        """The strand the item belongs to."""
        return None if item.track is None else self._tracks.get(item.track)

    def cast(self, item: Item) -> tuple[tuple[Person, Part], ...]:
        """The item's people with their parts, in the programme's order."""
        return tuple((self._people[each.person], each.part) for each in item.people if each.person in self._people)

    def credits(self, item: Item) -> tuple[Credit, ...]:
        """The item's people with their parts and for whom they stand in, in the programme's order."""
        return tuple(
            Credit(self._people[each.person], each.part, self._people.get(each.for_person or ""))
            for each in item.people
            if each.person in self._people
        )

    def item(self, uuid: str) -> Item | None:
        """The item of a UUID."""
        return self._items.get(uuid)

    def person(self, uuid: str) -> Person | None:
        """The person of a UUID."""
        return self._people.get(uuid)

    def block(self, uuid: str) -> TimeBlock | None:
        """The common time of a UUID."""
        return next((block for block in self.blocks if block.uuid == uuid), None)

    def day_of(self, item: Item) -> date | None:
        """The venue's date on which the item starts; None while it is not placed."""
        return None if item.starts_at is None else self.date_at(item.starts_at)

    def date_at(self, instant: datetime) -> date:
        """The date at the venue at that instant."""
        return instant.astimezone(ZoneInfo(self.zone)).date()

    def by_day(self) -> Mapping[date, tuple[Item, ...]]:
        """The placed items of each date on which something starts, by time and then by room."""
        return self._by_day

    @cached_property
    def _by_day(self) -> Mapping[date, tuple[Item, ...]]:
        columns: dict[int | None, int] = {room.id: column for column, room in enumerate(self.rooms)}

        def place(item: Item) -> tuple[datetime, int]:
            return item.starts_at or _NEVER, columns.get(item.room, len(columns))

        days: dict[date, list[Item]] = {}
        for item in sorted(in_order(self.items), key=place):
            if (day := self.day_of(item)) is not None:
                days.setdefault(day, []).append(item)
        return {day: tuple(items) for day, items in days.items()}

    def is_alone(self, item: Item) -> bool:
        """Whether nothing takes place while the item does, but for what takes nobody away from it."""
        if item.starts_at is None:
            return True
        starts, ends = self._taking_away
        start, end = item.span
        own = self.item(item.uuid)
        counts_itself = own is not None and own.kind not in ASIDE and own.overlaps(item)
        return bisect_left(starts, end) - bisect_right(ends, start) == counts_itself

    @cached_property
    def _taking_away(self) -> tuple[list[datetime], list[datetime]]:
        """The starts, and the ends, of everything that takes people away from what runs beside it, each in order."""
        spans = [item.span for item in self.items if item.starts_at is not None and item.kind not in ASIDE]
        return sorted(start for start, _end in spans), sorted(end for _start, end in spans)

    @cached_property
    def main_halls(self) -> frozenset[int]:
        """The rooms with most places, and the first where nobody has counted them."""
        most = max((room.seats for room in self.rooms), default=0)
        uncounted = {room.id for room in self.rooms[:1] if not room.seats}
        return frozenset({room.id for room in self.rooms if most and room.seats == most} | uncounted)

    @cached_property
    def codes(self) -> Counter[str]:
        """How many items bear each code, whatever its case."""
        return Counter(item.code.casefold() for item in self.items)

    @cached_property
    def _rooms(self) -> dict[int, Room]:
        return {room.id: room for room in self.rooms}

    @cached_property
    def _tracks(self) -> dict[int, Track]:
        return {track.id: track for track in self.tracks}

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.uuid: person for person in self.people}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {item.uuid: item for item in self.items}


@cache
def _lasting(minutes: int) -> timedelta:
    """The length as a timedelta; it is cached, for every item is compared with many others."""
    return timedelta(minutes=minutes)


def in_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Items by start, then code; those without a start at the end."""
    return tuple(sorted(items, key=lambda item: (item.starts_at or _NEVER, item.code, item.uuid)))
