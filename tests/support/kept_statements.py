"""A statement is compiled once a process for each kind of database, not once an app, as in a server that runs long."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

MOST = 2000
_kept: dict[str, Any] = {}


def keep() -> None:
    """From now on two dialects of the same kind are equal in the key under which a statement is kept."""
    for kind in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        made: Any = kind
        made.__eq__ = lambda self, other: type(self) is type(other)
        made.__hash__ = lambda self: hash(type(self))


def share(engine: sa.Engine) -> None:
    """The engine knows what others of its kind have compiled."""
    known: Any = engine
    known._compiled_cache = _kept.setdefault(engine.dialect.name, LRUCache(MOST))
