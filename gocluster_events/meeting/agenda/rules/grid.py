"""Where each item lies when a day is drawn to scale: rooms side by side, time downwards.

A row is five minutes. Columns are counted from 0; a room whose items overlap gets several. Items that everything
stands still for are bands over all rooms, and so is what everyone attends with nothing beside it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import Enum

from gocluster_events.meeting.agenda.rules.filter import BREAKS, alike
from gocluster_events.meeting.agenda.rules.plenary import is_plenary
from gocluster_events.meeting.agenda.rules.timetable import Item, Room, Timetable

ROW_MINUTES = 5
LEAST_ROWS = 3  # a line of text needs 42 px
_SHORT_ROWS = 3
_MEDIUM_ROWS = 7
_FULL_ROWS = 14
_FEW_ITEMS = 2
_MOST_COLUMNS = 6  # side by side in which one can read; more of them scroll


class Shape(Enum):
    """A break across everything, an item for everyone across all rooms, or a block in its room."""

    BAND = "band"
    PLENARY = "plenary"
    BLOCK = "block"


class Size(Enum):
    """How much text a block can hold."""

    LINE = "line"
    SHORT = "short"
    FULL = "full"
    TALL = "tall"


@dataclass(frozen=True, slots=True)
class Cell:
    """An item's rectangle: first row and column, and how many of each.

    ``name_from`` is the first column in which nothing covers where a band begins, so that its name can be read.
    """

    item: Item
    shape: Shape
    row: int
    rows: int
    column: int
    columns: int
    name_from: int = 0

    @property
    def size(self) -> Size:
        """How much text fits."""
        if self.rows <= _SHORT_ROWS:
            return Size.LINE
        if self.rows <= _MEDIUM_ROWS:
            return Size.SHORT
        return Size.FULL if self.rows <= _FULL_ROWS else Size.TALL


@dataclass(frozen=True, slots=True)
class Head:
    """A room's head over its columns; ``room`` None is for items whose room is still open."""

    room: Room | None
    column: int
    columns: int


@dataclass(frozen=True, slots=True)
class Block:
    """The items that begin at one time; ``inside`` a break, its label is paler."""

    starts_at: datetime
    row: int
    inside: bool
    cells: tuple[Cell, ...]

    @property
    def ends_at(self) -> datetime:
        """When the last of them ends."""
        return max(cell.item.span[1] for cell in self.cells)


@dataclass(frozen=True, slots=True)
class End:
    """A time at which something ends after the last beginning of the day."""

    at: datetime
    row: int


@dataclass(frozen=True, slots=True)
class DayGrid:
    """One day's drawing."""

    date: date
    heads: tuple[Head, ...]
    columns: int
    rows: int
    blocks: tuple[Block, ...]
    ends: tuple[End, ...]

    @property
    def is_wide(self) -> bool:
        """Whether it has more columns than fit side by side."""
        return self.columns > _MOST_COLUMNS

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All items of the day, by time and column."""
        return tuple(cell for block in self.blocks for cell in block.cells)


def day_grids(timetable: Timetable) -> tuple[DayGrid, ...]:
    """A drawing of every day on which something takes place, in order."""
    return tuple(_day_grid(timetable, day, _once(items)) for day, items in timetable.by_day().items())


def with_little(grids: Sequence[DayGrid]) -> tuple[DayGrid, ...]:
    """The days with so few items, such as the evening before, that a drawing says no more than a line; never all."""
    little = tuple(grid for grid in grids if len(grid.cells) <= _FEW_ITEMS)
    return little if len(little) < len(grids) else ()


def _once(items: Iterable[Item]) -> tuple[Item, ...]:
    """The items, of breaks that are alike in several rooms only the first."""
    unique_items: list[Item] = []
    for item in items:
        if item.kind not in BREAKS or not any(alike(item, other) for other in unique_items):
            unique_items.append(item)
    return tuple(unique_items)


def _day_grid(timetable: Timetable, day: date, items: Sequence[Item]) -> DayGrid:
    begin = min(item.span[0] for item in items)
    shapes = {item.uuid: _shape(timetable, item, items) for item in items}
    lanes = _lanes(timetable, [item for item in items if shapes[item.uuid] is Shape.BLOCK])
    heads = _heads(timetable, items, shapes, lanes)
    width = sum(head.columns for head in heads)
    exact = [_cell(timetable, item, shapes[item.uuid], begin, heads, lanes) for item in items]
    cells = [_named(_grown(cell, exact), exact) for cell in exact]
    rows = max(cell.row + cell.rows for cell in cells)
    return DayGrid(day, heads, width, rows, tuple(_blocks(cells, items)), tuple(_ends(items, begin)))


def _shape(timetable: Timetable, item: Item, items: Iterable[Item]) -> Shape:
    if item.kind in BREAKS:
        return Shape.BAND
    if not is_plenary(timetable, item) or any(item.overlaps(other) for other in items if other.uuid != item.uuid):
        return Shape.BLOCK
    return Shape.PLENARY


def _lanes(timetable: Timetable, blocks: Iterable[Item]) -> dict[str, int]:
    """The lane of each block inside its room, so that overlapping ones lie side by side."""
    lanes: dict[str, int] = {}
    placed: defaultdict[int | None, list[Item]] = defaultdict(list)
    for item in blocks:
        room = timetable.room(item)
        there = placed[room.id if room else None]
        taken = {lanes[other.uuid] for other in there if other.overlaps(item)}
        lanes[item.uuid] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
        there.append(item)
    return lanes


def _heads(
    timetable: Timetable, items: Sequence[Item], shapes: dict[str, Shape], lanes: dict[str, int]
) -> tuple[Head, ...]:
    heads: list[Head] = []
    rooms: tuple[Room | None, ...] = (*timetable.rooms, None)
    for room in rooms:
        there = [item for item in items if timetable.room(item) is room]
        if not there or (room is None and all(shapes[item.uuid] is not Shape.BLOCK for item in there)):
            continue
        column = heads[-1].column + heads[-1].columns if heads else 0
        heads.append(Head(room, column, 1 + max(lanes.get(item.uuid, 0) for item in there)))
    return tuple(heads) or (Head(None, 0, 1),)


def _cell(
    timetable: Timetable,
    item: Item,
    shape: Shape,
    begin: datetime,
    heads: tuple[Head, ...],
    lanes: dict[str, int],
) -> Cell:
    row = (item.span[0] - begin) // timedelta(minutes=ROW_MINUTES)
    rows = -(-item.length_minutes // ROW_MINUTES)
    if shape is not Shape.BLOCK:
        return Cell(item, shape, row, rows, 0, sum(head.columns for head in heads))
    room = timetable.room(item)
    head = next(head for head in heads if head.room is room)
    return Cell(item, shape, row, rows, head.column + lanes[item.uuid], 1)


def _grown(cell: Cell, cells: Iterable[Cell]) -> Cell:
    """The cell with room for a line of text, as far as nothing follows it in its columns."""
    if cell.rows >= LEAST_ROWS:  # nearly all of them, and each would be compared with every other
        return cell
    below = [
        other.row
        for other in cells
        if other.row >= cell.row + cell.rows
        and other.column < cell.column + cell.columns
        and cell.column < other.column + other.columns
    ]
    free = min(below, default=cell.row + LEAST_ROWS) - cell.row
    return replace(cell, rows=max(cell.rows, min(LEAST_ROWS, free)))


def _named(cell: Cell, cells: Sequence[Cell]) -> Cell:
    """A band with the first column in which its name can be read; others as they are."""
    if cell.shape is not Shape.BAND:
        return cell
    over = [
        other
        for other in cells
        if other.shape is Shape.BLOCK and other.row < cell.row + LEAST_ROWS and cell.row < other.row + other.rows
    ]
    covered = {column for other in over for column in range(other.column, other.column + other.columns)}
    return replace(cell, name_from=next((column for column in range(cell.columns) if column not in covered), 0))


def _blocks(cells: Sequence[Cell], items: Iterable[Item]) -> Iterable[Block]:
    breaks = [item.span for item in items if item.kind in BREAKS]
    beginning: defaultdict[datetime, list[Cell]] = defaultdict(list)
    for cell in cells:
        beginning[cell.item.span[0]].append(cell)
    for starts_at, group in beginning.items():
        here = tuple(sorted(group, key=lambda cell: cell.column))
        inside = any(start < starts_at < end for start, end in breaks)
        yield Block(starts_at, here[0].row, inside, here)


def _ends(items: Iterable[Item], begin: datetime) -> Iterator[End]:
    spans = [item.span for item in items]
    last = max(start for start, _end in spans)
    for at in sorted({end for _start, end in spans if end > last}):
        yield End(at, (at - begin) // timedelta(minutes=ROW_MINUTES))
