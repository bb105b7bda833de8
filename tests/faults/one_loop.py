"""The app whose worker does everything in one loop: what hangs must hold up all else."""

from gocluster_events.cli import worker
from gocluster_events.cli.duties import Loop
from tests.faults.pondering import app

worker.LOOPS = (tuple(Loop),)

__all__ = ["app"]
