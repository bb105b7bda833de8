"""A demo's database of before, whose step nothing here knows, is put aside, so that the demo begins anew."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from gocluster_events.core import schema
from tools.steps import Failed

PATIENCE_SECONDS = 2.0


def put_aside(folder: Path, today: str) -> str:
    """The name that the database in ``folder`` has now, if it had to go, with its mails; otherwise nothing.

    It is whole in that one file. Raises Failed while somebody uses it, and then it stays.
    """
    database = folder / "events.db"
    if not database.exists() or steps_of(database) <= schema.steps():
        return ""
    _close(database)
    aside = _free(folder, f"events-before-{today}", ".db")
    database.rename(aside)
    if (folder / "mail").exists():  # their links would open other people's pages
        (folder / "mail").rename(_free(folder, f"mail-before-{today}"))
    return aside.name


def steps_of(database: Path) -> set[str]:
    """Return the migration steps at which the database stands; none where it has no tables yet."""
    with closing(sqlite3.connect(database, timeout=PATIENCE_SECONDS)) as connection:
        try:
            return {step for (step,) in connection.execute("SELECT version_num FROM alembic_version")}
        except sqlite3.DatabaseError:
            return set()


def _close(database: Path) -> None:
    """SQLite's journal is merged into the database file. Raises Failed while somebody uses the database."""
    try:
        with closing(sqlite3.connect(database, timeout=PATIENCE_SECONDS)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.OperationalError as error:
        raise Failed(
            f"the demo's database is from an earlier version and in use ({error}); stop who uses it."
        ) from error


def _free(folder: Path, stem: str, suffix: str = "") -> Path:
    """A name that nothing has yet."""
    path, number = folder / f"{stem}{suffix}", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}{suffix}"
    return path
