"""The files of a SQLite database: itself, whatever link leads there, its lock, and its log, of which the disk is made
sure after each COMMIT.
"""

import os
from contextlib import suppress
from functools import lru_cache

import sqlalchemy as sa

from gocluster_events.core.errors import Busy

_sync = getattr(os, "fdatasync", os.fsync)


def file_of(engine: sa.Engine) -> str:
    """Where the database lies without any link, as SQLite itself goes by; empty where it has no file.

    Whoever goes by another name would have another queue of writers, and find no log.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return ""
    return _without_links(database)


@lru_cache
def _without_links(path: str) -> str:
    """Each folder on the way there is looked at once a process, and not twice a transaction."""
    return os.path.realpath(path)


def keep_to_ourselves(engine: sa.Engine) -> None:
    """A new file is for its owner alone, and so are the files that SQLite puts beside it: they hold personal data."""
    with suppress(OSError):  # a folder that is missing or read-only is told when the database is first asked
        os.close(os.open(str(engine.url.database), os.O_CREAT | os.O_RDWR, 0o600))


def open_log(engine: sa.Engine) -> int | None:
    """The log, opened; None where there is none any more: whoever removed it has made sure of everything in it.

    Raises Busy when it cannot be opened, as when too many files are open: nothing may be committed then.
    """
    file = file_of(engine)
    try:
        return os.open(f"{file}-wal", os.O_RDWR) if file else None
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Busy from error


def make_sure(log: int | None) -> None:
    """What was committed to the open log is on the disk, with all that was committed before; the log is closed.

    Others write meanwhile. All is in one file: whoever has seen what is not safe yet, and writes, waits here for both.
    Raises OSError when the disk fails: nobody is told of a success that may not last.
    """
    if log is None:
        return
    try:
        _sync(log)
    finally:
        os.close(log)
