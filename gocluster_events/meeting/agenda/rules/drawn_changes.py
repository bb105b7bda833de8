"""What becomes of a programme, drawn to scale by day and room, and what it consists of, by strand."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.conflicts.index import PAUSES
from gocluster_events.meeting.agenda.rules.differences import Difference, Fact
from gocluster_events.meeting.agenda.rules.filter import BREAKS, is_band
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable, Track

_HOUR = timedelta(hours=1)
_PLACE = frozenset({Fact.START, Fact.END, Fact.ROOM})


class Face(Enum):
    """How an item looks beside what was published."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    BEFORE = "before"  # where it was


@dataclass(frozen=True, slots=True)
class Piece:
    """An item, ``at`` minutes after the drawing begins; ``lane`` of ``lanes`` beside what overlaps it."""

    item: Item
    face: Face
    at: int
    lane: int = 0
    lanes: int = 1
    change: Difference | None = None


@dataclass(frozen=True, slots=True)
class DrawnRoom:
    """A room with what happens in it; ``room`` None is for items whose room is still open."""

    room: Room | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class DrawnDay:
    """A day on which something changes, in full hours; ``bands`` are breaks, which are for all."""

    date: date
    begins_at: datetime
    minutes: int
    hours: tuple[datetime, ...]
    rooms: tuple[DrawnRoom, ...]
    bands: tuple[Piece, ...]


def drawn_days(old: Timetable | None, new: Timetable, changes: Sequence[Difference]) -> tuple[DrawnDay, ...]:
    """The days on which any of the ``changes`` can be seen, with all that is on them."""
    by_day: dict[date, list[tuple[Item, Face, Difference | None]]] = {}
    for item, face, change in _entries(new, changes):
        day = (old if face is Face.BEFORE and old else new).day_of(item)
        if day is not None:
            by_day.setdefault(day, []).append((item, face, change))
    changed = {day: each for day, each in sorted(by_day.items()) if any(face is not Face.SAME for _i, face, _c in each)}
    return tuple(_day(day, entries, old, new) for day, entries in changed.items())


def _entries(new: Timetable, changes: Sequence[Difference]) -> Iterator[tuple[Item, Face, Difference | None]]:
    by_uuid = {each.item.uuid: each for each in changes}
    for each in changes:
        if each.old and each.new and _PLACE & set(each.facts):
            yield each.old, Face.BEFORE, None
    for item in new.items:
        change = by_uuid.get(item.uuid)
        yield item, Face.SAME if change is None else Face.CHANGED if change.old else Face.NEW, change


def _day(
    day: date, entries: Sequence[tuple[Item, Face, Difference | None]], old: Timetable | None, new: Timetable
) -> DrawnDay:
    begins_at, ends_at = _hours([item for item, _face, _change in entries], ZoneInfo(new.zone))
    pieces = [
        Piece(item, face, (item.span[0] - begins_at) // timedelta(minutes=1), change=change)
        for item, face, change in entries
    ]
    by_room: dict[Room | None, list[Piece]] = {}
    for piece in pieces:
        by_room.setdefault((old if piece.face is Face.BEFORE and old else new).room(piece.item), []).append(piece)
    bands = tuple(piece for piece in pieces if _is_band(piece))
    by_room = {room: [piece for piece in each if not _is_band(piece)] for room, each in by_room.items()}
    rooms = [
        room for room in dict.fromkeys((*new.rooms, *(old.rooms if old else ()), *by_room, None)) if by_room.get(room)
    ]
    return DrawnDay(
        date=day,
        begins_at=begins_at,
        minutes=(ends_at - begins_at) // timedelta(minutes=1),
        hours=tuple(begins_at + number * _HOUR for number in range((ends_at - begins_at) // _HOUR)),
        rooms=tuple(DrawnRoom(room, _beside(by_room[room])) for room in rooms),
        bands=bands,
    )


def _is_band(piece: Piece) -> bool:
    """Whether it stands behind all rooms: a break that stays as it is, or one that has no room."""
    return is_band(piece.item) or (piece.item.kind in PAUSES and piece.face is Face.SAME)


def _hours(items: Sequence[Item], zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The full hours around the items."""
    first = min(item.span[0] for item in items).astimezone(zone)
    last = max(item.span[1] for item in items)
    begins_at = (first - timedelta(minutes=first.minute)).astimezone(UTC)
    return begins_at, begins_at + max(1, -(-(last - begins_at) // _HOUR)) * _HOUR


def _beside(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces of a room: where items were lies below, what overlaps stands side by side."""
    every = list(pieces)
    before = [piece for piece in every if piece.face is Face.BEFORE]
    now = sorted((piece for piece in every if piece.face is not Face.BEFORE), key=lambda each: each.item.span)
    placed: list[Piece] = []
    for group in _touching(now):
        lanes = _lanes([piece.item for piece in group])
        width = max(lanes) + 1
        placed += [
            Piece(each.item, each.face, each.at, lane, width, each.change)
            for each, lane in zip(group, lanes, strict=True)
        ]
    return (*before, *placed)


def _touching(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces by time, in groups that share no instant with one another."""
    group: list[Piece] = []
    for piece in pieces:
        if group and piece.item.span[0] >= max(each.item.span[1] for each in group):
            yield group
            group = []
        group.append(piece)
    if group:
        yield group


def _lanes(items: Sequence[Item]) -> list[int]:
    """The first lane in which nothing overlaps, for each item."""
    lanes: list[int] = []
    for number, item in enumerate(items):
        taken = {lanes[other] for other in range(number) if items[other].overlaps(item)}
        lanes.append(next(lane for lane in range(len(taken) + 1) if lane not in taken))
    return lanes


@dataclass(frozen=True, slots=True)
class Strand:
    """What belongs together: a track's items, the breaks, or (neither) the items without a track."""

    items: tuple[Item, ...]
    track: Track | None = None
    is_breaks: bool = False


def strands(timetable: Timetable) -> tuple[Strand, ...]:
    """The programme by strand: first what has no track, then the tracks in their order, breaks last; none is empty."""
    breaks = tuple(item for item in timetable.items if item.kind in BREAKS)
    rest = [item for item in timetable.items if item.kind not in BREAKS]
    every = (
        Strand(tuple(item for item in rest if timetable.track(item) is None)),
        *(Strand(tuple(item for item in rest if timetable.track(item) == track), track) for track in timetable.tracks),
        Strand(breaks, is_breaks=True),
    )
    return tuple(strand for strand in every if strand.items)
