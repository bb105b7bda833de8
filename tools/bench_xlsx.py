"""`dev.py bench xlsx`: 10,000 people taken away with every column, as workbook and CSV, against bare writers."""

from __future__ import annotations

import csv
import gc
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import IO, Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import xlsxwriter
from flask_migrate import upgrade
from openpyxl import load_workbook

from gocluster_events import db
from gocluster_events.attendees import queries, services, words
from gocluster_events.attendees.exports import KINDS
from gocluster_events.attendees.rules.filter import Filter
from gocluster_events.attendees.rules.table import COLUMNS, Cell, Coded, Format, Order
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus, FederalState, Mode
from gocluster_events.factory import create_app
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import ActorType, Status
from gocluster_events.text import Localized, search_text, sort_key
from tools.steps import Failed

ROWS, ROUNDS = 10_000, 5
MOST_TIMES = 1.5
Bare = Callable[[Sequence[Sequence[Any]]], None]
NOW = datetime(2027, 3, 1, tzinfo=UTC)
ZONE = "Europe/Berlin"
WHY = ("bench", "bench@example.org", "list.xlsx", ZONE, "Anmeldungen")


def run() -> None:
    """Print seconds, ratios and memory. Raises Failed when a file takes more than promised, or lacks a row."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(_settings(Path(folder)))
        with app.app_context(), app.test_request_context("/de/"):
            upgrade()
            event_id = _people()
            ratios = [_measure(event_id, kind, bare) for kind, bare in BARE.items()]
            print(f"Peak memory of the workbook: {_peak(event_id) / 2**20:.0f} MiB beside the process's own.")
            db.db.engine.dispose()
    if max(ratios) > MOST_TIMES:
        raise Failed(f"that is more than {MOST_TIMES} times.")


def _measure(event_id: int, kind: Format, bare: Bare) -> float:
    """How many times as long our file takes as the bare one, with every column."""
    took, floor = zip(*[(_ours(event_id, kind), _floor(event_id, bare)) for _number in range(ROUNDS)], strict=True)
    most, least = median(took), median(floor)
    print(f"{ROWS:,} people as {kind.value} in {most:.2f} s, ", end="")
    print(f"{most / least:.2f} times the {least:.2f} s of a bare writer (processor time, medians of {ROUNDS}).")
    return float(most / least)


def _ours(event_id: int, kind: Format) -> float:
    """How long the file takes from the database to its line in the log."""
    order = Order(Filter(), *WHY, frame=words.frame("Jahrestagung", "Alle", "bench", NOW, ZONE))
    db.session().rollback()
    gc.collect()
    began = time.process_time()
    many, later = 100 * ROUNDS, NOW + timedelta(hours=2)
    file = services.download(event_id, order, _heads(), words.telling(words.said), KINDS[kind].write, many, later)
    took = time.process_time() - began
    with file:
        rows = _rows_in(file, kind)
    if rows != ROWS + 1:
        raise Failed(f"{rows} rows are in the file.")
    return took


def _rows_in(file: IO[bytes], kind: Format) -> int:
    if kind is Format.XLSX:
        return int(load_workbook(file, read_only=True).worksheets[0].max_row)
    return sum(1 for _line in file)


def _floor(event_id: int, bare: Bare) -> float:
    """How long the same cells take into a file of nothing but them; as CSV, from the database on.

    Reading is little beside writing a workbook, but most of a CSV.
    """
    say, order = words.telling(words.said), Order(Filter(), *WHY)
    db.session().rollback()
    gc.collect()
    began = time.process_time()
    rows = [tuple(map(say, row)) for row in queries.rows(db.session(), event_id, order.wanted, order.columns)]
    plain = [[_of(cell) for cell in row] for row in [tuple(_heads()), *rows]]
    if bare is _bare_workbook:
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


def _peak(event_id: int) -> int:
    """The most memory, in bytes, that Python holds while the workbook is made."""
    tracemalloc.start()
    _ours(event_id, Format.XLSX)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


def _heads() -> list[str]:
    return [str(words.COLUMNS[column]) for column in COLUMNS]


def _of(cell: Cell) -> Any:
    if isinstance(cell, Coded):
        return cell.words
    return cell.astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) if isinstance(cell, datetime) else cell


def _people() -> int:
    """An edition with so many people, of whom no two are alike."""
    with db.transaction() as session:
        event = Event(
            slug="bench", status=EventStatus.PUBLISHED, title=Localized("Jahrestagung"), venue="Forum",
            address="Musterstraße 1", city="Berlin", starts_at=NOW + timedelta(days=50),
            ends_at=NOW + timedelta(days=51), contact_name="Geschäftsstelle", contact_email="kontakt@example.org",
            registration_opens_at=NOW, registration_closes_at=NOW + timedelta(days=30), capacity_onsite=ROWS,
            capacity_online=0,
        )  # fmt: skip
        session.add(event)
        session.flush()
        session.execute(sa.insert(Registration), [_person(event.id, number) for number in range(ROWS)])
        return event.id


def _person(event_id: int, number: int) -> dict[str, Any]:
    first, last, email = f"Vorname {number}", f"Müller-Lüdenscheidt {number}", f"person-{number}@example.org"
    return {
        "event_id": event_id, "reference": f"R{number:08d}", "status": Status.CONFIRMED, "mode": Mode.ONSITE,
        "language": "de", "created_at": NOW + timedelta(minutes=number), "proven_at": NOW, "confirmed_at": NOW,
        "title": ["", "Dr."][number % 2], "first_name": first, "last_name": last, "badge_name": "", "email": email,
        "email_key": email, "phone": f"+49 30 {number}", "organisation": f"Musternetzwerk {number // 3}",
        "organisation_key": str(number), "cluster": "", "position": "Leitung Clustermanagement",
        "actor_type": list(ActorType)[number % len(ActorType)], "state": list(FederalState)[number % len(FederalState)],
        "list_name": number % 2 == 0, "list_email": False, "no_photos": False, "remark": "",
        "search_text": search_text(first, last), "sort_key": sort_key(last, first),
    }  # fmt: skip


def _settings(folder: Path) -> dict[str, str]:
    values = {"mode": "test", "base_url": "http://localhost", "secret_keys": "for-measuring-only-7f3a9c51d2e84b06"}
    values["database_url"] = f"sqlite:///{folder / 'bench.db'}"
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}
