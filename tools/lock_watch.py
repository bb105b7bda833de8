"""The app as it is, which also notes how long each transaction holds the writers' lock: for `dev.py bench rush`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from app import app
from gocluster_events.core import db
from tools.holding import holding

__all__ = ["app"]
_lock = db.write_lock


@contextmanager
def _with_stopwatch(engine: sa.Engine) -> Iterator[None]:
    with _lock(engine), holding():
        yield


db.write_lock = _with_stopwatch
