"""A row that may be there already, whoever came first."""

from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session


def insert(session: Session, table: type[Any]) -> Any:
    """An ``INSERT`` of the session's database, which can say what to do ``on_conflict`` (SQLite and PostgreSQL can)."""
    if session.get_bind().dialect.name != "postgresql":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 -- only who has that database needs it

    return postgresql.insert(table)
