"""The record of processing as an accessible PDF and as a workbook."""

from dataclasses import asdict
from datetime import datetime
from io import BytesIO
from pathlib import Path

from gocluster_events.backoffice.oversight.rules.processing import Chapter, Grid, Record
from gocluster_events.core import paper
from gocluster_events.core.sheets.printing import set_up_for_print

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATE = Path(__file__).with_name("processing.typ")
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_WIDE = 60
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def to_pdf(record: Record, made_at: datetime) -> bytes:
    """The record as a PDF that screen readers can read aloud."""
    return paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), asdict(record), made_at)


def to_xlsx(record: Record) -> bytes:
    """A sheet for each chapter (ECMA-376); everything is text."""
    import xlsxwriter  # noqa: PLC0415 -- only who takes a workbook away waits for it

    file = BytesIO()
    with xlsxwriter.Workbook(file, _TEXT_ONLY) as book:
        book.set_properties({"title": record.title})
        bold = book.add_format({"bold": True})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for number, chapter in enumerate(record.chapters, start=1):
            sheet = book.add_worksheet(f"{number} {chapter.heading.translate(_FORBIDDEN)}"[:31].strip())
            sheet.set_column(0, 4, _WIDE)
            for row, (cells, is_head) in enumerate(_lines(record, chapter)):
                for column, words in enumerate(cells):
                    sheet.write_string(row, column, words, bold if is_head else text)
            set_up_for_print(sheet, head=None)
    return file.getvalue()


def _lines(record: Record, chapter: Chapter) -> list[tuple[tuple[str, ...], bool]]:
    """The rows of a sheet, and which of them are heads."""
    lines: list[tuple[tuple[str, ...], bool]] = [((chapter.heading,), True), ((record.title, record.as_of), False)]
    lines += [(pair, False) for pair in chapter.terms]
    lines += [((sentence,), False) for sentence in chapter.sentences]
    for grid in chapter.grids:
        lines += [((), False), ((grid.heading,), True), *_rows(grid)]
    return lines


def _rows(grid: Grid) -> list[tuple[tuple[str, ...], bool]]:
    return [(grid.heads, True), *((row, False) for row in grid.rows)] if grid.rows else [((grid.none,), False)]
