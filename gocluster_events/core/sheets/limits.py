"""How large an uploaded table may be, and why one is refused."""

from dataclasses import dataclass
from enum import Enum

MOST_BYTES = 5 * 1024 * 1024  # of the upload
MOST_ROWS = 20_000
MOST_COLUMNS = 60
MOST_CHARACTERS = 500  # of a cell
LONGEST_IN_WORKBOOK = 32_767  # characters that a cell of a workbook can hold
MOST_TEXT = 8 * 1024 * 1024  # characters of all cells together
MOST_SHEETS = 50  # of a workbook that are looked at
MOST_UNPACKED = 64 * 1024 * 1024  # bytes of everything in a workbook
MOST_PARTS = 2_000  # files in a workbook
MOST_RATIO = 250  # unpacked to packed, of a part that is large; real sheets stay below 50
LARGE_PART = 1024 * 1024

SECONDS = 20.0  # on the wall, for the child that reads
CPU_SECONDS = 15
ADDRESS_SPACE = 512 * 1024 * 1024
MOST_ANSWER = 40 * 1024 * 1024  # bytes that the child may answer


class FileError(Enum):
    """Why an upload is no table that can be read. Those about a row or a cell carry its place."""

    EMPTY = "empty"
    TOO_HEAVY = "too_heavy"
    TOO_LARGE = "too_large"  # when unpacked, or it takes too long
    TOO_LONG = "too_long"
    TOO_WIDE = "too_wide"  # row
    LONG_CELL = "long_cell"  # row
    WRONG_KIND = "wrong_kind"
    OLD_EXCEL = "old_excel"  # .xls or .xlsb
    OPEN_DOCUMENT = "open_document"  # .ods
    NUMBERS = "numbers"
    DOCUMENT = "document"  # of a word processor
    PDF = "pdf"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    FORMULA = "formula"  # row and column
    NESTED = "nested"
    DAMAGED = "damaged"


class Unreadable(Exception):
    """The upload is refused; ``fault`` says why, ``row`` and ``column`` where, 0 for all of it."""

    def __init__(self, fault: FileError, row: int = 0, column: int = 0) -> None:
        super().__init__(f"{fault.value} {row} {column}")
        self.fault, self.row, self.column = fault, row, column

    @property
    def cell(self) -> str:
        """The cell as a spreadsheet names it; empty when it is about no cell."""
        return cell_name(self.row, self.column) if self.column else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty, with the number that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False
    unsaved: tuple[int, ...] = ()  # the columns, from 1, whose formula has no stored value


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a file, with those of its rows that are not empty.

    ``fault`` is why none of them could be read, and ``fault_row`` the row where, 0 for all of it.
    """

    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = False
    fault: FileError | None = None
    fault_row: int = 0


def column_letter(column: int) -> str:
    """AB for 28."""
    letters = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """C14 for the third cell of row 14."""
    return f"{column_letter(column)}{row}"


def bounded(number: int, cells: list[str], text: int, longest: int = MOST_CHARACTERS) -> int:
    """The number of characters read so far, with this row's. Raises Unreadable when the row or the sum is too large."""
    if len(cells) > MOST_COLUMNS:
        raise Unreadable(FileError.TOO_WIDE, number)
    if any(len(cell) > longest for cell in cells):
        raise Unreadable(FileError.LONG_CELL, number)
    text += sum(map(len, cells))
    if text > MOST_TEXT:
        raise Unreadable(FileError.TOO_LARGE)
    return text
