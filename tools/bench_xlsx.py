"""`dev.py bench xlsx`: 10,000 people taken away with every column, as workbook and CSV, against bare writers; and the
memory that a workbook of 100,000 takes.
"""

from __future__ import annotations

import csv
import gc
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import IO, Any
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import xlsxwriter

from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.queries import listing
from gocluster_events.attendance.attendees.rules.filter import Filter
from gocluster_events.attendance.attendees.rules.table import COLUMNS, Cell, Coded, Format, Order
from gocluster_events.attendance.attendees.services import downloads
from gocluster_events.attendance.attendees.words import columns, downloads as words, people as people_words
from gocluster_events.core import db
from tools.measuring import Row, in_turn, most_mebibytes
from tools.stage import NOW, event, people, stage
from tools.steps import Failed

ROWS, MANY, ROUNDS = 10_000, 100_000, 5
MOST_TIMES, MOST_MEBIBYTES = 1.5, 60.0
MOST_TIMES_OF_CSV = 4.0  # the rows come as Python's values and leave as text, a call of ours for each that is not text
Bare = Callable[[Sequence[Sequence[Any]]], None]
ZONE = "Europe/Berlin"
WHY = ("bench", "bench@example.org", "list.xlsx", ZONE, "Anmeldungen")


def run() -> list[Row]:
    """Seconds, ratios and memory. Raises Failed when a file lacks a row."""
    with stage() as on, on.app.test_request_context("/de/"):
        event_id, large = _editions()
        before = most_mebibytes()[0]
        _ours(large, Format.XLSX, MANY)
        grown = most_mebibytes()[0] - before
        book = _measure(event_id, Format.XLSX)
        texts = [_from_the_driver_on(event_id, kind) for kind in BARE if kind is not Format.XLSX]
        peaks = {kind: _peak(event_id, kind) / 2**20 for kind in BARE}
    return [
        book,
        *texts,
        *(
            Row(f"the most that Python holds for {kind.value}", peak, "MiB", at_most=MOST_MEBIBYTES)
            for kind, peak in peaks.items()
        ),
        Row(f"what the process grows by with a workbook of {MANY:,}", grown, "MiB", at_most=MOST_MEBIBYTES),
    ]


def _editions() -> tuple[int, int]:
    """Two editions, the second with many more people."""
    with db.transaction() as session:
        ids = event(session).id, event(session, slug="large").id
        for event_id, number in zip(ids, (ROWS, MANY), strict=True):
            people(session, event_id, number)
    return ids


def _measure(event_id: int, kind: Format) -> Row:
    """Our file against the bare one, both with every column, in time of the processor."""
    ours, floor = in_turn(lambda: _ours(event_id, kind), lambda: _floor(event_id, BARE[kind]), ROUNDS)
    what = f"{ROWS:,} people with every column as {kind.value} from the database on (floor: the bare writer)"
    return Row(what, ours, "s", floor, at_most_times=MOST_TIMES)


def _from_the_driver_on(event_id: int, kind: Format) -> Row:
    """Our file against a floor that also reads the same rows with the bare driver of the database."""
    statement, parameters = _statement(event_id)

    def floor() -> float:
        driver: Any = db.session().connection().connection.driver_connection
        gc.collect()
        began = time.process_time()
        driver.execute(statement, parameters).fetchall()
        return time.process_time() - began + _floor(event_id, BARE[kind])

    ours, both = in_turn(lambda: _ours(event_id, kind), floor, ROUNDS)
    what = f"the same as {kind.value} (floor: the driver reads the rows, the bare writer writes them)"
    return Row(what, ours, "s", both, at_most_times=MOST_TIMES_OF_CSV)


def _statement(event_id: int) -> tuple[str, Any]:
    """What the driver is told to read for the list."""
    engine, order, statements = db.session().get_bind(), Order(Filter(), *WHY), []

    def listen(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        statements.append((statement, parameters))

    sa.event.listen(engine, "before_cursor_execute", listen)
    try:
        listing.rows(db.session(), event_id, order.wanted, order.columns)
    finally:
        sa.event.remove(engine, "before_cursor_execute", listen)
    ((statement, parameters),) = statements
    return statement, parameters


def _ours(event_id: int, kind: Format, number: int = ROWS) -> float:
    """How long the file takes from the database to its line in the log."""
    order = Order(Filter(), *WHY, frame=words.frame("Jahrestagung", "Alle", "bench", NOW, ZONE))
    db.session().rollback()
    gc.collect()
    began = time.process_time()
    most, later = 100 * ROUNDS, NOW + timedelta(hours=2)
    file = downloads.download(
        event_id, order, _heads(), words.cell_text(people_words.as_text), KINDS[kind].write, most, later
    )
    took = time.process_time() - began
    with file:
        rows = _rows_in(file, kind)
    if rows != number + 1:
        raise Failed(f"{rows} rows are in the file.")
    return took


def _rows_in(file: IO[bytes], kind: Format) -> int:
    if kind is Format.XLSX:
        with ZipFile(file) as book, book.open("xl/worksheets/sheet1.xml") as sheet:
            return _rows_of(sheet)
    return sum(1 for _line in file)


def _rows_of(sheet: IO[bytes]) -> int:
    """How many rows there are, without ever holding all of a sheet that the writer has not held either."""
    number, rest = 0, b""
    for part in iter(lambda: sheet.read(2**20), b""):
        number += (rest + part).count(b"</row>")
        rest = (rest + part)[-len(b"</row>") + 1 :]
    return number


def _floor(event_id: int, bare: Bare) -> float:
    """How long the writer alone takes for the same cells, prepared beforehand, into a file of nothing but them."""
    say, order = words.cell_text(people_words.as_text), Order(Filter(), *WHY)
    db.session().rollback()
    rows = [tuple(map(say, row)) for row in listing.rows(db.session(), event_id, order.wanted, order.columns)]
    plain = [[_of(cell) for cell in row] for row in [tuple(_heads()), *rows]]
    gc.collect()
    began = time.process_time()
    bare(plain)
    return time.process_time() - began


def _bare_workbook(rows: Sequence[Sequence[Any]]) -> None:
    """A workbook of one sheet, its cells with the types that they have."""
    with tempfile.TemporaryFile() as file, xlsxwriter.Workbook(file) as book:
        sheet, moment = book.add_worksheet(), book.add_format({"num_format": "dd.mm.yyyy hh:mm"})
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    if cell:
                        sheet.write_string(number, column, cell)
                elif isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, moment)
                elif cell is not None:
                    sheet.write_number(number, column, cell)


def _bare_csv(rows: Sequence[Sequence[Any]]) -> None:
    with tempfile.TemporaryFile("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


BARE: Mapping[Format, Bare] = {
    Format.XLSX: _bare_workbook,
    Format.CSV_EXCEL: _bare_csv,
    Format.CSV: _bare_csv,
}


def _peak(event_id: int, kind: Format) -> int:
    """The most memory, in bytes, that Python holds while the file is made."""
    tracemalloc.start()
    _ours(event_id, kind)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _heads() -> list[str]:
    return [columns.head(column) for column in COLUMNS]


def _of(cell: Cell) -> Any:
    if isinstance(cell, Coded):
        return cell.words
    return cell.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) if isinstance(cell, datetime) else cell
