"""The list on paper: A4 across, one table with a head on every page, as an accessible PDF (PDF/UA-1)."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events.attendance.attendees.rules.table import Cell, Table
from gocluster_events.core import paper

MEDIA_TYPE = "application/pdf"
_TEMPLATE = Path(__file__).with_name("paper_list.typ")
_LARGE, _SMALL = 10, 8  # points; many columns need the smaller
_FEW = 6
_NARROWEST, _WIDEST = 6, 32  # characters that a column's share of the width counts at least and at most
_WHOLE = 14  # characters of a word for which every column has room
_LINE = {_LARGE: 120, _SMALL: 140}  # usual characters beside each other in all columns
_LOOKED_AT = 500  # rows, for the widths


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the document. An empty cell shows a dash."""
    here, frame = ZoneInfo(table.zone), table.frame
    size = _LARGE if len(table.heads) <= _FEW else _SMALL
    rows = [[_as_text(cell, here) for cell in row] for row in table.rows]
    data = {
        "title": table.title,
        "lang": frame.lang,
        "edition": frame.edition,
        "page": frame.page,
        "about": frame.about,
        "size": size,
        "heads": table.heads,
        "widths": _widths(table.heads, rows, _LINE[size]),
        "rows": rows,
    }
    file.write(paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), data, frame.made_at))


def _as_text(cell: Cell, here: ZoneInfo) -> str:
    match cell:
        case datetime():
            return f"{cell.astimezone(here):%d.%m.%Y %H:%M}"
        case date():
            return f"{cell:%d.%m.%Y}"
        case None | "":
            return "–"
        case _:
            return str(cell)


def _widths(heads: tuple[str, ...], rows: list[list[str]], line: int) -> list[float]:
    """Each column's share of the width, in characters: room for its longest usual word, and of what the line has left
    as much as its longest usual cell wants.
    """
    cells = [[row[column] for row in rows[:_LOOKED_AT]] for column in range(len(heads))]
    least = [_length(head, column, _longest_word, _WHOLE) for head, column in zip(heads, cells, strict=True)]
    wanted = [_length(head, column, len, _WIDEST) for head, column in zip(heads, cells, strict=True)]
    more = [max(0, each - room) for each, room in zip(wanted, least, strict=True)]
    share = max(0, line - sum(least)) / max(1, sum(more))
    return [room + each * min(1, share) for room, each in zip(least, more, strict=True)]


def _length(head: str, cells: list[str], measure: Callable[[str], int], most: int) -> int:
    """What nine in ten of the cells, and the head, measure at most."""
    lengths = sorted(map(measure, cells))
    usual = lengths[len(lengths) * 9 // 10] if lengths else 0
    return min(most, max(_NARROWEST, measure(head), usual))


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)
