"""The list on paper: A4 across, one table with a head on every page, as an accessible PDF (PDF/UA-1)."""

from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from gocluster_events import paper
from gocluster_events.attendees.rules.table import Cell, Table

MEDIA_TYPE = "application/pdf"
_TEMPLATE = Path(__file__).with_name("paper_list.typ")
_LARGE, _SMALL = 10, 8  # points; many columns need the smaller
_FEW = 6
_NARROWEST, _WIDEST = 6, 32  # characters that a column's share of the width counts at least and at most
_LOOKED_AT = 500  # rows, for the widths


def write(file: BinaryIO, table: Table) -> None:
    """``file`` holds the document. An empty cell shows a dash."""
    here, frame = ZoneInfo(table.zone), table.frame
    rows = [[_as_text(cell, here) for cell in row] for row in table.rows]
    data = {
        "title": table.title,
        "lang": frame.lang,
        "edition": frame.edition,
        "page": frame.page,
        "about": frame.about,
        "size": _LARGE if len(table.heads) <= _FEW else _SMALL,
        "heads": table.heads,
        "widths": _widths(table.heads, rows),
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


def _widths(heads: tuple[str, ...], rows: list[list[str]]) -> list[int]:
    """Each column's share of the width: how many characters its longest usual cell has."""
    looked_at = rows[:_LOOKED_AT]
    widths = []
    for column, head in enumerate(heads):
        lengths = sorted(len(row[column]) for row in looked_at)
        usual = lengths[len(lengths) * 9 // 10] if lengths else 0
        widths.append(min(_WIDEST, max(_NARROWEST, len(head), usual)))
    return widths
