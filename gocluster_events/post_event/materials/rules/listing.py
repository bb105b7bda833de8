"""The team's list: a row for each material and each item that lacks one, what it is narrowed to, and its figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.core.text import search_text, search_words
from gocluster_events.meeting.agenda.rules.timetable import Item, Person, Timetable
from gocluster_events.post_event.materials.rules.codes import SeenBy
from gocluster_events.post_event.materials.rules.material import Entry
from gocluster_events.post_event.materials.rules.standing import Hurdle, hurdles, is_poor, presenting
from gocluster_events.post_event.materials.rules.waiving import Waivers, addressees, is_waived

LONGEST_SEARCH = 100


class Face(Enum):
    """How a row stands, in a word."""

    MISSING = "missing"
    NONE = "none"  # none come
    REFUSED = "refused"
    CHECKING = "checking"
    OFF_PROGRAMME = "off_programme"
    LOCKED = "locked"  # a release was withdrawn or refused, or a name removed
    LACKING = "lacking"
    DRAFT = "draft"
    LATER = "later"
    PUBLIC = "public"
    PARTICIPANTS = "participants"


class Narrowing(Enum):
    """Which rows somebody looks at."""

    ALL = "all"
    MISSING = "missing"
    LACKING = "lacking"
    PUBLIC = "public"


_FACES = {
    Hurdle.FILE_REFUSED: Face.REFUSED,
    Hurdle.ARRIVING: Face.CHECKING,
    Hurdle.NOT_CHECKED: Face.CHECKING,
    Hurdle.OFF_PROGRAMME: Face.OFF_PROGRAMME,
    Hurdle.NAME_REMOVED: Face.LOCKED,
    Hurdle.LACKING: Face.LACKING,
    Hurdle.NOT_PUBLISHED: Face.DRAFT,
    Hurdle.NOT_YET: Face.LATER,
}
_NARROWED = {
    Narrowing.ALL: frozenset(Face),
    Narrowing.MISSING: frozenset({Face.MISSING}),
    Narrowing.LACKING: frozenset({Face.LACKING, Face.LOCKED}),
    Narrowing.PUBLIC: frozenset({Face.PUBLIC, Face.PARTICIPANTS}),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """An item of which there is no material yet, and who could give one."""

    item: Item
    people: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A material, or an item (``entry`` None) of which there is none. ``item`` None: it is not on the programme."""

    item: Item | None
    entry: Entry | None
    people: tuple[Person, ...]
    face: Face


@dataclass(frozen=True, slots=True)
class Figures:
    """Of so many items that expect materials, how many have some; of how many ``none`` come; what needs care.

    ``withdrawn`` is how many releases were taken back, the last one at ``withdrawn_at``.
    """

    expected: int
    there: int
    none: int
    lacking: int
    withdrawn: int
    withdrawn_at: datetime | None
    poor: int


def missing_items(
    entries: Sequence[Entry], timetable: Timetable | None, waivers: Waivers = frozenset()
) -> tuple[Missing, ...]:
    """The items of which materials are asked for and there are none, in the programme's order."""
    if timetable is None:
        return ()
    there = {each.record.facts.item for each in entries}
    return tuple(
        Missing(item, people)
        for item in timetable.items
        if item.uuid not in there and (people := addressees(timetable, item, waivers))
    )


def waived_items(entries: Sequence[Entry], timetable: Timetable, waivers: Waivers) -> tuple[Missing, ...]:
    """The items of which there are no materials and nobody is asked for any more, with all who were."""
    there = {each.record.facts.item for each in entries}
    items = (item for item in timetable.items if item.uuid not in there and is_waived(timetable, item, waivers))
    return tuple(Missing(item, presenting(timetable, item)) for item in items)


def face_of(entry: Entry, now: datetime) -> Face:
    """How a material stands."""
    first = next(iter(hurdles(entry.standing, now)), None)
    if first is Hurdle.LACKING and entry.denied:
        return Face.LOCKED
    if first is not None:
        return _FACES[first]
    return Face.PUBLIC if entry.record.facts.seen_by is SeenBy.PUBLIC else Face.PARTICIPANTS


def rows(
    entries: Sequence[Entry], timetable: Timetable | None, now: datetime, waivers: Waivers = frozenset()
) -> tuple[Row, ...]:
    """Every material and every item without one, in the programme's order; what is not on it any more at the end."""
    items = timetable.items if timetable else ()
    place = {item.uuid: at for at, item in enumerate(items)}
    there = [
        Row(timetable.item(each.record.facts.item) if timetable else None, each, each.needed, face_of(each, now))
        for each in entries
    ]
    lacking = [Row(each.item, None, each.people, Face.MISSING) for each in missing_items(entries, timetable, waivers)]
    none = waived_items(entries, timetable, waivers) if timetable and waivers else ()
    without = [*lacking, *(Row(each.item, None, each.people, Face.NONE) for each in none)]
    return tuple(sorted([*there, *without], key=lambda row: place.get(row.item.uuid if row.item else "", len(place))))


def counts(every: Sequence[Row]) -> Mapping[Narrowing, int]:
    """How many rows each choice has."""
    return {which: sum(row.face in faces for row in every) for which, faces in _NARROWED.items()}


def chosen(every: Sequence[Row], which: Narrowing, search: str) -> tuple[Row, ...]:
    """The rows of that choice in whose item, title or people every word occurs."""
    words = search_words(search[:LONGEST_SEARCH])
    return tuple(row for row in every if row.face in _NARROWED[which] and _has(row, words))


def _has(row: Row, words: Sequence[Sequence[str]]) -> bool:
    text = _text(row)
    return all(any(folded in text for folded in word) for word in words)


def _text(row: Row) -> str:
    titles = [row.item.title, *([row.entry.record.facts.title] if row.entry else [])] if row.item else []
    texts = [text for title in titles for text in (title.de, title.en)]
    return search_text(row.item.code if row.item else "", *texts, *(person.name for person in row.people))


def _when(answered_at: datetime | None) -> float:
    return answered_at.timestamp() if answered_at else 0.0


def figures(entries: Sequence[Entry], every: Sequence[Row]) -> Figures:
    """What stands above the list."""
    missing = sum(row.face is Face.MISSING for row in every)
    there = len({row.item.uuid for row in every if row.entry and row.item})
    withdrawn = [release for each in entries for release in each.withdrawn]
    return Figures(
        expected=there + missing, there=there, none=sum(row.face is Face.NONE for row in every),
        lacking=sum(row.face is Face.LACKING for row in every),
        withdrawn=len(withdrawn), withdrawn_at=max((each.answered_at for each in withdrawn), default=None, key=_when),
        poor=sum(is_poor(each.record.reading) for each in entries),
    )  # fmt: skip
