"""What a gigabyte of uploaded PDFs costs a backup and a restore on SQLite: `dev.py bench materials`.

The files are stored by the verb that people use, in parts of 1 MiB. The floor is the database's file copied by the
system. `MATERIALS=4096` makes it more, in megabytes.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.post_event.materials.models import Blob, BlobPart
from gocluster_events.post_event.materials.rules.codes import PART_BYTES, PDF_BEGINS, FileState
from gocluster_events.post_event.materials.services import uploading
from gocluster_events.post_event.materials.services.uploading import Limits
from tools.measuring import Row, seconds
from tools.stage import NOW, event, stage

MEGABYTES, FILE = int(os.environ.get("MATERIALS", "1024")), 25
MOST_TIMES = 12.0  # of the copy: each page is read, written in order and made sure of; a slow disk makes both slow


def run() -> list[Row]:
    """Seconds of a backup and of a restore, each beside a plain copy, and milliseconds of a part."""
    with stage() as on:
        with db.transaction() as session:
            event_id = event(session).id
        parts = [each for _file in range(MEGABYTES // FILE) for each in _stored(event_id)]
        source, copy, saved, restored = (on.folder / name for name in ("bench.db", "copy", "backup", "restored.db"))
        runner = on.app.test_cli_runner()
        backup = seconds(lambda: _succeed(runner.invoke(args=["backup", str(saved)]).exit_code))
        floor = seconds(lambda: _copied(source, copy))
        restore = seconds(lambda: _copied(saved, restored))
        _checked(restored, len(parts))
    size = f"{len(parts):,} MB of materials"
    return [
        Row("a part of 1 MiB stored", 1000 * median(parts), "ms"),
        Row(f"backup of {size} (floor: its file copied)", backup, "s", floor, at_most_times=MOST_TIMES),
        Row(f"restore of {size} (floor: its file copied)", restore, "s", floor, at_most_times=MOST_TIMES),
    ]


def _stored(event_id: int) -> list[float]:
    """The seconds of each part of a file that somebody uploads; it is noted as checked, for nobody looks into it."""
    act, huge = Act("bench@example.org", NOW), 1 << 40
    uuid = uploading.begin(event_id, "slides.pdf", FILE * PART_BYTES, Limits(huge, huge), act)
    took = [_timed(_adding(event_id, uuid, number, act)) for number in range(FILE)]
    with db.transaction() as session:
        session.execute(sa.update(Blob).where(Blob.uuid == uuid).values(state=FileState.CHECKED, actor=uuid))
    return took


def _adding(event_id: int, uuid: str, number: int, act: Act) -> Callable[[], int]:
    content = PDF_BEGINS + os.urandom(PART_BYTES - len(PDF_BEGINS))
    return lambda: uploading.add_part(event_id, uuid, number, content, act)


def _timed(do: Callable[[], object]) -> float:
    return seconds(do, time.perf_counter)


def _copied(source: Path, target: Path) -> None:
    """The copy is on the disk, as the backup is."""
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _succeed(code: int) -> None:
    if code:
        raise RuntimeError(f"the backup ended with {code}")


def _checked(file: Path, parts: int) -> None:
    """Every part is in the restored database."""
    engine = sa.create_engine(f"sqlite:///{file}")
    with engine.connect() as connection:
        counted = connection.scalar(sa.select(sa.func.count()).select_from(BlobPart))
    engine.dispose()
    if counted != parts:
        raise RuntimeError(f"{counted} of {parts} parts are in the backup")
