"""The report of figures: a workbook, an accessible PDF, and each table as a picture."""

from dataclasses import asdict
from datetime import datetime
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from gocluster_events.attendance.attendees.rules.figures import Part, Report, ReportLine
from gocluster_events.core import paper
from gocluster_events.core.sheets.printing import set_up_for_print
from gocluster_events.core.text import for_xml

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEMPLATE = Path(__file__).with_name("report.typ")
_TEXT_ONLY = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_NAME_WIDTH, _BAR_WIDTH, _LINE_HEIGHT, _TOP = 260, 380, 26, 48


def to_pdf(report: Report, made_at: datetime) -> bytes:
    """The report as an accessible PDF: tables with bars beside the numbers."""
    return paper.pdf(_TEMPLATE.read_text(encoding="utf-8"), asdict(report), made_at)


def to_xlsx(report: Report) -> bytes:
    """A sheet for each table, after one that says what all of it is (ECMA-376). Numbers are numbers, no formulas."""
    import xlsxwriter  # noqa: PLC0415 -- only who takes a workbook away waits for it

    file = BytesIO()
    with xlsxwriter.Workbook(file, _TEXT_ONLY) as book:
        book.set_properties({"title": report.title})
        bold = book.add_format({"bold": True, "bottom": 1})
        right = book.add_format({"align": "right"})
        cover = book.add_worksheet(_sheet_name(report.title.partition(":")[0], 0))
        for row, words in enumerate((report.title, report.about, report.as_of, report.note)):
            cover.write_string(row, 0, words, bold if row == 0 else None)
        cover.set_column(0, 0, 100)
        for number, part in enumerate(report.parts, start=1):
            _fill(book.add_worksheet(_sheet_name(part.head, number)), part, report.hidden, bold, right)
    return file.getvalue()


def _sheet_name(words: str, number: int) -> str:
    """At most 31 characters, without those that Excel forbids, and unlike all others."""
    return f"{number} {words.translate(_FORBIDDEN)}"[:31].strip()


def _fill(sheet: Any, part: Part, hidden: str, bold: Any, right: Any) -> None:
    sheet.write_string(0, 0, part.heading, bold)
    for column, head in enumerate((part.head, *part.heads)):
        sheet.write_string(2, column, head, bold)
    for row, line in enumerate((*part.lines, part.total), start=3):
        sheet.write_string(row, 0, line.name)
        for column, number in enumerate(line.numbers, start=1):
            if number is None:
                sheet.write_string(row, column, hidden, right)
            else:
                sheet.write_number(row, column, number)
    sheet.set_column(0, 0, 48)
    if part.heads:
        sheet.set_column(1, len(part.heads), 16)
    sheet.freeze_panes(3, 1)
    set_up_for_print(sheet, head=2)


def to_svg(part: Part, report: Report) -> bytes:
    """The table's last column as a bar chart (SVG) with its names and numbers as text, to be placed in a document."""
    end = _TOP + len(part.lines) * _LINE_HEIGHT
    height = end + 32
    width = _NAME_WIDTH + _BAR_WIDTH + 80
    drawn = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" lang="{report.lang}" font-family="sans-serif" font-size="14" fill="#131525">'
        ),
        f"<title>{_safe(part.heading)}, {_safe(report.edition[0])}</title>",
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="0" y="20" font-size="17" font-weight="600">{_safe(part.heading)}</text>',
        *(_bar(line, at, part.most, report.hidden) for at, line in enumerate(part.lines)),
        f'<text x="0" y="{end + 20}" font-size="12">{_safe(report.caption)}</text>',
        "</svg>\n",
    ]
    return "\n".join(drawn).encode()


def _bar(line: ReportLine, at: int, most: int, hidden: str) -> str:
    y, number = _TOP + at * _LINE_HEIGHT, line.numbers[-1]
    length = round(_BAR_WIDTH * (number or 0) / most, 1)
    name = line.name if len(line.name) < 38 else f"{line.name[:36]}…"
    label = hidden if number is None else number
    return (
        f'<text x="{_NAME_WIDTH - 8}" y="{y + 14}" text-anchor="end">{_safe(name)}</text>'
        f'<rect x="{_NAME_WIDTH}" y="{y}" width="{length}" height="18" fill="#2044aa"/>'
        f'<text x="{_NAME_WIDTH + length + 8}" y="{y + 14}" font-weight="600">{label}</text>'
    )


def _safe(words: str) -> str:
    return escape(for_xml(words), quote=False)
