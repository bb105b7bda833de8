"""Time that passes in runs of the worker: it erases nothing by a clock that it has not seen going on for a day."""

from datetime import datetime, timedelta

from gocluster_events.core.timekeeping.services import note_run


def pass_in_runs(until: datetime) -> None:
    """The worker has come by in the day before, so that it erases then what was due a day ago."""
    for hours in (24, 12, 0):
        note_run(until - timedelta(hours=hours))
