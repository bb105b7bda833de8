"""Noting each run of the worker."""

from datetime import datetime

from gocluster_events.core.db import transaction
from gocluster_events.core.mail.services.outbox import insert
from gocluster_events.core.timekeeping.models import WorkerRuns
from gocluster_events.core.timekeeping.rules import Runs, continued

_ONLY = 1


def note_run(now: datetime) -> int:
    """A worker has run now; returns 1 if a clock has stepped since the run before, else 0."""
    with transaction() as session:
        row = insert(session, WorkerRuns).values(id=_ONLY, began_at=now, newest_at=now)
        session.execute(row.on_conflict_do_nothing(index_elements=[WorkerRuns.id]))
        stored = session.get_one(WorkerRuns, _ONLY, with_for_update=True, populate_existing=True)
        before = Runs(stored.began_at, stored.newest_at, stored.stepped_from)
        after = continued(before, now)
        stored.began_at, stored.newest_at, stored.stepped_from = after.began_at, after.newest_at, after.stepped_from
        return int(after.began_at != before.began_at)
