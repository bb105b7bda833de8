"""PostgreSQL returns rows as it finds them; in tests SQLite returns them backwards wherever no order is asked for."""

import sqlite3

import sqlalchemy as sa


def keep() -> None:
    """From now on every connection of this process does so."""
    sa.event.listen(sa.Engine, "connect", _reverse)


def _reverse(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")
