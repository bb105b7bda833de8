"""The process that reads an uploaded table: ``python -m gocluster_events.sheets.child < upload > rows.json``.

It takes limits upon itself before it looks at the first byte, opens no file and no connection, and dies with its work.
"""

import json
import sys
from collections.abc import Iterator
from itertools import chain

from gocluster_events.sheets import archive, separated
from gocluster_events.sheets.limits import ADDRESS_SPACE, CPU_SECONDS, MOST_ANSWER, MOST_BYTES, Fault, Row, Unreadable

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x05\x06", b"\x1f\x8b", b"Rar!", b"7z")


def main() -> None:
    """The answer is on standard output: the rows, or why there are none."""
    _limit()
    try:
        answer: dict[str, object] = {"rows": [[row.number, row.cells] for row in rows(sys.stdin.buffer.read())]}
    except Unreadable as refusal:
        answer = {"fault": refusal.fault.value, "row": refusal.row}
    except (MemoryError, RecursionError):
        answer = {"fault": Fault.TOO_LARGE.value, "row": 0}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def rows(upload: bytes) -> Iterator[Row]:
    """The rows of whatever table this is, at least one. Raises Unreadable."""
    found = _kind(upload)
    first = next(found, None)
    if first is None:
        raise Unreadable(Fault.EMPTY)
    return chain([first], found)


def _kind(upload: bytes) -> Iterator[Row]:
    if len(upload) > MOST_BYTES:
        raise Unreadable(Fault.TOO_HEAVY)
    if upload.startswith(_ZIP):
        archive.check(upload)
        from gocluster_events.sheets import workbook  # noqa: PLC0415 -- what is refused above never waits for openpyxl

        return workbook.rows(upload)
    if upload.startswith(_OLE):
        raise Unreadable(Fault.ENCRYPTED if _ENCRYPTED in upload else Fault.OLD_EXCEL)
    if upload.startswith(_OTHERS):
        raise Unreadable(Fault.WRONG_KIND)
    return separated.rows(upload)


def _limit() -> None:
    """No more memory, time and output than a table needs; where the system knows no such limits, the parent's clock."""
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, MOST_ANSWER),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))


if __name__ == "__main__":
    main()
