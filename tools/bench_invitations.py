"""`dev.py bench invitations`: importing a list of 5,000 rows, against openpyxl alone reading the same file."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.sheets.reading import read_sheets
from gocluster_events.meeting.registration.invitations.models import Invitation
from gocluster_events.meeting.registration.invitations.rules.codes import Terms
from gocluster_events.meeting.registration.invitations.services import imports
from tools.measuring import Row, in_turn, most_mebibytes, seconds
from tools.stage import NOW, event, stage
from tools.steps import Failed

ROWS = 5_000
MOST_SECONDS, MOST_MEBIBYTES = 10.0, 300.0
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


def run() -> list[Row]:
    """Seconds and memory. Raises Failed when the list is not imported."""
    with stage() as on:
        file = on.folder / "list.xlsx"
        subprocess.run([sys.executable, "-c", WRITE, file, str(ROWS)], check=True)
        with db.transaction() as session:
            event_id = event(session).id
        upload = file.read_bytes()
        ours, floor = in_turn(lambda: seconds(lambda: _import(event_id, upload)), lambda: _bare(file))
    web, child = most_mebibytes()
    return [
        Row(
            f"{ROWS:,} invitations imported (floor: openpyxl reading the file)", ours, "s", floor, at_most=MOST_SECONDS
        ),
        Row("the most memory of the process that imports", web, "MiB", at_most=MOST_MEBIBYTES),
        Row("the most memory of the child that reads", child, "MiB", at_most=MOST_MEBIBYTES),
    ]


def _import(event_id: int, upload: bytes) -> None:
    number = imports.begin_import(event_id, "list.xlsx", read_sheets(upload), Act("bench", NOW))
    imports.start_import(event_id, number, Terms(), 0)
    if imports.run_imports(NOW, random.SystemRandom()) != 1:
        raise Failed("the list was not imported.")
    with db.transaction() as session:
        session.execute(sa.delete(Invitation))


def _bare(file: Path) -> float:
    process = subprocess.run([sys.executable, "-c", FLOOR, file], check=True, capture_output=True, text=True)
    return float(process.stdout)
