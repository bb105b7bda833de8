"""A worker as a process of its own, with a clock that can be ahead, and what is awaited of it."""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from gocluster_events.core import clock
from tests.support import nursery
from tests.support.databases import Database
from tests.support.settings import around, settings
from tools import servers


def worker(
    database: Database, log: Path, later: timedelta = timedelta(), app: str = "app", **changes: str
) -> servers.Server:
    """A worker process whose clock is that much ahead."""
    environ = around() | settings(database_url=database.url, clock=ahead(later), **changes)
    return nursery.start("worker", [sys.executable, "-m", "flask", "--app", app, "worker"], environ, log)


def ahead(later: timedelta) -> str:
    """The setting of a clock that is that much ahead."""
    return f"{(clock.now() + later).isoformat()}@{int(time.time())}"


def wait_until(done: Callable[[], bool], running: servers.Server, seconds: float = 30) -> None:
    """It is done; the server must live until then."""
    deadline = time.monotonic() + seconds
    while not done():
        assert not running.has_ended, running.last_words
        assert time.monotonic() < deadline, running.last_words
        time.sleep(0.005)
