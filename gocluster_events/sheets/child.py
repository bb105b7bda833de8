"""The process that reads an uploaded table: ``python -m gocluster_events.sheets.child < upload > rows.json``.

It takes limits upon itself before it looks at the first byte, opens no file and no connection, and dies with its work.
"""

import json
import sys
from collections.abc import Callable, Iterator
from itertools import chain

from gocluster_events.sheets import archive, separated
from gocluster_events.sheets.limits import MOST_BYTES, MOST_CHARACTERS, FileError, Row, Unreadable
from gocluster_events.sheets.sandbox import limit

ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z")


def main() -> None:
    """The answer is on standard output: the rows, or why there are none."""
    answer(lambda upload: {"rows": [[row.number, row.cells] for row in rows(upload)]})


def answer(reader: Callable[[bytes], dict[str, object]]) -> None:
    """What ``reader`` makes of the upload is on standard output, or why it makes nothing of it."""
    limit()
    try:
        reply = reader(sys.stdin.buffer.read())
    except Unreadable as refusal:
        reply = {"fault": refusal.fault.value, "row": refusal.row}
    except (MemoryError, RecursionError):
        reply = {"fault": FileError.TOO_LARGE.value, "row": 0}
    sys.stdout.buffer.write(json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def rows(upload: bytes) -> Iterator[Row]:
    """The rows of whatever table this is, at least one. Raises Unreadable."""
    table = _kind(upload)
    first = next(table, None)
    if first is None:
        raise Unreadable(FileError.EMPTY)
    return chain([first], table)


def _kind(upload: bytes) -> Iterator[Row]:
    check(upload)
    return next(sheets(upload), iter(())) if upload.startswith(ZIP) else separated.read_rows(upload)


def sheets(upload: bytes, longest: int = MOST_CHARACTERS) -> Iterator[Iterator[Row]]:
    """The sheets of a workbook that are not hidden, with cells of at most ``longest`` characters. Raises Unreadable."""
    archive.check(upload)
    from gocluster_events.sheets import workbook  # noqa: PLC0415 -- what is refused above never waits for openpyxl

    return workbook.sheets(upload, longest)


def check(upload: bytes) -> None:
    """Raises Unreadable for what is too heavy, and for what is neither a workbook nor text."""
    if len(upload) > MOST_BYTES:
        raise Unreadable(FileError.TOO_HEAVY)
    if upload.startswith(_OLE):
        raise Unreadable(FileError.ENCRYPTED if _ENCRYPTED in upload else FileError.OLD_EXCEL)
    if upload.startswith(_OTHERS):
        raise Unreadable(FileError.WRONG_KIND)


if __name__ == "__main__":
    main()
