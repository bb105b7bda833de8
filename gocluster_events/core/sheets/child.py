"""The process that reads an uploaded table: ``python -m gocluster_events.core.sheets.child < upload > rows.json``.

It takes limits upon itself before it looks at the first byte, opens no file and no connection, and dies with its work.
"""

import json
import sys
from collections.abc import Callable, Iterator

from gocluster_events.core.sheets import archive, separated
from gocluster_events.core.sheets.limits import MOST_BYTES, MOST_CHARACTERS, FileError, Row, Sheet, Unreadable
from gocluster_events.core.sheets.sandbox import limit

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED, _WORDS = "EncryptedPackage".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
_NOTHING = Unreadable(FileError.EMPTY)
_OTHERS = (b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z")


def main() -> None:
    """The answer is on standard output: the tables, or why there are none."""
    answer(lambda upload: {"sheets": [_plain(sheet) for sheet in tables(upload)]})


def _plain(sheet: Sheet) -> tuple[object, ...]:
    rows = [(row.number, row.cells, row.is_hidden, row.unsaved) for row in sheet.rows]
    return sheet.name, rows, sheet.is_hidden, sheet.fault.value if sheet.fault else None, sheet.fault_row


def answer(reader: Callable[[bytes], dict[str, object]]) -> None:
    """What ``reader`` makes of the upload is on standard output, or why it makes nothing of it."""
    limit()
    try:
        reply = reader(sys.stdin.buffer.read())
    except Unreadable as refusal:
        reply = {"fault": refusal.fault.value, "row": refusal.row, "column": refusal.column}
    except (MemoryError, RecursionError):
        reply = {"fault": FileError.TOO_LARGE.value, "row": 0, "column": 0}
    sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def tables(upload: bytes) -> list[Sheet]:
    """The tables of the upload that hold something, or what is wrong with them; at least one is fine.

    Raises Unreadable.
    """
    check(upload)
    sheets = _sheets(upload) if upload.startswith(ZIP) else [Sheet("", tuple(separated.read_rows(upload)))]
    filled = [sheet for sheet in sheets if sheet.rows or sheet.fault]
    if not any(sheet.rows for sheet in filled):
        raise next((Unreadable(each.fault, each.fault_row) for each in filled if each.fault), _NOTHING)
    return filled


def _sheets(upload: bytes) -> list[Sheet]:
    archive.check(upload)
    from gocluster_events.core.sheets import workbook  # noqa: PLC0415 -- what is refused above never waits for openpyxl

    return workbook.tables(upload)


def sheets(upload: bytes, longest: int = MOST_CHARACTERS) -> Iterator[Iterator[Row]]:
    """The sheets of a workbook that are not hidden, with cells of at most ``longest`` characters. Raises Unreadable."""
    archive.check(upload)
    from gocluster_events.core.sheets import workbook  # noqa: PLC0415 -- what is refused above never waits for openpyxl

    return workbook.sheets(upload, longest)


def check(upload: bytes) -> None:
    """Raises Unreadable for what is too heavy, and for what is neither a workbook nor text."""
    if len(upload) > MOST_BYTES:
        raise Unreadable(FileError.TOO_HEAVY)
    if upload.startswith(_OLE):
        document = FileError.DOCUMENT if _WORDS in upload else FileError.OLD_EXCEL
        raise Unreadable(FileError.ENCRYPTED if _ENCRYPTED in upload else document)
    if upload.startswith(b"%PDF"):
        raise Unreadable(FileError.PDF)
    if upload.startswith(_OTHERS):
        raise Unreadable(FileError.WRONG_KIND)


if __name__ == "__main__":
    main()
