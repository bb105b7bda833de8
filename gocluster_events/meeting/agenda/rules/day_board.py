"""One day of the draft drawn to scale for planning: rooms side by side, a minute is a minute downwards.

Minutes count from ``begins_at``, as they really pass: the night in which the clocks change has 23 or 25 hours here too.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.agenda.rules.filter import BREAKS, is_band
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Span, Timetable

HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
_QUARTER = timedelta(minutes=15)
_LINE = 8  # minutes at the smallest scale that half a line of text takes
_OPENS, _CLOSES = time(8), time(18)  # a day that has items, but no hours of its own


@dataclass(frozen=True, slots=True)
class Block:
    """An item, ``at`` minutes after the board begins; ``lane`` of ``lanes`` beside what overlaps it in its room."""

    item: Item
    at: int
    lane: int
    lanes: int


@dataclass(frozen=True, slots=True)
class Column:
    """A room with what happens in it; ``room`` None is for items whose room is still open.

    ``bands`` are the breaks for everybody whose name stands here: in the first room that has nothing else meanwhile.
    """

    room: Room | None
    blocks: tuple[Block, ...]
    bands: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A break that everything else stands still for, across all rooms."""

    at: int
    minutes: int


@dataclass(frozen=True, slots=True)
class CommonBox:
    """A time that all rooms have in common, beside the hours."""

    block: TimeBlock
    at: int


@dataclass(frozen=True, slots=True)
class Line:
    """A full or half hour on the clocks of the venue."""

    at: int
    instant: datetime
    is_full: bool


@dataclass(frozen=True, slots=True)
class DayBoard:
    """One day's drawing, of full quarters of an hour."""

    date: date
    begins_at: datetime
    minutes: int
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]
    boxes: tuple[CommonBox, ...] = ()

    @property
    def hours(self) -> tuple[Line, ...]:
        """The full hours of the axis, but for those whose words a box would cut."""
        return tuple(
            line
            for line in self.lines
            if line.is_full
            and line.at < self.minutes
            and not any(box.at - _LINE < line.at < box.at + box.block.length_minutes + _LINE for box in self.boxes)
        )


def day_board(timetable: Timetable, day: date) -> DayBoard:
    """The day with every room of the edition, from when the venue opens to when it closes, and what lies outside."""
    items = timetable.by_day().get(day, ())
    blocks = [block for block in timetable.blocks if timetable.date_at(block.starts_at) == day]
    begins_at, ends_at = _hours(timetable, day, [*(item.span for item in items), *(block.span for block in blocks)])
    return DayBoard(
        date=day,
        begins_at=begins_at,
        minutes=_minutes(ends_at - begins_at),
        columns=tuple(_columns(timetable, items, begins_at)),
        bands=tuple(
            Band(_minutes(item.span[0] - begins_at), item.length_minutes) for item in items if _stops_all(item)
        ),
        lines=tuple(_lines(begins_at, ends_at, ZoneInfo(timetable.zone))),
        boxes=tuple(CommonBox(block, _minutes(block.starts_at - begins_at)) for block in blocks),
    )


def days_to_plan(timetable: Timetable) -> Mapping[date, int]:
    """The days of the meeting, and others on which something was put, with the number of items on each."""
    by_day = timetable.by_day()
    days = sorted({day.date for day in timetable.days} | set(by_day))
    return {day: len(by_day.get(day, ())) for day in days}


def main_day(timetable: Timetable) -> date:
    """The day with the most items, the first of several, of a meeting with at least one day."""
    days = days_to_plan(timetable)
    return max(days, key=lambda day: days[day])


def between(timetable: Timetable, day: date, other: date) -> int:
    """The minutes from a time of one day to the same time of the other, as the venue's clocks show it."""
    noons = [datetime.combine(each, time(12), ZoneInfo(timetable.zone)).astimezone(UTC) for each in (day, other)]
    return _minutes(noons[1] - noons[0])


def _hours(timetable: Timetable, day: date, spans: Sequence[Span]) -> tuple[datetime, datetime]:
    """The full quarters of an hour around the venue's hours and the day's items and blocks."""
    zone = ZoneInfo(timetable.zone)
    opens, closes = next(((each.opens, each.closes) for each in timetable.days if each.date == day), (_OPENS, _CLOSES))
    instants = [datetime.combine(day, clock, zone).astimezone(UTC) for clock in (opens, closes)]
    first = min([instants[0], *(start for start, _end in spans)]).astimezone(zone)
    last = max([instants[1], *(end for _start, end in spans)]).astimezone(UTC)
    begins_at = (first - timedelta(minutes=first.minute % 15)).astimezone(UTC)
    return begins_at, begins_at + max(_HOUR, -(-(last - begins_at) // _QUARTER) * _QUARTER)


def _columns(timetable: Timetable, items: Sequence[Item], begins_at: datetime) -> Iterator[Column]:
    rooms: dict[int | None, Room | None] = {room.id: room for room in timetable.rooms}
    in_rooms: dict[int | None, list[Item]] = {number: [] for number in list(rooms) or [None]}
    bands = [item for item in items if is_band(item)]
    for item in items:
        if not is_band(item):
            in_rooms.setdefault(item.room if item.room in rooms else None, []).append(item)  # those of none come last
    named = {band.uuid: _first_free(band, list(in_rooms.values())) for band in bands}
    for number, (room, placed) in enumerate(in_rooms.items()):
        here = (band for band in bands if named[band.uuid] == number)
        named_here = tuple(Block(band, _minutes(band.span[0] - begins_at), 0, 1) for band in here)
        yield Column(rooms.get(room), _blocks(placed, begins_at), named_here)


def _stops_all(item: Item) -> bool:
    """Whether it is drawn across all rooms: a break for everybody, and one whose room is only where the coffee is."""
    return item.kind in BREAKS and (item.room is None or item.kind is not Kind.REGISTRATION)


def _first_free(band: Item, rooms: Sequence[Sequence[Item]]) -> int:
    """The first room in which nothing overlaps the band, else nothing where it begins, else the first."""
    starts_at = band.span[0]
    free = (number for number, items in enumerate(rooms) if not any(item.overlaps(band) for item in items))
    begun = (
        number
        for number, items in enumerate(rooms)
        if not any(item.span[0] <= starts_at < item.span[1] for item in items)
    )
    return next(free, next(begun, 0))


def _blocks(items: Sequence[Item], begins_at: datetime) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for group in _touching(items):
        lanes = _lanes(group)
        width = max(lanes.values()) + 1
        blocks += [Block(item, _minutes(item.span[0] - begins_at), lanes[item.uuid], width) for item in group]
    return tuple(blocks)


def _touching(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Items by time, in groups that share no instant with one another."""
    group: list[Item] = []
    over = None  # when everything in the group has ended
    for item in sorted(items, key=lambda each: each.span):
        start, end = item.span
        if over is not None and start >= over:
            yield group
            group, over = [], None
        group.append(item)
        over = end if over is None else max(over, end)
    if group:
        yield group


def _lanes(group: Sequence[Item]) -> dict[str, int]:
    """The first lane in which nothing overlaps, for each item; they come by their start."""
    lanes: dict[str, int] = {}
    ends: list[datetime] = []  # of the last item of each lane, which ends last in it
    for item in group:
        start, end = item.span
        lane = next((lane for lane, over in enumerate(ends) if over <= start), len(ends))
        ends[lane : lane + 1] = [end]
        lanes[item.uuid] = lane
    return lanes


def _lines(begins_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Iterator[Line]:
    local = begins_at.astimezone(zone)
    instant = begins_at + timedelta(minutes=-local.minute % 30)
    while instant <= ends_at:
        yield Line(_minutes(instant - begins_at), instant, instant.astimezone(zone).minute == 0)
        instant += HALF_HOUR


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
