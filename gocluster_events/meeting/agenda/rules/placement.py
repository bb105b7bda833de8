"""Where an item may stand: free time around it, when its people can, and what would be wrong there."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from gocluster_events.core.errors import Stale
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict
from gocluster_events.meeting.agenda.rules.filter import BREAKS, alike
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.timetable import Item, Span, Timetable, in_order

Times = tuple[tuple[int, int], ...]
"""From and to, in minutes since midnight on the venue's clocks."""

MIDNIGHT = 24 * 60
WHOLE_DAY: Times = ((0, MIDNIGHT),)
_CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(rf"\s*{_CLOCK}\s*[-–]\s*{_CLOCK}\s*")


class Presence(Enum):
    """Whether somebody is there on a day: all of it, only at some times, not at all."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


def presence(times: Times) -> Presence:
    """Whether these times are the whole day, some of it or none."""
    if times == WHOLE_DAY:
        return Presence.ALL
    return Presence.SOME if times else Presence.NONE


def spans(days: Mapping[date, Times], zone: str) -> tuple[Span, ...]:
    """The instants of these days' times, those that touch as one; nothing when every day is whole: always."""
    if all(times == WHOLE_DAY for times in days.values()):
        return ()
    stretches = [
        (_instant(on, start, zone), _instant(on, end, zone)) for on, times in days.items() for start, end in times
    ]
    return _joined(sorted(stretches))


def times_on(on: date, available: Iterable[Span], zone: str) -> Times:
    """The times of one day at which somebody with these spans can be there; without any, the whole day."""
    spans_of = tuple(available)
    first, last = _instant(on, 0, zone), _instant(on, MIDNIGHT, zone)
    cut = [(max(start, first), min(end, last)) for start, end in spans_of]
    return tuple((_minutes(start, on, zone), _minutes(end, on, zone)) for start, end in cut if start < end) or (
        () if spans_of else WHOLE_DAY
    )


def read_times(typed: str) -> Times:
    """Times as people write them: 9–12, 14:00–18:30. Raises ValueError for what is no span of a day."""
    matches = [_SPAN.fullmatch(part) for part in typed.split(",")]
    times = tuple((_read(*each.group(1, 2)), _read(*each.group(3, 4))) for each in matches if each)
    if len(times) < len(matches) or any(not start < end <= MIDNIGHT for start, end in times):
        raise ValueError(typed)
    return tuple(sorted(times))


def times_text(times: Times) -> str:
    """The times as text, as `read_times` reads it."""
    return ", ".join(f"{_clock(start)}–{_clock(end)}" for start, end in times)


def _read(hours: str, minutes: str | None) -> int:
    if int(minutes or 0) >= 60:
        raise ValueError(minutes)
    return 60 * int(hours) + int(minutes or 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _instant(on: date, minutes: int, zone: str) -> datetime:
    days, rest = divmod(minutes, MIDNIGHT)
    local = datetime.combine(on + timedelta(days=days), time(rest // 60, rest % 60), ZoneInfo(zone))
    return local.astimezone(UTC)


def _minutes(instant: datetime, on: date, zone: str) -> int:
    local = instant.astimezone(ZoneInfo(zone))
    return (local.date() - on).days * MIDNIGHT + 60 * local.hour + local.minute


def _joined(stretches: Iterable[Span]) -> tuple[Span, ...]:
    joined: list[Span] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(frozen=True, slots=True)
class Placement:
    """Where somebody who saw ``revision`` of an item wants it. ``starts_at`` None: in the tray, not planned."""

    item: str
    revision: int
    starts_at: datetime | None
    length_minutes: int
    room: int | None


def is_there(draft: Timetable, wanted: Placement) -> bool:
    """Whether the draft still has the item and the room."""
    rooms = {room.id for room in draft.rooms} | {None}
    return draft.item(wanted.item) is not None and wanted.room in rooms


def moved(draft: Timetable, wanted: Sequence[Placement]) -> tuple[Change, ...]:
    """The changes that the placements make. Raises Stale when an item or a room is no longer there."""
    if not all(is_there(draft, each) for each in wanted):
        raise Stale
    pairs = [(draft.item(each.item), each) for each in wanted]
    return tuple(Change(item, _put(item, each)) for item, each in pairs if item is not None)


def later(draft: Timetable, items: Iterable[str], minutes: int) -> tuple[Change, ...]:
    """What puts these items so many minutes later, or earlier; those that are not planned stay where they are."""
    draft_items = [draft.item(uuid) for uuid in items]
    shift = timedelta(minutes=minutes)
    return tuple(
        Change(item, replace(item, starts_at=item.starts_at + shift))
        for item in draft_items
        if item is not None and item.starts_at is not None
    )


def pinned(draft: Timetable, items: Iterable[str], *, is_pinned: bool) -> tuple[Change, ...]:
    """What pins these items of the draft, or lets proposals move them again."""
    draft_items = [draft.item(uuid) for uuid in dict.fromkeys(items)]
    return tuple(
        Change(item, replace(item, is_pinned=is_pinned))
        for item in draft_items
        if item is not None and item.is_pinned is not is_pinned
    )


def to_every_room(draft: Timetable, item: Item, uuids: Sequence[str]) -> tuple[Change, ...]:
    """What puts a copy of a break, without a code, into each room that has none like it; a UUID for each room."""
    here = [other.room for other in draft.items if alike(other, item)]
    rooms = [room.id for room in draft.rooms if room.id not in here]
    copies = (replace(item, uuid=uuid, room=room, code="") for room, uuid in zip(rooms, uuids, strict=False))
    return tuple(Change(None, copy) for copy in copies)


def new_conflicts(draft: Timetable, wanted: Sequence[Placement]) -> tuple[Conflict, ...]:
    """The conflicts that these placements would cause, without those that the items have anywhere and without hints.

    Raises Stale when an item or a room is no longer there.
    """
    there = moved(draft, wanted)
    uuids = {each.item for each in wanted}
    nowhere = [replace(each, starts_at=None, room=None) for each in wanted]
    anywhere = {_key(each) for each in conflicts(_with(draft, moved(draft, nowhere)))}
    findings = conflicts(_with(draft, there))
    caused = (each for each in findings if each.needs_attention and each.is_of_its_place and _key(each) not in anywhere)
    return tuple(each for each in caused if _about(each, uuids))


def on_a_day(draft: Timetable, wanted: Iterable[Placement]) -> bool:
    """Whether each of them starts on a day of the meeting, if at all."""
    dates: set[date] = {day.date for day in draft.days}
    return all(each.starts_at is None or draft.date_at(each.starts_at) in dates for each in wanted)


def _put(item: Item, where: Placement) -> Item:
    return replace(item, starts_at=where.starts_at, length_minutes=where.length_minutes, room=where.room)


def _with(draft: Timetable, changes: Iterable[Change]) -> Timetable:
    after = {change.touched: change.after for change in changes if isinstance(change.after, Item)}
    return replace(draft, items=tuple(after.get(item.uuid, item) for item in draft.items))


def _about(conflict: Conflict, uuids: Collection[str]) -> bool:
    return any(item.uuid in uuids for item in conflict.items)


def _key(conflict: Conflict) -> tuple[object, ...]:
    return conflict.trouble, tuple(item.uuid for item in conflict.items), conflict.person


@dataclass(frozen=True, slots=True)
class Neighbours:
    """``before`` and ``after`` are of the item's strand, or for everyone; ``beside`` share some of its time."""

    before: Item | None
    after: Item | None
    beside: tuple[Item, ...]


def neighbours(timetable: Timetable, item: Item) -> Neighbours:
    """The items before, after and beside this one on its day; breaks do not count."""
    day = timetable.by_day().get(timetable.date_at(item.span[0]), ())
    others = [other for other in day if other.uuid != item.uuid and other.kind not in BREAKS]
    same_way = [other for other in others if other.track == item.track or is_plenary(timetable, other)]
    before = [other for other in same_way if other.span[1] <= item.span[0]]
    after = [other for other in same_way if other.span[0] >= item.span[1]]
    return Neighbours(
        max(before, key=lambda other: other.span[1], default=None),
        min(after, key=lambda other: other.span[0], default=None),
        tuple(other for other in others if other.overlaps(item)),
    )


@dataclass(frozen=True, slots=True)
class Clash:
    """Two items and the span that they share."""

    first: Item
    second: Item

    @property
    def span(self) -> tuple[datetime, datetime]:
        """From the later start to the earlier end."""
        (first_start, first_end), (second_start, second_end) = self.first.span, self.second.span
        return max(first_start, second_start), min(first_end, second_end)


def clashes(items: Iterable[Item]) -> tuple[Clash, ...]:
    """Every pair that overlaps, by time."""
    placed = [item for item in in_order(items) if item.starts_at is not None]
    return tuple(
        Clash(first, second)
        for number, first in enumerate(placed)
        for second in takewhile(first.overlaps, islice(placed, number + 1, None))  # by start: the rest begins later
    )
