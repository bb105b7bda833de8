"""The app whose worker does long jobs between its usual duties: a long one must hold up what comes after it."""

from gocluster_events.cli import worker
from gocluster_events.cli.duties import Loop
from tests.faults.pondering import app

worker.LOOPS = ((Loop.USUAL, Loop.LONG), (Loop.MAIL,), (Loop.MAILBOX,))

__all__ = ["app"]
