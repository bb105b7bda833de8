"""The database: types, naming, and the one way to write.

`transaction` drops the request's read snapshot, takes the write lock, commits at the end and rolls back on any
exception. On SQLite the writers of all processes take turns, by the lock of a file beside the database, before
``BEGIN IMMEDIATE`` (`turns`), and wait for the disk after COMMIT (`sqlite`); on PostgreSQL rows are locked by the verb
itself, with a bounded wait (`postgres`).
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import Enum
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, cast
from weakref import WeakKeyDictionary, WeakSet

import sqlalchemy as sa
from flask import Flask, current_app
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as BoundSession
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from gocluster_events.core import postgres, sqlite
from gocluster_events.core.errors import Busy
from gocluster_events.core.text import Localized
from gocluster_events.core.turns import turn

WAIT_SECONDS = 10.0
READING = "reading engine"  # the app's extension of that name: as whom sessions ask that do not write
_numbers: WeakKeyDictionary[sa.Engine, Iterator[int]] = WeakKeyDictionary()  # of its commits, each for one
_commits: WeakKeyDictionary[sa.Engine, int] = WeakKeyDictionary()  # the number of the last one
_left: WeakKeyDictionary[sa.Engine, float] = WeakKeyDictionary()  # when its connections were left
_engines: WeakSet[sa.Engine] = WeakSet()
# What is committed in WAL mode with synchronous=NORMAL is whole at once, and safe after `sqlite.make_sure`.
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON")


class Base(DeclarativeBase):
    """What every table stands on; constraints are named, so that migrations can find them."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class _Session(BoundSession):
    """A session that reads by itself, and can be closed without an error when its connection is broken."""

    def get_bind(self, *_what: Any, bind: Any = None, **_named: Any) -> Any:
        """The database as `transaction` writes it, or as everybody else reads it."""
        return bind or (self._db.engine if self.info.get("writing") else current_app.extensions[READING])

    def close(self) -> None:
        """The connection is released. Whatever was to be stored was committed before, or its failure was raised."""
        try:
            super().close()
        except DBAPIError as error:
            if not error.connection_invalidated:
                raise


db = SQLAlchemy(metadata=Base.metadata, session_options={"class_": _Session})


class Revised:
    """A row that several people may change; whoever changes it raises its revision."""

    revision: Mapped[int] = mapped_column(default=1)


class UTCDateTime(sa.types.TypeDecorator[datetime]):
    """An aware instant, kept in UTC on every database."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Aware instants only: a naive one is a bug."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise TypeError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """SQLite forgets the zone; it is always UTC."""
        return value if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class LocalizedText(sa.types.TypeDecorator[Localized]):
    """A `Localized` value as ``{"de": …, "en": …}``."""

    impl = sa.JSON
    cache_ok = True

    def process_bind_param(self, value: Localized | None, dialect: sa.Dialect) -> dict[str, str] | None:
        """Both texts; None stays NULL."""
        return None if value is None else {"de": value.de, "en": value.en}

    def process_result_value(self, value: dict[str, str] | None, dialect: sa.Dialect) -> Localized | None:
        """The value as it was stored."""
        return None if value is None else Localized(**value)


def enum(codes: type[Enum], length: int = 30) -> sa.Enum:
    """A column type that stores the values (not the names) of ``codes`` as text."""
    return sa.Enum(codes, native_enum=False, length=length, values_callable=lambda kind: [code.value for code in kind])


def among(column: Any, codes: Iterable[Enum]) -> sa.ColumnElement[bool]:
    """Whether the column has one of these codes, which stand in the statement's text.

    Of a statement with dozens of them, sending each as a value takes longer than all the rest. Raises ValueError for
    what is no code: nothing that somebody typed is spelled out so.
    """
    values = sorted(str(each.value) for each in codes)
    if not all(map(str.isidentifier, values)):
        raise ValueError(f"no codes: {values}")
    return cast("sa.ColumnElement[bool]", column.in_([sa.literal_column(f"'{each}'") for each in values]))


def connect(app: Flask) -> None:
    """The app has a database whose connections are set up and begin as `transaction` needs it."""
    db.init_app(app)
    with app.app_context():
        _engines.add(db.engine)
        app.extensions[READING] = db.engine
        sa.event.listen(db.engine, "handle_error", _leave_what_is_read_only)
        if db.engine.dialect.name == "sqlite":
            sqlite.keep_to_ourselves(db.engine)
            sa.event.listen(db.engine, "connect", _set_up_sqlite)
            sa.event.listen(db.engine, "begin", _begin_sqlite)
            sa.event.listen(db.engine, "checkin", partial(_end_what_was_left, db.engine))
        else:
            postgres.wait_for_restarts(db.engine)
            app.extensions[READING] = postgres.reading(db.engine)


def _connect_anew() -> None:
    """A forked process shares no connection and no record of failed ones with its parent, whose own stay open."""
    for engine in _engines:
        engine.dispose(close=False)
    postgres.forget_waits()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing forks
    os.register_at_fork(after_in_child=_connect_anew)


def engine_options(url: str) -> dict[str, Any]:
    """Options for ``create_engine``: bounded waits on either database, and nobody's data in error messages."""
    kind = {"connect_args": {"timeout": WAIT_SECONDS}} if url.startswith("sqlite") else postgres.options(WAIT_SECONDS)
    return {"hide_parameters": True, **kind}


def _leave_what_is_read_only(context: sa.ExceptionContext) -> None:
    """All open connections are given up, since they stay read-only as long as they live; new ones may write."""
    cause = context.original_exception
    code = getattr(cause, "sqlstate", None) or getattr(cause, "sqlite_errorname", None) or ""
    if code != "25006" and not code.startswith("SQLITE_READONLY"):
        return
    cursor = getattr(context.execution_context, "cursor", None)
    if cursor is not None:
        cursor.close()  # SQLite ends no connection of which a statement is left
    context.is_disconnect = True
    if context.engine is not None:
        _left[context.engine] = time.monotonic()
        context.engine.dispose()


def _end_what_was_left(engine: sa.Engine, connection: Any, record: sa.pool.ConnectionPoolEntry) -> None:
    """What was in use when the others were left ends when it comes back: as long as one of them lives, every new
    connection of this process shares its memory, which is as read-only.
    """
    if connection is not None and record.info["opened"] < _left.get(engine, 0.0):
        record.invalidate()


def _set_up_sqlite(connection: sqlite3.Connection, record: sa.pool.ConnectionPoolEntry) -> None:
    record.info["opened"] = time.monotonic()
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def table(model: type[Base]) -> sa.Table:
    """The table of a model, for statements that are made once: what names it costs a fifth of what names the model.

    A session does not flush before it runs them.
    """
    return cast("sa.Table", model.__table__)


def session() -> Session:
    """The request's session, for reading. Only `transaction` may write."""
    return db.session()


def commits() -> int:
    """How often this process has written to the app's database, a number that no two writings share: what was read
    under another one may be outdated.
    """
    return _commits.get(db.engine, 0)


@contextmanager
def transaction() -> Iterator[Session]:
    """One verb's transaction: everything in the block is stored at its end, or nothing.

    Raises Busy when the write lock is not free within ten seconds. Cannot be nested.
    """
    current = db.session()
    if current.info.get("writing"):
        raise RuntimeError("transaction() inside transaction(): take the session as first parameter instead")
    current.rollback()  # let go of the request's read snapshot, it may be stale
    current.info["writing"] = True
    try:
        with write_lock(db.engine):
            try:
                driver = current.connection(execution_options={"begin": "BEGIN IMMEDIATE"}).connection.driver_connection
                changes = partial(getattr, driver, "total_changes", 0)  # of rows; the driver of PostgreSQL counts none
                before = changes()
                yield current
                current.flush()
                log = _commit(current, has_changed=changes() != before)
            except BaseException:
                current.rollback()
                raise
        sqlite.make_sure(log)
    except OperationalError as error:
        if is_busy(error):
            raise Busy from error
        raise
    finally:
        current.info["writing"] = False


def _commit(current: Session, *, has_changed: bool) -> int | None:
    """All is stored; returns SQLite's log, of which the disk is to be made sure.

    It is opened before: nothing is committed of which that could not be done.
    """
    log = sqlite.open_log(db.engine) if has_changed else None
    try:
        current.commit()
    except BaseException:
        if log is not None:
            os.close(log)
        raise
    _commits[db.engine] = next(_numbers.setdefault(db.engine, count(1)))
    return log


def is_busy(error: OperationalError) -> bool:
    """Whether the database only asks to wait longer: SQLITE_BUSY, or PostgreSQL's lock_not_available (55P03)."""
    cause = error.orig
    return getattr(cause, "sqlstate", None) == "55P03" or getattr(cause, "sqlite_errorname", "").startswith(
        "SQLITE_BUSY"
    )


@contextmanager
def write_lock(engine: sa.Engine) -> Iterator[None]:
    """Hold the queue of SQLite's writers, for `transaction` and for migrations; nothing on PostgreSQL.

    SQLite's own busy handler is unfair: saturated writers starve each other.
    """
    file = sqlite.file_of(engine)
    if not file:
        yield
        return
    with turn(Path(f"{file}.lock"), WAIT_SECONDS):
        yield
