"""PostgreSQL returns rows as it finds them; in tests SQLite returns them backwards wherever no order is asked for."""

import sqlite3

import sqlalchemy as sa


def keep() -> None:
    """From now on SQLite connections of this process return rows backwards where no order is asked for."""
    sa.event.listen(sa.Engine, "connect", _reverse)


def _reverse(connection: object, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")
