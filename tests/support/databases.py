"""Migrated empty databases, one for each test: migrated once a run, then copied, or emptied for the next test."""

import os
import shutil
import sqlite3
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import flask_migrate
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from gocluster_events.core import db
from gocluster_events.factory import create_app
from tests.support import postgres, run_folder
from tests.support.settings import settings

TEMPLATE, NAME, CLEANER = "events_template", "events.db", "cleaner of tests"
# Nobody else is connected any more; no row is left but the version, and every number begins at 1.
EMPTY = """
DO $$
DECLARE name regclass; numbers record;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- no foreign key is asked
    FOR name IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %s', name);  -- a tenth of the time of TRUNCATE
    END LOOP;
    FOR numbers IN SELECT * FROM pg_sequences WHERE last_value IS NOT NULL LOOP
        PERFORM setval(format('%I.%I', numbers.schemaname, numbers.sequencename)::regclass, 1, false);
    END LOOP;
END $$
"""


@dataclass(frozen=True)
class Database:
    """One test's own database."""

    kind: str
    url: str

    @property
    def path(self) -> Path:
        """Its file, if it is one of SQLite."""
        return Path(self.url.removeprefix("sqlite:///"))


@dataclass
class Databases:
    """Makes and removes databases of both kinds; each kind is set up when it is first asked for."""

    folder: Path
    safe: bool = field(default=False, kw_only=True)  # PostgreSQL makes sure of each commit, which takes tests too long
    stack: ExitStack = field(default_factory=ExitStack)
    conninfo: str = ""
    made: int = 0
    empty: list[Database] = field(default_factory=list)  # of PostgreSQL, for the next tests
    spoilt: set[Database] = field(default_factory=set)  # whose tables a test changes: for no other test
    cleaners: dict[Database, "psycopg.Connection[Any]"] = field(default_factory=dict)  # each stays with its database

    def make(self, kind: str) -> Database:
        """A fresh, migrated, empty database."""
        self.made += 1
        return self._sqlite() if kind == "sqlite" else self._postgresql()

    def fill(self, database: Database, source: Database) -> None:
        """The database is as the source is, of the same kind; nobody has either of them open."""
        if database.kind == "postgresql":
            self._dismiss(database, source)
            self._command("DROP DATABASE {} WITH (FORCE)", _name(database))
            self._command("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", _name(database), _name(source))
            return
        with closing(sqlite3.connect(source.path)) as original, closing(sqlite3.connect(database.path)) as filled:
            original.backup(filled)

    def drop(self, database: Database) -> None:
        """It no longer takes any space, or is as good as new."""
        if database.kind == "sqlite":
            shutil.rmtree(database.path.parent)
        elif database in self.spoilt:
            self._dismiss(database)
            self._command("DROP DATABASE {} WITH (FORCE)", _name(database))
        else:
            self._clean(database)
            self.empty.append(database)

    def _clean(self, database: Database) -> None:
        """By a connection that stays, as a new one has to learn of every table; another, if a test has ended it."""
        with suppress(psycopg.OperationalError):
            if database in self.cleaners:
                self.cleaners[database].execute(EMPTY)
                return
        conninfo = make_conninfo(self.conninfo, dbname=_name(database), application_name=CLEANER)
        made = self.stack.enter_context(closing(psycopg.connect(conninfo, autocommit=True)))
        self.cleaners[database] = made
        made.execute(EMPTY)

    def _dismiss(self, *databases: Database) -> None:
        """Nobody of ours is connected with them."""
        for each in databases:
            if each in self.cleaners:
                self.cleaners.pop(each).close()

    def _sqlite(self) -> Database:
        folder = self.folder / f"sqlite-{self.made}"
        folder.mkdir()
        shutil.copy(run_folder.once("sqlite", migrate_file) / NAME, folder / NAME)
        return Database("sqlite", f"sqlite:///{folder / NAME}")

    def _postgresql(self) -> Database:
        template = f"{TEMPLATE}_{os.getpid()}"
        if not self.conninfo:
            self.conninfo = self.stack.enter_context(postgres.server(postgres.SAFE if self.safe else postgres.FAST))
            self._command("DROP DATABASE IF EXISTS {}", template)
            self._command("CREATE DATABASE {}", template)
            self.stack.callback(self._command, "DROP DATABASE {}", template)
            dump = run_folder.once("postgresql-dump", partial(self._migrate_and_dump, template)) / NAME
            if not self._has_tables(template):
                postgres.restore(dump.read_bytes(), make_conninfo(self.conninfo, dbname=template))
        if self.empty:
            return self.empty.pop()
        name = f"events_{os.getpid()}_{self.made}"
        self._command("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)
        return Database("postgresql", self._url(name))

    def _migrate_and_dump(self, template: str, folder: Path) -> None:
        migrate(self._url(template))
        (folder / NAME).write_bytes(postgres.dump(make_conninfo(self.conninfo, dbname=template)))

    def _has_tables(self, name: str) -> bool:
        with psycopg.connect(self.conninfo, dbname=name) as connection:
            return connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone() is not None

    def _command(self, command: str, *names: str) -> None:
        with psycopg.connect(self.conninfo, dbname="postgres", autocommit=True) as connection:
            connection.execute(sql.SQL(command).format(*map(sql.Identifier, names)))

    def _url(self, name: str) -> str:
        parts: dict[str, Any] = conninfo_to_dict(self.conninfo)
        host = str(parts.get("host", "localhost"))
        login = f"{parts.get('user', 'postgres')}:{parts.get('password', '')}"
        if host.startswith("/"):
            return f"postgresql+psycopg://{login}@/{name}?host={host}"
        return f"postgresql+psycopg://{login}@{host}:{parts.get('port', 5432)}/{name}"


def migrate_file(folder: Path) -> None:
    """An empty migrated database of SQLite lies in the folder."""
    migrate(f"sqlite:///{folder / NAME}")
    with closing(sqlite3.connect(folder / NAME)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _name(database: Database) -> str:
    return str(conninfo_to_dict(database.url.replace("+psycopg", ""))["dbname"])


def migrate(url: str) -> None:
    """The database at ``url`` has every table."""
    app = create_app(settings(database_url=url))
    with app.app_context():
        flask_migrate.upgrade()
        db.db.engine.dispose()
