"""A file compared with the draft: what importing it would change, and which rooms and tracks it would need."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import Enum

from gocluster_events.core.text import shortened
from gocluster_events.meeting.agenda.importing.rules.entries import IncomingItem, IncomingProgramme
from gocluster_events.meeting.agenda.importing.rules.missing_days import DayChoice, MissingDay, missing_days
from gocluster_events.meeting.agenda.importing.rules.problems import EntryError, EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.roster import Places, Roster, canonical
from gocluster_events.meeting.agenda.importing.rules.unknown import Choices
from gocluster_events.meeting.agenda.importing.rules.writer import Writer
from gocluster_events.meeting.agenda.rules.change import Change, uuid_from
from gocluster_events.meeting.agenda.rules.codes import PersonStatus
from gocluster_events.meeting.agenda.rules.source import Column, Vocabulary, comparable
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable, in_order
from gocluster_events.meeting.events.rules.days import EditionDay


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is not in the draft but counts: items that were taken out, UUIDs that another edition has, and the days."""

    event_id: int
    dropped: tuple[Item, ...] = ()
    elsewhere: frozenset[str] = frozenset()
    days: tuple[EditionDay, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What importing the file does.

    ``after`` is the draft then, with unknown rooms and tracks under ids below zero, and with ``days`` as proposed.
    """

    changes: tuple[Change, ...]
    before: Timetable
    after: Timetable
    faults: tuple[EntryError, ...]
    rooms: tuple[str, ...]
    tracks: tuple[str, ...]
    days: tuple[MissingDay, ...]
    unchanged: int

    @property
    def errors(self) -> tuple[EntryError, ...]:
        """The problems that keep items and people out."""
        return tuple(fault for fault in self.faults if fault.is_error)

    @property
    def remarks(self) -> tuple[EntryError, ...]:
        """The problems that keep nothing out, but that somebody should look at."""
        return tuple(fault for fault in self.faults if not fault.is_error)

    @property
    def people(self) -> tuple[Change, ...]:
        """The changes that add or change people."""
        return tuple(change for change in self.changes if isinstance(change.subject, Person))

    @property
    def newcomers(self) -> int:
        """How many people are new and have not agreed yet."""
        new = (change.after for change in self.people if change.before is None)
        return sum(isinstance(person, Person) and person.status is PersonStatus.ASKED for person in new)


def plan_import(
    incoming: IncomingProgramme, draft: Timetable, vocabulary: Vocabulary, around: Surroundings
) -> ImportPlan:
    """The changes that the file makes. Items are found by UUID, then by code; people by UUID, then by name."""
    places = Places(draft, vocabulary, incoming.language)
    roster = Roster(draft.people, keys_of(incoming), around.elsewhere, around.event_id, incoming.language)
    for somebody in incoming.people:
        roster.list(somebody)
    matcher = _Matcher(incoming, draft, around)
    writer = Writer(incoming, draft, places, roster, vocabulary)
    pairs = [(before, writer.item(entry, before, uuid)) for entry, before, uuid in matcher.pairs()]
    standing = {item.uuid: item for item in draft.items}
    changes = tuple(Change(standing.get(item.uuid), item) for _before, item in pairs if standing.get(item.uuid) != item)
    after = {**standing, **{item.uuid: item for _before, item in pairs}}
    days = missing_days(around.days, (item for _before, item in pairs), draft.zone) if around.days else ()
    planned = [*draft.days, *(day.hours for day in days if day.proposal is not DayChoice.NONE)]
    return ImportPlan(
        changes=(*roster.changes, *changes),
        before=draft,
        after=replace(
            places.within(draft),
            days=tuple(sorted(planned, key=lambda day: day.date)),
            people=roster.people,
            items=in_order(after.values()),
        ),
        faults=(*incoming.faults, *matcher.faults, *writer.faults),
        rooms=tuple(places.rooms),
        tracks=tuple(places.tracks),
        days=days,
        unchanged=len(pairs) - len(changes),
    )


def keys_of(incoming: IncomingProgramme) -> frozenset[str]:
    """The UUIDs that the file names, some of which may be another edition's."""
    players = (player.key for entry in incoming.entries for player in entry.people or ())
    keys = [*(entry.key for entry in incoming.entries), *(each.key for each in incoming.people), *players]
    return frozenset(filter(None, map(canonical, keys)))


class _Matcher:
    """Finds the item of the draft that each entry of the file stands for."""

    def __init__(self, incoming: IncomingProgramme, draft: Timetable, around: Surroundings) -> None:
        self._around = around
        self._known = {item.uuid: item for item in (*around.dropped, *draft.items)}
        codes = Counter(item.code.casefold() for item in draft.items)
        self._codes = {each.code.casefold(): each for each in draft.items if codes[each.code.casefold()] == 1}
        self._entries = tuple(zip(incoming.entries, self._identities(incoming.entries), strict=True))
        self.faults: list[EntryError] = []

    def pairs(self) -> Iterator[tuple[IncomingItem, Item | None, str]]:
        """Each entry with its item, None if it is new, and the UUID that it has or gets."""
        by_key = [self._known.get(canonical(entry.key)) or self._known.get(derived) for entry, derived in self._entries]
        taken = {item.uuid for item in by_key if item}
        for (entry, derived), matched in zip(self._entries, by_key, strict=True):
            item = matched or self._by_code(entry, taken)
            if item:
                taken.add(item.uuid)
            yield entry, item, item.uuid if item else self._new(entry, derived)

    def _by_code(self, entry: IncomingItem, taken: set[str]) -> Item | None:
        code = entry.texts.get(Column.CODE, "").casefold()
        item = self._codes.get(code) if code else None
        return item if item and item.uuid not in taken else None

    def _new(self, entry: IncomingItem, derived: str) -> str:
        uuid = canonical(entry.key)
        if uuid in self._around.elsewhere:
            self.faults.append(EntryError(entry.number, EntryErrorKind.ELSEWHERE, name=shortened(entry.title, 60)))
        return uuid if uuid and uuid not in self._around.elsewhere else derived

    def _identities(self, entries: Iterable[IncomingItem]) -> Iterator[str]:
        """A UUID for each entry: one file gives the same ones whenever it is taken in."""
        seen: Counter[str] = Counter()
        for entry in entries:
            identity = entry.key or f"{comparable(entry.title)} {seen[comparable(entry.title)]}"
            seen[comparable(entry.title)] += not entry.key
            yield uuid_from(f"imported item {identity}", self._around.event_id)


MOST_ENTRIES = 5_000


class ImportRefusal(Enum):
    """Why nothing is imported."""

    GONE = "gone"
    PROBLEMS = "problems"
    NOTHING_NEW = "nothing_new"
    NO_PROGRAMME = "no_programme"
    NO_ITEMS = "no_items"
    TOO_MANY = "too_many"
    UNREADABLE = "unreadable"  # and nobody knows why


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decided about an import.

    ``seen``: the draft's revision that was looked at; ``left_out``: how many errors were agreed to be left out;
    ``creates_places``: whether rooms and tracks that the edition does not have are made; ``days``: what becomes of
    days that it does not have; ``words``: what unknown words meant in what was looked at.
    """

    seen: int
    left_out: int
    creates_places: bool
    days: Mapping[date, DayChoice] = field(default_factory=dict)
    words: Choices = field(default_factory=dict)
