"""Which items of a programme a reader wants to see: tracks, kinds and marks, as they stand in the page's address."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.timetable import Item, Timetable

PLENUM = "plenum"
PLENARY = frozenset(
    {
        Kind.WELCOME, Kind.ADDRESS, Kind.KEYNOTE, Kind.IMPULSE, Kind.TALK, Kind.PANEL, Kind.INTERVIEW, Kind.FISHBOWL,
        Kind.PITCHES, Kind.VOTE, Kind.AWARDS,
    }
)  # fmt: skip
"""Kinds that are for everyone when they belong to no track."""
BREAKS = frozenset({Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH})
"""Kinds that everything else stands still for."""


MANY = 2  # a kind with fewer items needs no chip: one can see it


class Only(Enum):
    """Marks that an item has or has not."""

    STREAM = "stream"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Filter:
    """Tracks by lower-case letter (or `PLENUM`), kinds and marks; within a field any of them, between fields all."""

    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()
    only: frozenset[Only] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tracks or self.kinds or self.only)

    def with_track(self, value: str) -> "Filter":
        """The same with this track taken in, or out if it was in."""
        return replace(self, tracks=self.tracks ^ {value})

    def with_kind(self, kind: Kind) -> "Filter":
        """The same with this kind taken in, or out if it was in."""
        return replace(self, kinds=self.kinds ^ {kind})

    def with_only(self, mark: Only) -> "Filter":
        """The same with this mark taken in, or out if it was in."""
        return replace(self, only=self.only ^ {mark})


def is_plenary(item: Item) -> bool:
    """Whether it is for everyone."""
    return item.track is None and item.kind in PLENARY


def track_value(timetable: Timetable, item: Item) -> str:
    """What the item counts as among the tracks: a letter, `PLENUM` or nothing."""
    track = timetable.track(item)
    if track is not None:
        return track.letter.lower()
    return PLENUM if is_plenary(item) else ""


def read(asked: Mapping[str, Iterable[str]], timetable: Timetable) -> tuple[Filter, tuple[str, ...]]:
    """The filter that an address means, and the values in it that this programme does not know."""
    tracks, kinds, only = ({value for value in asked.get(name, ()) if value} for name in ("track", "kind", "only"))
    tracks = {value.lower() for value in tracks}
    known_tracks = {track.letter.lower() for track in timetable.tracks} | {PLENUM}
    known_kinds, known_marks = {kind.value for kind in Kind}, {mark.value for mark in Only}
    unknown = sorted((tracks - known_tracks) | (kinds - known_kinds) | (only - known_marks))
    kept = Filter(
        frozenset(tracks & known_tracks),
        frozenset(Kind(value) for value in kinds & known_kinds),
        frozenset(Only(value) for value in only & known_marks),
    )
    return kept, tuple(unknown)


def is_plain(asked: Mapping[str, Sequence[str]], tracks: Iterable[tuple[str, Any]]) -> bool:
    """Whether an address asks for nothing but known tracks (by letter), kinds and marks, each once and in order.

    There are only so many of those, so what they show can be kept; of what people type there is no end.
    """
    letters = {letter.lower() for letter, _colour in tracks}
    known = {
        "track": {*letters, PLENUM}, "kind": {kind.value for kind in Kind}, "only": {mark.value for mark in Only},
    }  # fmt: skip
    return all(
        name in known and set(values) <= known[name] and list(values) == sorted(set(values))
        for name, values in asked.items()
    )


def address(wanted: Filter) -> dict[str, Any]:
    """The same as `read` takes it, in a fixed order, so that one choice has one address."""
    fields = {
        "track": sorted(wanted.tracks),
        "kind": sorted(kind.value for kind in wanted.kinds),
        "only": sorted(mark.value for mark in wanted.only),
    }
    return {name: values for name, values in fields.items() if values}


def matches(timetable: Timetable, item: Item, wanted: Filter, changed: Container[str] = ()) -> bool:
    """Whether the item is among what the reader wants; ``changed`` are the UUIDs of items with news."""
    marks = {Only.STREAM: item.has_stream, Only.CHANGED: item.uuid in changed}
    return (
        (not wanted.tracks or track_value(timetable, item) in wanted.tracks)
        and (not wanted.kinds or item.kind in wanted.kinds)
        and (not wanted.only or any(marks[mark] for mark in wanted.only))
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
