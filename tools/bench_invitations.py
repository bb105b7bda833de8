"""`dev.py bench invitations`: importing a list of 5,000 rows, against openpyxl alone reading the same file."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask_migrate import upgrade

from gocluster_events import db
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus
from gocluster_events.factory import create_app
from gocluster_events.registration import services
from gocluster_events.registration.rules.invitations import Terms
from gocluster_events.sheets.reading import read
from gocluster_events.text import Localized
from tools.steps import Failed

ROWS = 5_000
MOST_SECONDS, MOST_MEGABYTES = 10.0, 300.0
NOW = datetime(2027, 3, 1, tzinfo=UTC)
# Both run in a process of their own, so that their memory is not counted for the web process.
WRITE = """
import sys; from openpyxl import Workbook
book = Workbook(write_only=True); sheet = book.create_sheet()
sheet.append(["Anrede", "Titel", "Vorname", "Nachname", "E-Mail", "Institution", "Sprache"])
for n in range(int(sys.argv[2])):
    name = f"Vorname {n}", f"Nachname {n}", f"person-{n}@example.org"
    sheet.append(["Frau", "Dr.", *name, f"Institution {n % 90}", "de"])
book.save(sys.argv[1])
"""
FLOOR = """
import sys, time; began = time.perf_counter(); from openpyxl import load_workbook
sheet = load_workbook(sys.argv[1], read_only=True, data_only=True).worksheets[0]
rows = sum(1 for _ in sheet.iter_rows(values_only=True))
print(time.perf_counter() - began)
"""


def run() -> None:
    """Print seconds and megabytes. Raises Failed when they are more than promised."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, floor = _invitations(Path(folder))
    web, child = _megabytes()
    print(f"{ROWS} rows imported in {seconds:.2f} s: {seconds / floor:.1f} times the {floor:.2f} s of openpyxl alone.")
    print(f"Memory at most: {web:.0f} MB in the web process, {child:.0f} MB in the child that reads.")
    if seconds > MOST_SECONDS or max(web, child) > MOST_MEGABYTES:
        raise Failed(f"that is more than {MOST_SECONDS:.0f} s or {MOST_MEGABYTES:.0f} MB.")


def _invitations(folder: Path) -> tuple[float, float]:
    """How long reading, checking and importing take together, and how long openpyxl alone reads the same file."""
    file = folder / "list.xlsx"
    subprocess.run([sys.executable, "-c", WRITE, file, str(ROWS)], check=True)
    said = subprocess.run([sys.executable, "-c", FLOOR, file], check=True, capture_output=True, text=True)
    app = create_app(_settings(folder))
    with app.app_context():
        upgrade()
        event_id, upload = _event(), file.read_bytes()
        began = time.perf_counter()
        rows = [(row.number, row.cells) for row in read(upload)]
        number = services.begin_import(event_id, file.name, rows, "bench", NOW)
        services.start_import(event_id, number, Terms(), 0)
        if services.run_imports(NOW, random.SystemRandom()) != 1:
            raise Failed("the list was not imported.")
        seconds = time.perf_counter() - began
        db.db.engine.dispose()
    return seconds, float(said.stdout)


def _settings(folder: Path) -> dict[str, str]:
    values = {"mode": "test", "base_url": "http://localhost", "secret_keys": "for-measuring-only-7f3a9c51d2e84b06"}
    values["database_url"] = f"sqlite:///{folder / 'bench.db'}"
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}


def _event() -> int:
    day = NOW + timedelta(days=60)
    with db.transaction() as session:
        row = Event(
            slug="bench", title=Localized("Bench"), motto=Localized(), description=Localized(), directions=Localized(),
            venue="", address="", city="", contact_name="", contact_email="bench@example.org",
            status=EventStatus.PUBLISHED, starts_at=day, ends_at=day + timedelta(hours=8), registration_opens_at=NOW,
            registration_closes_at=day, capacity_onsite=100,
        )  # fmt: skip
        session.add(row)
        session.flush()
        return row.id


def _megabytes() -> tuple[float, float]:
    """The most that this process and any of its children have held; 0 where the system does not say."""
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return 0.0, 0.0
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    kinds = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    web, children = (resource.getrusage(kind).ru_maxrss / unit for kind in kinds)
    return web, children
