"""The app as it is, which also notes how long each transaction holds the writers' lock: for `dev.py bench rush`.

A line for each into the file that `rush.LOCKS` names: seconds of the wall, and of the processor's work of that thread.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app import app
from gocluster_events import db
from tools.rush import LOCKS

__all__ = ["app"]
_lock, _file = db.write_lock, os.open(os.environ[LOCKS], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)


@contextmanager
def _with_stopwatch(engine: sa.Engine) -> Iterator[None]:
    with _lock(engine):
        wall, work = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            wall, work = time.perf_counter() - wall, time.thread_time() - work
            os.write(_file, f"{wall} {work}\n".encode())


db.write_lock = _with_stopwatch
