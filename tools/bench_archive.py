"""What the archive copy of a large meeting costs: `dev.py bench archive`.

60 items with 300 knowledge cards and 20 photos that are rougher than those of a camera, as for the documentation, which
is in it as a PDF in both languages. The floor is a fixed piece of Python, which takes 20 ms where the aim of 10 s was
set.
"""

from __future__ import annotations

import time
from datetime import timedelta
from statistics import median
from tempfile import TemporaryFile
from typing import Any

import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from tools.bench_documentation import CARDS, ITEMS, PHOTOS, fill
from tools.measuring import ROUNDS, Row, fixed_piece, seconds
from tools.stage import DAY, SLUG, stage

MOST_TIMES = 500
LATER = DAY + timedelta(days=30)


def run() -> list[Row]:
    """Seconds of work of the whole copy, how large it is, and how many files it has."""
    with stage(clock=f"{LATER.isoformat()}@0") as on, TemporaryFile() as into:
        fill()
        event_id = db.session().scalars(sa.select(Event.id).where(Event.slug == SLUG)).one()
        db.db.session.remove()
        floor = median(fixed_piece() for _round in range(ROUNDS)) / 1000
        make, summaries = on.app.extensions["archive_copy"], list[Any]()
        began = time.perf_counter()
        took = seconds(
            lambda: summaries.append(make(event_id, LATER, lambda _done, _total: None, into)), time.process_time
        )
        waited = time.perf_counter() - began
    (summary,) = summaries
    what = f"archive copy of {ITEMS} items, {CARDS} cards, {PHOTOS} photos, {summary.files} files"
    return [
        Row(f"{what} (floor: a fixed piece)", took, "s", floor, at_most_times=MOST_TIMES),
        Row("until it is there", waited, "s"),
        Row("its size", summary.size / 1_000_000, "MB"),
    ]
