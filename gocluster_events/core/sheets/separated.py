"""The rows of a text file in which a character separates the cells, as Excel and others write it."""

import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO

from gocluster_events.core.sheets.limits import MOST_CHARACTERS, MOST_ROWS, FileError, Row, Unreadable, bounded

_SEPARATORS = ";,\t|"
_SAMPLE = 50  # rows that decide which character separates
_MARKUP = ("<!doctype", "<html", "<?xml", "<table", "<svg", "{\\rtf", "<head", "<script")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ALLOWED = frozenset("\t\r\n")


def read_rows(upload: bytes, longest: int = MOST_CHARACTERS) -> Iterator[Row]:
    """The rows that hold something, their cells at most ``longest`` characters. Raises Unreadable."""
    text = decoded(upload)
    if text.lstrip().lower().startswith(_MARKUP):
        raise Unreadable(FileError.WRONG_KIND)
    first, _, rest = text.partition("\n")
    directive = first.strip().lower()
    skipped = directive.startswith("sep=") and len(directive) < 6  # Excel's own first line
    separator = first.strip("\r\n")[4:5] if skipped else separator_of(text)
    yield from _read(rest if skipped else text, separator or "\t", 2 if skipped else 1, longest)


def decoded(upload: bytes) -> str:
    """The text, by its byte order mark, else as UTF-16, UTF-8 or Windows-1252. Raises Unreadable for no text."""
    try:
        text = upload.decode(_encoding(upload))
    except UnicodeDecodeError as damage:
        raise Unreadable(FileError.DAMAGED) from damage
    if any(character < " " and character not in _ALLOWED for character in set(text)):
        raise Unreadable(FileError.WRONG_KIND)  # a program, a picture, or a text with NUL bytes
    return text


def _encoding(upload: bytes) -> str:
    for mark, encoding in _BOMS:
        if upload.startswith(mark):
            return encoding
    head = upload[:4096]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) > len(head) // 5 and min(even, odd) <= len(head) // 50:
        return "utf-16-be" if even > odd else "utf-16-le"
    try:
        upload.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def separator_of(text: str) -> str:
    """The character that makes the first rows equally wide; of several the one that makes them widest."""
    best, chosen = (0.0, 0), ";"
    for separator in _SEPARATORS:
        widths = _widths(text, separator)
        width, often = Counter(widths).most_common(1)[0] if widths else (0, 0)
        score = (round(often / len(widths), 1) if widths else 0.0, width)
        if width > 1 and score > best:
            best, chosen = score, separator
    return chosen


def _widths(text: str, separator: str) -> list[int]:
    widths: list[int] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=separator):
            if any(row):
                widths.append(len(row))
            if len(widths) == _SAMPLE:
                break
    except csv.Error:
        return widths
    return widths


def _read(text: str, separator: str, start: int, longest: int) -> Iterator[Row]:
    csv.field_size_limit(4 * longest)  # an open quotation mark would swallow the rest of the file
    number, count, characters = start - 1, 0, 0
    try:
        for raw in csv.reader(StringIO(text, newline=""), delimiter=separator):
            number += 1
            cells = [cell.strip() for cell in raw]
            while cells and not cells[-1]:
                cells.pop()
            if cells:
                characters, count = bounded(number, cells, characters, longest), count + 1
                if count > MOST_ROWS:
                    raise Unreadable(FileError.TOO_LONG)
                yield Row(number, tuple(cells))
    except csv.Error as damage:
        raise Unreadable(FileError.LONG_CELL, number + 1) from damage
