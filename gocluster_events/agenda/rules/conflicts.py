"""What is wrong with a timetable. A new check is one function and its name in `CHECKS`."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum
from itertools import combinations
from zoneinfo import ZoneInfo

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.agenda.rules.timetable import Day, Item, Timetable


class Severity(Enum):
    """An error cannot take place as planned; a warning is probably not meant."""

    ERROR = "error"
    WARNING = "warning"


class Trouble(Enum):
    """What kind of conflict it is."""

    ROOM_TAKEN = "room_taken"
    PERSON_TWICE = "person_twice"
    OUTSIDE_HOURS = "outside_hours"
    CODE_TWICE = "code_twice"
    ROOM_TOO_SMALL = "room_too_small"
    NO_ROOM = "no_room"
    NO_STREAM = "no_stream"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One finding: the items it is about, the first being the one to look at, and the person it is about, if any."""

    trouble: Trouble
    severity: Severity
    items: tuple[Item, ...]
    person: str | None = None


Check = Callable[[Timetable], Iterator[Conflict]]

SHARING = frozenset(
    {Kind.REGISTRATION, Kind.COFFEE, Kind.LUNCH, Kind.GET_TOGETHER, Kind.EXHIBITION, Kind.POSTERS, Kind.ADVICE}
)
"""Kinds that may share a room with one another: stands beside the coffee."""


def conflicts(timetable: Timetable) -> tuple[Conflict, ...]:
    """Everything the checks find, errors first."""
    found = [conflict for check in CHECKS for conflict in check(timetable)]
    return tuple(sorted(found, key=lambda conflict: conflict.severity is not Severity.ERROR))


def worst(found: Iterable[Conflict]) -> Mapping[str, Severity]:
    """The gravest severity of each item that something was found about, by its UUID."""
    severities: dict[str, Severity] = {}
    for conflict in sorted(found, key=lambda each: each.severity is Severity.ERROR):
        severities.update((item.uuid, conflict.severity) for item in conflict.items)
    return severities


def room_taken(timetable: Timetable) -> Iterator[Conflict]:
    """Two items in one room at one time, unless both are of a sharing kind."""
    for first, second in _overlapping(_grouped((item.room, item) for item in timetable.items if item.room is not None)):
        if not {first.kind, second.kind} <= SHARING:
            yield Conflict(Trouble.ROOM_TAKEN, Severity.ERROR, (first, second))


def person_twice(timetable: Timetable) -> Iterator[Conflict]:
    """One person in two places at one time."""
    for person in timetable.people:
        theirs = [item for item in timetable.items if any(each.person == person.uuid for each in item.people)]
        for first, second in _overlapping([theirs]):
            yield Conflict(Trouble.PERSON_TWICE, Severity.ERROR, (first, second), person.uuid)


def outside_hours(timetable: Timetable) -> Iterator[Conflict]:
    """An item on no day of the meeting, or before the venue opens or after it closes."""
    hours: dict[date | None, tuple[datetime, datetime]] = {
        day.date: _hours(day, timetable.zone) for day in timetable.days
    }
    for item in timetable.items:
        if item.starts_at is None or item.ends_at is None:
            continue
        opens_at, closes_at = hours.get(timetable.day_of(item), (None, None))
        if opens_at is None or closes_at is None or item.starts_at < opens_at or closes_at < item.ends_at:
            yield Conflict(Trouble.OUTSIDE_HOURS, Severity.ERROR, (item,))


def code_twice(timetable: Timetable) -> Iterator[Conflict]:
    """Two items with one code, which stands on signs, lists and in addresses."""
    for same in _grouped((item.code.casefold(), item) for item in timetable.items if item.code):
        if len(same) > 1:
            yield Conflict(Trouble.CODE_TWICE, Severity.ERROR, tuple(same))


def room_too_small(timetable: Timetable) -> Iterator[Conflict]:
    """An item that lets in more people than its room has seats."""
    for item in timetable.items:
        room = timetable.room(item)
        if room is not None and 0 < room.seats < item.seats:
            yield Conflict(Trouble.ROOM_TOO_SMALL, Severity.WARNING, (item,))


def no_room(timetable: Timetable) -> Iterator[Conflict]:
    """An item with a start and no room."""
    for item in timetable.items:
        if item.starts_at is not None and timetable.room(item) is None:
            yield Conflict(Trouble.NO_ROOM, Severity.WARNING, (item,))


def no_stream(timetable: Timetable) -> Iterator[Conflict]:
    """An item that is to be streamed from a room that cannot."""
    for item in timetable.items:
        room = timetable.room(item)
        if item.has_stream and item.starts_at is not None and room is not None and not room.has_stream:
            yield Conflict(Trouble.NO_STREAM, Severity.WARNING, (item,))


CHECKS: tuple[Check, ...] = (
    room_taken,
    person_twice,
    outside_hours,
    code_twice,
    room_too_small,
    no_room,
    no_stream,
)


def _grouped(pairs: Iterable[tuple[object, Item]]) -> list[list[Item]]:
    groups: dict[object, list[Item]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return list(groups.values())


def _overlapping(groups: Iterable[list[Item]]) -> Iterator[tuple[Item, Item]]:
    for group in groups:
        yield from ((first, second) for first, second in combinations(group, 2) if first.overlaps(second))


def _hours(day: Day, zone: str) -> tuple[datetime, datetime]:
    def instant(wall_clock: time) -> datetime:
        return datetime.combine(day.date, wall_clock, ZoneInfo(zone)).astimezone(UTC)

    return instant(day.opens), instant(day.closes)
