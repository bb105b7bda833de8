"""The items that one signs up for, by the times that they have in common."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.time_block import by_time
from gocluster_events.meeting.agenda.rules.timetable import Item, Span, Timetable

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Block(Generic[Each]):
    """What begins in one common time; without one (``name`` empty) what has the same span."""

    name: Localized
    span: Span
    rows: tuple[Each, ...]


def by_block(timetable: Timetable, rows: Iterable[Each], item_of: Callable[[Each], Item]) -> tuple[Block[Each], ...]:
    """The rows about placed items by their common times, in the order of the day, and in each in that of the rooms."""
    rooms = {room.id: place for place, room in enumerate(timetable.rooms)}
    groups: dict[tuple[Span, Localized], list[Each]] = {}
    for row in sorted(rows, key=lambda each: _place(item_of(each), rooms)):
        groups.setdefault(_home(timetable, item_of(row)), []).append(row)
    return tuple(
        Block(name, span, tuple(groups[span, name])) for span, name in sorted(groups, key=lambda each: each[0])
    )


def _home(timetable: Timetable, item: Item) -> tuple[Span, Localized]:
    start = item.span[0]
    here = (block for block in by_time(timetable.blocks) if block.span[0] <= start < block.span[1])
    block = next(here, None)
    return (item.span, Localized()) if block is None else (block.span, block.name)


def _place(item: Item, rooms: dict[int, int]) -> tuple[Span, int, str]:
    return item.span, rooms.get(item.room or 0, len(rooms)), item.code
