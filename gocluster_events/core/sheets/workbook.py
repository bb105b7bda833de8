"""The rows of an .xlsx workbook: what its cells show, of each sheet that is not hidden."""

import warnings
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook

from gocluster_events.core.sheets import limits

_VISIBLE = "visible"
_NAMESPACE = "}"  # expat joins a namespace and a name with it
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384  # of any spreadsheet
_DAMAGE = (KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError, SyntaxError, LookupError)


def sheets(upload: bytes, longest: int = limits.MOST_CHARACTERS) -> Iterator[Iterator[limits.Row]]:
    """The rows that hold something, of each sheet that is not hidden, where every cell is used. Raises Unreadable."""
    for sheet in _worksheets(upload):
        if sheet.sheet_state == _VISIBLE:
            yield _without_formulas(_rows(sheet, longest))


def tables(upload: bytes) -> list[limits.Sheet]:
    """The sheets that people can see or show, with their rows, or what is wrong with them. Raises Unreadable.

    Text of a cell that is longer than usual is cut there; what remains is still too long.
    """
    read: list[limits.Sheet] = []
    for sheet in _worksheets(upload)[: limits.MOST_SHEETS]:
        rows = [row for each in read for row in each.rows]
        is_too_much = len(rows) > 2 * limits.MOST_ROWS
        text = limits.MOST_TEXT if is_too_much else sum(len(cell) for row in rows for cell in row.cells)
        read.append(_table(sheet, text))
    return read


def _table(sheet: Any, text: int) -> limits.Sheet:
    """The sheet, where ``text`` characters of others were read before it."""
    is_hidden = sheet.sheet_state != _VISIBLE
    try:
        return limits.Sheet(sheet.title, tuple(map(_short, _rows(sheet, limits.LONGEST_IN_WORKBOOK, text))), is_hidden)
    except limits.Unreadable as refusal:
        return limits.Sheet(sheet.title, (), is_hidden, refusal.fault, refusal.row)


def _worksheets(upload: bytes) -> list[Any]:
    warnings.simplefilter("ignore")  # about parts that we do not read
    try:
        book = load_workbook(BytesIO(upload), read_only=True, data_only=True, keep_links=False)
        return [each for each in book.worksheets if each.sheet_state != "veryHidden"]  # which no menu can show
    except _DAMAGE as damage:
        raise limits.Unreadable(limits.FileError.DAMAGED) from damage


def _short(row: limits.Row) -> limits.Row:
    cells = tuple(cell[: limits.MOST_CHARACTERS + 1] for cell in row.cells)
    return limits.Row(row.number, cells, row.is_hidden, row.unsaved)


def _without_formulas(rows: Iterator[limits.Row]) -> Iterator[limits.Row]:
    for row in rows:
        if row.unsaved:
            raise limits.Unreadable(limits.FileError.FORMULA, row.number, row.unsaved[0])
        yield row


def _rows(sheet: Any, longest: int, text: int = 0) -> Iterator[limits.Row]:
    """The rows that hold something; ``text`` is how many characters were read before."""
    scan = _Scan()
    try:
        with sheet._get_source() as source:  # noqa: SLF001 -- the sheet as it stands in the file
            scan.over(source)
        sheet.reset_dimensions()  # they are what the file says of itself
        for number, cells in _cell_text(sheet, longest, text, frozenset(scan.unsaved)):
            yield limits.Row(number, cells, number in scan.hidden, tuple(scan.unsaved.get(number, ())))
    except _DAMAGE as damage:
        raise limits.Unreadable(limits.FileError.DAMAGED) from damage


def _cell_text(sheet: Any, longest: int, text: int, unsaved: frozenset[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Number and cells of each row that holds something, a formula without a stored value too."""
    count = 0
    width = limits.MOST_COLUMNS + 1
    nothing = (None,) * width
    for number, raw in enumerate(sheet.iter_rows(min_row=1, min_col=1, max_col=width, values_only=True), start=1):
        if raw == nothing and number not in unsaved:  # a million of them may stand before the last row
            continue
        cells = [_text(value) for value in raw]
        while cells and not cells[-1]:
            cells.pop()
        if cells or number in unsaved:
            text, count = limits.bounded(number, cells, text, longest), count + 1
            if count > limits.MOST_ROWS:
                raise limits.Unreadable(limits.FileError.TOO_LONG)
            yield number, tuple(cells)


def _text(value: Any) -> str:
    """The value as somebody would type it."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.15g}"
        case datetime() if (value.hour, value.minute, value.second) == (0, 0, 0):
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value).strip()


class _Scan:
    """Looks for too many cells in a sheet's XML, before its values are read.

    Afterwards ``hidden`` has the rows that nobody sees, and ``unsaved`` by row the columns whose formula has no
    stored value.
    """

    def __init__(self) -> None:
        self.row = self.column = self.rows = 0
        self.has_formula = self.in_value = self.has_value = self.is_text = False
        self.hidden: set[int] = set()
        self.unsaved: dict[int, list[int]] = {}

    def over(self, source: Any) -> None:
        """Raises Unreadable when the sheet has one of these faults."""
        parser = expat.ParserCreate(namespace_separator=_NAMESPACE)
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.ParseFile(source)
        except expat.ExpatError as damage:
            raise limits.Unreadable(limits.FileError.DAMAGED) from damage

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(_NAMESPACE)[2]:
            case "row":
                self.rows += 1
                self.row, self.column = int(attributes.get("r", self.row + 1)), 0
                if self.rows > 4 * limits.MOST_ROWS or self.row > _LAST_ROW:  # most of them may be empty
                    raise limits.Unreadable(limits.FileError.TOO_LONG)
                if attributes.get("hidden") in {"1", "true"}:
                    self.hidden.add(self.row)
            case "c":
                self.column = _column(attributes.get("r", "")) or self.column + 1
                self.has_formula = self.has_value = False
                self.is_text = attributes.get("t") == "str"
                if self.column > _LAST_COLUMN:
                    raise limits.Unreadable(limits.FileError.TOO_WIDE, self.row)
            case "f":
                self.has_formula = True
            case "v" | "t":
                self.in_value, self.has_value = True, self.has_value or self.is_text  # a text may be empty

    def _end(self, name: str) -> None:
        match name.rpartition(_NAMESPACE)[2]:
            case "v" | "t":
                self.in_value = False
            case "c" if self.has_formula and not self.has_value and self.column <= limits.MOST_COLUMNS:
                self.unsaved.setdefault(self.row, []).append(self.column)

    def _text(self, _found: str) -> None:
        self.has_value = self.has_value or self.in_value
        if self.in_value and self.column > limits.MOST_COLUMNS:
            raise limits.Unreadable(limits.FileError.TOO_WIDE, self.row)


def _column(coordinate: str) -> int:
    """28 for AB17; 0 where no column is named."""
    number = 0
    for letter in coordinate.rstrip("0123456789")[:8]:
        number = number * 26 + ord(letter.upper()) - 64
    return number
