"""The style sheet of one edition: its tracks' colours, and where the published items lie in the grid.

Pages carry classes only, so that no style stands inside them. Rows and columns are counted from 1.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from gocluster_events.meeting.agenda.rules.grid import DayGrid, Head
from gocluster_events.meeting.events.exports.accent import Sheet

ROW_HEIGHT = "0.875rem"  # five minutes
LEAST_WIDTH = "11.5rem"  # of a column where there are more than fit
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


def theme(colours: Iterable[tuple[str, str]], grids: Sequence[DayGrid]) -> Sheet:
    """The style sheet: a class for each track (letter, colour), such as ``track-a``, and for the days in their order.

    A day is ``timetable-1``, an item in it ``row-5``, ``rows-12`` and ``column-2``, a room's head ``span-1``.
    """
    return Sheet(
        "\n".join(["@layer theme {", *_tracks(colours), *_days(grids), *_rows(grids), *_columns(grids), "}", ""])
    )


def _tracks(colours: Iterable[tuple[str, str]]) -> Iterator[str]:
    for letter, colour in colours:
        if letter.isascii() and letter.isalnum() and _COLOUR.fullmatch(colour):
            yield f".track-{letter.lower()} {{ --track: {colour}; }}"


def _days(grids: Sequence[DayGrid]) -> Iterator[str]:
    for number, grid in enumerate(grids, start=1):
        least = LEAST_WIDTH if grid.is_wide else "0"
        widths = [f"minmax({least}, {_width(head)}fr)" for head in grid.heads for _lane in range(head.columns)]
        height = ROW_HEIGHT if len(grid.blocks) > 1 else "auto"  # to scale only where there is something to compare
        lines = f" --lines: {grid.rows + 1};" if grid.is_wide else ""
        yield f".timetable-{number} {{ --columns: {' '.join(widths)}; --row-height: {height}; --all: 2 / -1;{lines} }}"


def _width(head: Head) -> str:
    """The first room is the main hall and gets more width; a room without counted places is a foyer and gets less."""
    if head.column == 0:
        return "1.35"
    return "1" if head.room is None or head.room.seats else "0.92"


def _rows(grids: Sequence[DayGrid]) -> Iterator[str]:
    cells = [cell for grid in grids for block in grid.blocks for cell in block.cells]
    first = {cell.row for cell in cells} | {end.row for grid in grids for end in grid.ends}
    yield from (f".row-{row + 1} {{ --row: {row + 1}; }}" for row in sorted(first))
    yield from (f".rows-{rows} {{ --rows: {rows}; }}" for rows in sorted({cell.rows for cell in cells}))


def _columns(grids: Sequence[DayGrid]) -> Iterator[str]:
    widest = max((grid.columns for grid in grids), default=0)
    for number in range(1, widest + 1):
        yield f".column-{number} {{ --column: {number}; }}"
        yield f".span-{number} {{ --span: {number}; }}"
