"""A statement is compiled once a process for each kind of database, not once an app, as in a server that runs long."""

from typing import Any

from flask import Flask
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from gocluster_events.core import db

MOST = 2000
_kept: dict[str, Any] = {}


def keep() -> None:
    """From now on two dialects of the same kind are equal in the key under which a statement is kept."""
    for kind in (PGDialect_psycopg, SQLiteDialect_pysqlite):
        made: Any = kind
        made.__eq__ = lambda self, other: type(self) is type(other)
        made.__hash__ = lambda self: hash(type(self))


def share_with_all() -> None:
    """From now on every app that is connected with its database knows what others have compiled."""
    connect = db.connect

    def connect_and_share(app: Flask) -> None:
        connect(app)
        share(app)

    db.connect = connect_and_share


def share(app: Flask) -> None:
    """The app's database knows what others of its kind have compiled."""
    with app.app_context():
        engines: Any = (db.db.engine, app.extensions[db.READING])
        for engine in engines:
            engine._compiled_cache = _kept.setdefault(engine.dialect.name, LRUCache(MOST))
