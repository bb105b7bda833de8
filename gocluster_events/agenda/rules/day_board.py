"""One day of the draft drawn to scale for planning: rooms side by side, a minute is a minute downwards.

Minutes count from ``begins_at``, as they really pass: the night in which the clocks change has 23 or 25 hours here too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from gocluster_events.agenda.rules.filter import BREAKS
from gocluster_events.agenda.rules.timetable import Item, Room, Timetable

HALF_HOUR = timedelta(minutes=30)
_HOUR = timedelta(hours=1)
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
    """A room with what happens in it; ``room`` None is for items whose room is still open."""

    room: Room | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A break that everything else stands still for, across all rooms."""

    at: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Line:
    """A full or half hour on the clocks of the venue."""

    at: int
    instant: datetime
    is_full: bool


@dataclass(frozen=True, slots=True)
class DayBoard:
    """One day's drawing, of full hours."""

    date: date
    begins_at: datetime
    minutes: int
    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    lines: tuple[Line, ...]


def day_board(timetable: Timetable, day: date) -> DayBoard:
    """The day with every room of the edition, from before the first hour to after the last."""
    items = timetable.by_day().get(day, ())
    begins_at, ends_at = _hours(timetable, day, items)
    return DayBoard(
        date=day,
        begins_at=begins_at,
        minutes=_minutes(ends_at - begins_at),
        columns=tuple(_columns(timetable, items, begins_at)),
        bands=tuple(
            Band(_minutes(item.span[0] - begins_at), item.length_minutes) for item in items if item.kind in BREAKS
        ),
        lines=tuple(_lines(begins_at, ends_at, ZoneInfo(timetable.zone))),
    )


def days_to_plan(timetable: Timetable) -> Mapping[date, int]:
    """The days of the meeting, and others on which something was put, with the number of items on each."""
    by_day = timetable.by_day()
    days = sorted({day.date for day in timetable.days} | set(by_day))
    return {day: len(by_day.get(day, ())) for day in days}


def main_day(timetable: Timetable) -> date | None:
    """The day with the most items, the first of several; None if the meeting has no day."""
    days = days_to_plan(timetable)
    return max(days, key=lambda day: days[day]) if days else None


def between(timetable: Timetable, day: date, other: date) -> int:
    """The minutes from a time of one day to the same time of the other, as the venue's clocks show it."""
    noons = [datetime.combine(each, time(12), ZoneInfo(timetable.zone)).astimezone(UTC) for each in (day, other)]
    return _minutes(noons[1] - noons[0])


def _hours(timetable: Timetable, day: date, items: Iterable[Item]) -> tuple[datetime, datetime]:
    """The full hours around the venue's hours and the day's items."""
    zone = ZoneInfo(timetable.zone)
    opens, closes = next(((each.opens, each.closes) for each in timetable.days if each.date == day), (_OPENS, _CLOSES))
    instants = [datetime.combine(day, clock, zone).astimezone(UTC) for clock in (opens, closes)]
    spans = [item.span for item in items]
    first = min([instants[0], *(start for start, _end in spans)]).astimezone(zone)
    last = max([instants[1], *(end for _start, end in spans)]).astimezone(UTC)
    begins_at = (first - timedelta(minutes=first.minute)).astimezone(UTC)
    return begins_at, begins_at + max(1, -(-(last - begins_at) // _HOUR)) * _HOUR


def _columns(timetable: Timetable, items: Sequence[Item], begins_at: datetime) -> Iterator[Column]:
    for room in timetable.rooms:
        yield Column(room, _blocks([item for item in items if timetable.room(item) == room], begins_at))
    homeless = [item for item in items if timetable.room(item) is None]
    if homeless or not timetable.rooms:
        yield Column(None, _blocks(homeless, begins_at))


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
    for item in sorted(items, key=lambda each: each.span):
        if group and item.span[0] >= max(each.span[1] for each in group):
            yield group
            group = []
        group.append(item)
    if group:
        yield group


def _lanes(group: Sequence[Item]) -> dict[str, int]:
    """The first lane in which nothing overlaps, for each item."""
    lanes: dict[str, int] = {}
    for number, item in enumerate(group):
        taken = {lanes[other.uuid] for other in group[:number] if other.overlaps(item)}
        lanes[item.uuid] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
    return lanes


def _lines(begins_at: datetime, ends_at: datetime, zone: ZoneInfo) -> Iterator[Line]:
    instant = begins_at
    while instant <= ends_at:
        yield Line(_minutes(instant - begins_at), instant, instant.astimezone(zone).minute == 0)
        instant += HALF_HOUR


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
