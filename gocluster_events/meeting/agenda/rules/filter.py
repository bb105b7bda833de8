"""Which items of the public programme somebody looks for: by words, room, track, language and person."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from gocluster_events.core import text
from gocluster_events.meeting.agenda.rules.codes import Kind, SpokenLanguage
from gocluster_events.meeting.agenda.rules.paths import short, shorts
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable

PLENUM = "plenum"
BREAKS = frozenset({Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH})
"""Kinds that everything else stands still for."""


def is_band(item: Item) -> bool:
    """Whether it is a break for everybody: it has no room, because it is over all of them."""
    return item.kind in BREAKS and item.room is None


def alike(one: Item, other: Item) -> bool:
    """Whether both are the same, such as one break, perhaps in two rooms."""
    return (one.kind, one.title, one.starts_at, one.length_minutes) == (
        other.kind, other.title, other.starts_at, other.length_minutes,
    )  # fmt: skip


MANY = 2  # a kind with fewer items needs no chip: one can see it


class Only(Enum):
    """Marks that an item has or has not."""

    STREAM = "stream"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Filter:
    """Within a field any of its values, between fields all; an empty field asks for nothing.

    Tracks by lower-case letter (or `PLENUM`), rooms by id, people by UUID, ``words`` that all occur. ``items`` are the
    ends of UUIDs (`paths.short`), a choice that somebody made one by one; None is no such choice.
    """

    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    only: frozenset[Only] = frozenset()
    rooms: frozenset[int] = frozenset()
    languages: frozenset[SpokenLanguage] = frozenset()
    people: frozenset[str] = frozenset()
    words: str = ""
    items: frozenset[str] | None = None

    def __bool__(self) -> bool:
        return self != Filter()

    def with_track(self, value: str) -> "Filter":
        """The filter with this track taken in, or out if it was in."""
        return replace(self, tracks=self.tracks ^ {value})

    def with_kind(self, kind: Kind) -> "Filter":
        """The filter with this kind taken in, or out if it was in."""
        return replace(self, kinds=self.kinds ^ {kind})

    def with_only(self, mark: Only) -> "Filter":
        """The filter with this mark taken in, or out if it was in."""
        return replace(self, only=self.only ^ {mark})


def track_value(timetable: Timetable, item: Item) -> str:
    """What the item counts as among the tracks: a letter, `PLENUM` or nothing."""
    track = timetable.track(item)
    if track is not None:
        return track.letter.lower()
    return PLENUM if is_plenary(timetable, item) else ""


def read(parameters: Mapping[str, Iterable[str]], timetable: Timetable) -> tuple[Filter, tuple[str, ...]]:
    """The filter that an address means, and the values in it that this programme does not know."""
    known = _known(timetable)
    values = {name: {value.lower() for value in parameters.get(name, ()) if value} for name in known}
    choices = {name: frozenset(known[name][value] for value in values[name] & set(known[name])) for name in known}
    selection = Filter(
        tracks=choices["track"],
        kinds=choices["kind"],
        only=choices["only"],
        rooms=choices["room"],
        languages=choices["language"],
        people=choices["person"],
        words=tidy_query(" ".join(parameters.get("search", ()))),
        items=chosen_items(parameters, timetable),
    )
    unknown = {value for name in known for value in values[name] - set(known[name])}
    return selection, tuple(sorted(unknown))


def gone(parameters: Mapping[str, Iterable[str]], timetable: Timetable) -> tuple[str, ...]:
    """The items that an address names and that are in this programme no more."""
    return tuple(sorted(name for name in _named(parameters) if not shorts(timetable, name)))


def _known(timetable: Timetable) -> dict[str, dict[str, Any]]:
    """What each field of an address may say, and what that means."""
    letters = {track.letter.lower() for track in timetable.tracks} | {PLENUM}
    return {
        "track": {letter: letter for letter in letters},
        "kind": {kind.value: kind for kind in Kind},
        "only": {mark.value: mark for mark in Only},
        "room": {str(room.id): room.id for room in timetable.rooms},
        "language": {language.value: language for language in SpokenLanguage},
        "person": {person.uuid: person.uuid for person in timetable.people},
    }


def chosen_items(parameters: Mapping[str, Iterable[str]], timetable: Timetable) -> frozenset[str] | None:
    """The chosen items, each named by code, UUID or its end; None if the address does not choose any."""
    if "items" not in parameters:
        return None
    return frozenset(one for name in _named(parameters) for one in shorts(timetable, name))


def _named(parameters: Mapping[str, Iterable[str]]) -> set[str]:
    return {name.strip().lower() for each in parameters.get("items", ()) for name in each.split(",") if name.strip()}


PARAMETERS = frozenset({"search", "track", "kind", "room", "language", "person", "only", "items"})
"""What an address can say of the programme; anything else means nothing."""


def is_plain(parameters: Mapping[str, Sequence[str]], tracks: Iterable[tuple[str, Any]]) -> bool:
    """Whether an address asks for nothing but known tracks (by letter), kinds and marks, each once and in order.

    There are only so many of those, so what they show can be kept; of what people type there is no end.
    """
    if not parameters:
        return True
    letters = {letter.lower() for letter, _colour in tracks}
    known = {
        "track": {*letters, PLENUM}, "kind": {kind.value for kind in Kind}, "only": {mark.value for mark in Only},
    }  # fmt: skip
    return all(
        name in known and set(values) <= known[name] and list(values) == sorted(set(values))
        for name, values in parameters.items()
    )


def address(wanted: Filter) -> dict[str, Any]:
    """The parameters from which `read` makes the filter, in a fixed order, so that one choice has one address."""
    fields: dict[str, Any] = {
        "search": wanted.words,
        "track": sorted(wanted.tracks),
        "kind": sorted(kind.value for kind in wanted.kinds),
        "room": sorted(wanted.rooms),
        "language": sorted(language.value for language in wanted.languages),
        "person": sorted(wanted.people),
        "only": sorted(mark.value for mark in wanted.only),
    }
    chosen = {} if wanted.items is None else {"items": ",".join(sorted(wanted.items))}
    return {name: values for name, values in fields.items() if values} | chosen


def matches(timetable: Timetable, item: Item, wanted: Filter, changed: Container[str] = ()) -> bool:
    """Whether the item is among what the reader wants; ``changed`` are the UUIDs of items with news."""
    return all(rule(timetable, item, wanted) for rule in _RULES) and _bears(timetable, item, wanted, changed)


def _bears(timetable: Timetable, item: Item, wanted: Filter, changed: Container[str]) -> bool:
    marks = {Only.STREAM: timetable.is_streamed(item), Only.CHANGED: item.uuid in changed}
    return not wanted.only or any(marks[mark] for mark in wanted.only)


_RULES: tuple[Callable[[Timetable, Item, Filter], bool], ...] = (
    lambda timetable, item, wanted: not wanted.tracks or track_value(timetable, item) in wanted.tracks,
    lambda _timetable, item, wanted: not wanted.kinds or item.kind in wanted.kinds,
    lambda _timetable, item, wanted: not wanted.rooms or item.room in wanted.rooms or is_band(item),
    lambda _timetable, item, wanted: not wanted.languages or item.language in wanted.languages | {SpokenLanguage.BOTH},
    lambda _timetable, item, wanted: not wanted.people or any(each.person in wanted.people for each in item.people),
    lambda timetable, item, wanted: not wanted.words or contains_all(timetable, item, wanted.words),
    lambda _timetable, item, wanted: wanted.items is None or short(item) in wanted.items,
)


def track_counts(timetable: Timetable) -> dict[str, int]:
    """How many items the plenum and each track have, in the programme's order; those without any are left out."""
    values = [track_value(timetable, item) for item in timetable.items]
    names = (PLENUM, *(track.letter.lower() for track in timetable.tracks))
    return {name: values.count(name) for name in names if name in values}


def kind_counts(timetable: Timetable, wanted: Filter) -> dict[Kind, int]:
    """How many items there are of each kind, but for breaks, in the programme's order.

    A kind counts as soon as it has `MANY` items, or is chosen.
    """
    kinds = [item.kind for item in timetable.items if item.kind not in BREAKS]
    counted = {kind: kinds.count(kind) for kind in dict.fromkeys((*kinds, *sorted(wanted.kinds, key=_name)))}
    return {kind: count for kind, count in counted.items() if count >= MANY or kind in wanted.kinds}


def only_counts(timetable: Timetable, wanted: Filter, changed: Container[str]) -> dict[Only, int]:
    """How many items bear each mark; one that none bears is left out, unless it is chosen."""
    counts = {
        mark: sum(matches(timetable, item, Filter(only=frozenset({mark})), changed) for item in timetable.items)
        for mark in Only
    }
    return {mark: count for mark, count in counts.items() if count or mark in wanted.only}


def _name(kind: Kind) -> str:
    return kind.value


LONGEST_QUERY = 100


def tidy_query(typed: str) -> str:
    """What was typed, with single blanks, no longer than `LONGEST_QUERY`."""
    return " ".join(typed.split())[:LONGEST_QUERY].strip()


def search(timetable: Timetable, words: str) -> tuple[Item, ...]:
    """The items in which every word occurs: in code, title, summary, abstract, or a person's name or organisation."""
    return tuple(item for item in timetable.items if contains_all(timetable, item, words))


def contains_all(timetable: Timetable, item: Item, words: str) -> bool:
    """Whether every word occurs in the item, in one of both foldings."""
    wanted = text.search_words(words)
    item_text = _text(timetable, item) if wanted else ""
    return all(any(spelling in item_text for spelling in spellings) for spellings in wanted)


def _text(timetable: Timetable, item: Item) -> str:
    credited = timetable.credits(item)
    people = [person for each in credited for person in (each.person, each.absent) if person and not person.is_redacted]
    return text.search_text(
        item.code,
        *(part for value in (item.title, item.summary, item.abstract) for part in text.words_of(value)),
        *(part for person in people for part in (person.name, person.organisation)),
    )
