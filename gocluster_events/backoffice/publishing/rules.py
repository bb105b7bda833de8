"""Who is told by letter of a new version, and whom changed settings concern."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum

from gocluster_events.attendance.bookings.rules.consequences import is_bookable
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.rules.differences import ANNOUNCED_FACTS, Difference, Fact, Turn, changes
from gocluster_events.meeting.agenda.rules.publicity import open_to_the_public
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode, Settings

_SILENT = Localized()

_MATTERS = {
    Mode.ONSITE: frozenset({Fact.START, Fact.END, Fact.ROOM, Fact.PEOPLE}),
    Mode.ONLINE: frozenset({Fact.START, Fact.END, Fact.STREAM, Fact.PEOPLE}),
}
"""Facts for which somebody is written to without being asked for it."""
_ANNOUNCED_ONLINE = ANNOUNCED_FACTS - {Fact.ROOM}


def is_told_of(status: EventStatus) -> bool:
    """Whether anybody is written to about a programme: only while its edition can be looked at and is not over."""
    return status is EventStatus.PUBLISHED


class Refusal(Enum):
    """Why people on the programme are not written to."""

    NOT_PUBLIC = "not_public"
    TELLS_OTHERS = "tells_others"  # others would be written to than the page has said


class Audience(Enum):
    """Who can be told by letter."""

    PARTICIPANTS = "participants"
    PEOPLE = "people"
    WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Announcement:
    """What an organiser says of a version, and to whom by letter."""

    note: Localized = _SILENT
    audiences: frozenset[Audience] = frozenset()


@dataclass(frozen=True, slots=True)
class EntryTexts:
    """What a calendar shows of an item."""

    title: str
    kind: str
    description: str
    location: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Functions that put parts of a letter into words, from a view or the worker; each takes the language first.

    ``changes`` says what becomes of items, as lines of a letter under a sentence of its own for those of others, and in
    which of them (UUIDs) the reader has a place (True) or waits for one;
    ``items`` are those of a person, by UUID, with when, where and at which address;
    ``address`` is where an item's page is, by the edition's slug and the item's path.
    """

    changes: Callable[[str, Sequence[Difference], Timetable | None, Timetable, Mapping[str, bool]], str]
    items: Callable[[str, str, Timetable, Callable[[Item], str]], str]
    others: Callable[[str, str], str]
    entry: Callable[[str, Item, Timetable], EntryTexts]
    address: Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Briefing:
    """What ``new`` changes for those who know ``old``: ``readers`` by mode of attendance, ``people`` by UUID.

    ``first``: nothing was published before, so that there is no change to tell readers of.
    """

    old: Timetable | None
    new: Timetable
    readers: Mapping[Mode, tuple[Difference, ...]] = field(default_factory=dict)
    people: Mapping[str, tuple[Difference, ...]] = field(default_factory=dict)

    @property
    def first(self) -> bool:
        """Whether it is the first version."""
        return self.old is None

    @property
    def modes(self) -> tuple[Mode, ...]:
        """The modes of attendance that the new version concerns; the first version concerns all."""
        return tuple(mode for mode in Mode if self.first or self.readers.get(mode))

    def matters(self, audience: Audience) -> bool:
        """Whether the differences are so important that the audience is told unless the organiser unticks it."""
        match audience:
            case Audience.PARTICIPANTS:
                return any(_matters(each, mode) for mode, differences in self.readers.items() for each in differences)
            case Audience.PEOPLE:
                return any(_matters(each, Mode.ONSITE) for differences in self.people.values() for each in differences)
            case Audience.WAITING:
                return False  # they are told with their place

    def modes_told(self, uuid: str) -> tuple[Mode, ...]:
        """The modes of attendance whose readers learn of a change to that item."""
        return tuple(
            mode for mode, differences in self.readers.items() if any(each.item.uuid == uuid for each in differences)
        )

    def people_told(self, uuid: str) -> tuple[str, ...]:
        """The people on the programme, by UUID, who learn of a change to that item."""
        return tuple(
            person for person, differences in self.people.items() if any(each.item.uuid == uuid for each in differences)
        )


def briefing(old: Timetable | None, new: Timetable) -> Briefing:
    """Who learns what of ``new``. Readers never learn of closed items; their own people do."""
    return Briefing(old, new, _for_readers(old, new), _for_people(old, new))


def _for_readers(old: Timetable | None, new: Timetable) -> Mapping[Mode, tuple[Difference, ...]]:
    if old is None:
        return {}
    differences = [each for each in changes(open_to_the_public(old), open_to_the_public(new)) if _is_announced(each)]
    return {
        Mode.ONSITE: tuple(differences),
        Mode.ONLINE: tuple(each for each in differences if _is_announced_online(each, old, new)),
    }


def _is_announced(change: Difference) -> bool:
    return change.turn in {Turn.NEW, Turn.DROPPED} or bool(ANNOUNCED_FACTS & set(change.facts))


def _is_announced_online(change: Difference, old: Timetable, new: Timetable) -> bool:
    """Whoever takes part online has only what is streamed, by itself or by its room, and needs no room for it."""
    both = ((change.old, old), (change.new, new))
    is_streamed = any(timetable.is_streamed(item) for item, timetable in both if item)
    return is_streamed and (change.turn in {Turn.NEW, Turn.DROPPED} or bool(_ANNOUNCED_ONLINE & set(change.facts)))


def items_of(timetable: Timetable, person: str) -> tuple[Item, ...]:
    """The items in which the person, by UUID, appears."""
    return tuple(item for item in timetable.items if person in _cast(item))


def _for_people(old: Timetable | None, new: Timetable) -> Mapping[str, tuple[Difference, ...]]:
    by_person: dict[str, tuple[Difference, ...]] = {}
    for change in filter(_is_announced, changes(old, new)):
        for uuid in dict.fromkeys((*_cast(change.old), *_cast(change.new))):
            by_person[uuid] = (*by_person.get(uuid, ()), change)
    return by_person


def _cast(item: Item | None) -> tuple[str, ...]:
    return tuple(each.person for each in item.people) if item else ()


def _matters(change: Difference, mode: Mode) -> bool:
    return change.turn in {Turn.NEW, Turn.DROPPED} or bool(_MATTERS[mode] & set(change.facts))


def turned(old: Timetable | None, new: Timetable) -> tuple[Item, ...]:
    """The items of ``new`` whose places are booked from then on, and went by wishes in ``old``, or vice versa."""
    before = {item.uuid: item.sign_up for item in old.items if is_bookable(item)} if old else {}
    return tuple(
        item for item in new.items if is_bookable(item) and before.get(item.uuid, item.sign_up) != item.sign_up
    )


def unwished(old: Timetable | None, new: Timetable) -> tuple[Item, ...]:
    """The items of ``old`` for which people could wish, and for which nobody signs up in ``new``."""
    after = {item.uuid for item in new.items if is_bookable(item)}
    wished = [item for item in old.items if is_bookable(item) and item.sign_up is SignUp.WISH] if old else []
    return tuple(item for item in wished if item.uuid not in after)


@dataclass(frozen=True, slots=True)
class Affected:
    """``moved`` were confirmed for another time; ``beyond``: modes that now have fewer places than confirmed people.

    ``beyond`` has for each such mode the number of confirmed people and that of places.
    """

    moved: int = 0
    beyond: tuple[tuple[Mode, int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.moved or self.beyond)


def affected(before: Settings, after: Settings, confirmed: Mapping[Mode, int]) -> Affected:
    """Whom the change concerns, of so many ``confirmed`` people of each mode."""
    is_moved = (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at)
    beyond = (
        (mode, number, _places(after, mode))
        for mode, number in confirmed.items()
        if _places(after, mode) < min(number, _places(before, mode))
    )
    return Affected(sum(confirmed.values()) if is_moved else 0, tuple(beyond))


def _places(settings: Settings, mode: Mode) -> int:
    return settings.capacity_onsite if mode is Mode.ONSITE else settings.capacity_online
