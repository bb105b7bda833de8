"""What one version changed for its readers, what is new to one of them, and the letters about items."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from gocluster_events.meeting.agenda.rules.time_block import TimeBlock, by_time
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable, in_order
from gocluster_events.meeting.letters.rules import MEETING, Letter


class Turn(Enum):
    """What happens to an item."""

    NEW = "new"
    DROPPED = "dropped"
    MOVED = "moved"
    LENGTH = "length"
    PEOPLE = "people"
    CHANGED = "changed"


class Fact(Enum):
    """A fact of an item that readers see."""

    START = "start"
    END = "end"
    ROOM = "room"
    PEOPLE = "people"
    DETAILS = "details"
    TITLE = "title"
    SUMMARY = "summary"
    ABSTRACT = "abstract"
    KIND = "kind"
    CODE = "code"
    TRACK = "track"
    LANGUAGE = "language"
    SEATS = "seats"
    STREAM = "stream"
    VISIBILITY = "visibility"
    SIGN_UP = "sign_up"
    RECORDING = "recording"
    LINKS = "links"


@dataclass(frozen=True, slots=True)
class Difference:
    """One item that changes, and in which facts. ``old`` is None if it is new, ``new`` None if it is dropped."""

    turn: Turn
    old: Item | None
    new: Item | None
    facts: tuple[Fact, ...] = ()

    @property
    def item(self) -> Item:
        """The item as it becomes, or as it was if it is dropped."""
        item = self.new or self.old
        assert item is not None  # noqa: S101 -- a difference has at least one side
        return item


def _room(timetable: Timetable, item: Item) -> object:
    room = timetable.room(item)
    return room and (room.id, room.name)


def _track(timetable: Timetable, item: Item) -> object:
    track = timetable.track(item)
    return track and (track.letter, track.name)


def _people(timetable: Timetable, item: Item) -> object:
    """Who does what in the item, and for whom they stand in; what else the programme says of people is no news."""
    return [
        (each.person.uuid, each.person.name, each.part, each.absent and each.absent.name)
        for each in timetable.credits(item)
    ]


_FACTS: dict[Fact, Callable[[Timetable, Item], object]] = {
    Fact.START: lambda _timetable, item: item.starts_at,
    Fact.END: lambda _timetable, item: item.ends_at,
    Fact.ROOM: _room,
    Fact.PEOPLE: _people,
    Fact.DETAILS: lambda timetable, item: timetable.cast(item),
    Fact.TITLE: lambda _timetable, item: item.title,
    Fact.SUMMARY: lambda _timetable, item: item.summary,
    Fact.ABSTRACT: lambda _timetable, item: item.abstract,
    Fact.KIND: lambda _timetable, item: item.kind,
    Fact.CODE: lambda _timetable, item: item.code,
    Fact.TRACK: _track,
    Fact.LANGUAGE: lambda _timetable, item: item.language,
    Fact.SEATS: lambda _timetable, item: item.seats,
    Fact.STREAM: lambda timetable, item: timetable.is_streamed(item),
    Fact.VISIBILITY: lambda _timetable, item: item.visibility,
    Fact.SIGN_UP: lambda _timetable, item: item.sign_up,
    Fact.RECORDING: lambda _timetable, item: item.do_not_record,
    Fact.LINKS: lambda _timetable, item: item.links,
}
_MOVES = frozenset({Fact.START, Fact.END, Fact.ROOM})


def changes(old: Timetable | None, new: Timetable) -> tuple[Difference, ...]:
    """What turns ``old`` (None: nothing was published) into ``new``, in the order of the programme."""
    before = {} if old is None else {item.uuid: item for item in old.items}
    after = {item.uuid: item for item in new.items}
    by_uuid = {uuid: Difference(Turn.DROPPED, item, None) for uuid, item in before.items() if uuid not in after}
    for uuid, item in after.items():
        if old is None or uuid not in before:
            by_uuid[uuid] = Difference(Turn.NEW, None, item)
        elif facts := _changed_facts(old, before[uuid], new, item):
            by_uuid[uuid] = Difference(_turn(facts), before[uuid], item, facts)
    return tuple(by_uuid[item.uuid] for item in in_order(difference.item for difference in by_uuid.values()))


@dataclass(frozen=True, slots=True)
class BlockDifference:
    """A common time that changes. ``old`` is None if it is new, ``new`` None if it is removed."""

    old: TimeBlock | None
    new: TimeBlock | None

    @property
    def block(self) -> TimeBlock:
        """The block as it becomes, or as it was if it is removed."""
        block = self.new or self.old
        assert block is not None  # noqa: S101 -- a difference has at least one side
        return block


def block_changes(old: Timetable | None, new: Timetable) -> tuple[BlockDifference, ...]:
    """What turns the common times of ``old`` (None: nothing was published) into those of ``new``, by time."""
    before = {block.uuid: block for block in (old.blocks if old else ())}
    after = {block.uuid: block for block in new.blocks}
    pairs = {uuid: BlockDifference(before.get(uuid), after.get(uuid)) for uuid in {**before, **after}}
    changed = {uuid: pair for uuid, pair in pairs.items() if pair.old != pair.new}
    return tuple(changed[block.uuid] for block in by_time(each.block for each in changed.values()))


def _changed_facts(old: Timetable, before: Item, new: Timetable, after: Item) -> tuple[Fact, ...]:
    facts = tuple(fact for fact, of in _FACTS.items() if of(old, before) != of(new, after))
    return tuple(fact for fact in facts if fact is not Fact.DETAILS or Fact.PEOPLE not in facts)


def _turn(facts: tuple[Fact, ...]) -> Turn:
    moves = _MOVES & set(facts)
    if moves:
        return Turn.LENGTH if moves == {Fact.END} else Turn.MOVED
    return Turn.PEOPLE if Fact.PEOPLE in facts else Turn.CHANGED


ANNOUNCED_FACTS = frozenset(
    {
        Fact.START, Fact.END, Fact.ROOM, Fact.PEOPLE, Fact.TITLE, Fact.KIND, Fact.LANGUAGE, Fact.STREAM,
        Fact.VISIBILITY, Fact.SIGN_UP,
    }
)  # fmt: skip
"""Facts that change what a reader has to do; a better text is no news."""


@dataclass(frozen=True, slots=True)
class News:
    """What is new or changed, by the item's UUID, and what is no longer there."""

    marked: Mapping[str, Difference] = field(default_factory=dict)
    dropped: tuple[Item, ...] = ()

    def __len__(self) -> int:
        return len(self.marked) + len(self.dropped)


def news(old: Timetable | None, new: Timetable) -> News:
    """What ``new`` changes for readers of ``old``. A first version has no news, it is all new."""
    if old is None:
        return News()
    differences = changes(old, new)
    return News(
        {each.item.uuid: each for each in differences if each.turn is Turn.NEW or ANNOUNCED_FACTS & set(each.facts)},
        tuple(each.item for each in differences if each.turn is Turn.DROPPED),
    )


OWN_PAGE = Letter(
    "own_page",
    "meeting/agenda/mail/own_page.txt",
    {**MEETING, "name": "Dr. Tarek Lindholm"},
    "agenda.own_link",
)

OWN_ITEMS = Letter(
    "own_items",
    "meeting/agenda/mail/own_items.txt",
    {
        "event": "Jahrestagung 2027",
        "day": "Donnerstag, 22. April 2027",
        "contact": "tagung@example.org",
        "office": "Geschäftsstelle go-cluster",
        "salutation": "Dr. Ruben Achterfeld",
        "changes": "- Verschoben: P4 Pitches, 13:20–13:50 statt 13:15–13:45",
        "others": "Außerdem ändert sich im Programm:\n\n- Neu: N1 Beratungsstand, Do., 22. Apr., 12:45–14:00",
        "note": "Frau Dr. Tannert ist erkrankt.",
    },
    "agenda.own_link",
)

OWN_FIRST = Letter(
    "own_first",
    "meeting/agenda/mail/own_first.txt",
    {
        "event": "Jahrestagung 2027",
        "day": "Donnerstag, 22. April 2027",
        "contact": "tagung@example.org",
        "office": "Geschäftsstelle go-cluster",
        "salutation": "Dr. Ruben Achterfeld",
        "items": "- Do., 22. Apr., 13:15–13:45: P4 Pitches, Eichensaal (Moderation)",
        "others": "",
        "note": "Wir freuen uns auf Sie.",
    },
    "agenda.own_link",
)

LETTERS: tuple[Letter, ...] = (OWN_PAGE, OWN_FIRST, OWN_ITEMS)
PROGRAMME = frozenset({OWN_FIRST.name, OWN_ITEMS.name})
"""Those that tell of a new version of the programme."""
ABOUT_THE_PROGRAMME = PROGRAMME | {"programme_changed", "message", "materials_reminder", "cards_question"}
"""Letters that may name people on the programme to others: the last ones to participants, what the team writes,
and those that name titles of materials or cards.
"""
