"""Which items of a programme a reader wants to see: tracks and kinds, as they stand in the address of the page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

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


@dataclass(frozen=True, slots=True)
class Filter:
    """Tracks by lower-case letter (or `PLENUM`) and kinds; within one field any of them, between the fields both."""

    tracks: frozenset[str] = frozenset()
    kinds: frozenset[Kind] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.tracks or self.kinds)

    def with_track(self, value: str) -> "Filter":
        """The same with this track taken in, or out if it was in."""
        return replace(self, tracks=self.tracks ^ {value})

    def with_kind(self, kind: Kind) -> "Filter":
        """The same with this kind taken in, or out if it was in."""
        return replace(self, kinds=self.kinds ^ {kind})


def is_plenary(item: Item) -> bool:
    """Whether it is for everyone."""
    return item.track is None and item.kind in PLENARY


def track_value(timetable: Timetable, item: Item) -> str:
    """What the item counts as among the tracks: a letter, `PLENUM` or nothing."""
    track = timetable.track(item)
    if track is not None:
        return track.letter.lower()
    return PLENUM if is_plenary(item) else ""


def read(tracks: Iterable[str], kinds: Iterable[str], timetable: Timetable) -> tuple[Filter, tuple[str, ...]]:
    """The filter that an address means, and the values in it that this programme does not know."""
    wanted_tracks, wanted_kinds = {value.lower() for value in tracks if value}, {value for value in kinds if value}
    known_tracks = {track.letter.lower() for track in timetable.tracks} | {PLENUM}
    known_kinds = {kind.value for kind in Kind}
    unknown = sorted((wanted_tracks - known_tracks) | (wanted_kinds - known_kinds))
    kept = Filter(
        frozenset(wanted_tracks & known_tracks), frozenset(Kind(value) for value in wanted_kinds & known_kinds)
    )
    return kept, tuple(unknown)


def matches(timetable: Timetable, item: Item, wanted: Filter) -> bool:
    """Whether the item is among what the reader wants."""
    return (not wanted.tracks or track_value(timetable, item) in wanted.tracks) and (
        not wanted.kinds or item.kind in wanted.kinds
    )


def track_counts(timetable: Timetable) -> dict[str, int]:
    """How many items the plenum and each track have, in the programme's order; those without any are left out."""
    values = [track_value(timetable, item) for item in timetable.items]
    names = (PLENUM, *(track.letter.lower() for track in timetable.tracks))
    return {name: values.count(name) for name in names if name in values}


def kind_counts(timetable: Timetable) -> dict[Kind, int]:
    """How many items there are of each kind, but for breaks, in the programme's order."""
    kinds = [item.kind for item in timetable.items if item.kind not in BREAKS]
    return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}
