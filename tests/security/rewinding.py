"""A database that is as it was before, again and again, and how often a text stands in it."""

import json
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import Protocol

import psycopg
from psycopg import sql

from tests.support.databases import Database

VACUUM_EVERY = 200  # rewinds: what was deleted takes room, and time to pass over
# Which tables were written to since they were kept; what the rewinding itself writes does not count.
WATCH = """
CREATE SCHEMA kept;
CREATE UNLOGGED TABLE kept.touched (name text PRIMARY KEY);
CREATE FUNCTION kept.touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO kept.touched VALUES (TG_TABLE_NAME) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
"""
KEEP = """
CREATE UNLOGGED TABLE kept.{0} AS TABLE public.{0};
CREATE TRIGGER touch AFTER INSERT OR UPDATE OR DELETE ON public.{0} FOR EACH STATEMENT EXECUTE FUNCTION kept.touch();
"""


class Rewinding(Protocol):
    """One of the two below."""

    def keep(self) -> None:
        """As it is now it will be again."""

    def rewind(self) -> None:
        """It is as it was when it was kept."""

    def times(self, value: str) -> int:
        """How often that stands in the texts of the database."""

    def times_kept(self, value: str) -> int:
        """How often it stood there when it was kept."""

    def close(self) -> None:
        """Nobody holds the database any more."""


def rewinding(database: Database) -> Rewinding:
    """The database, kept as it is now."""
    if database.kind == "postgresql":
        return OfPostgres(database.url.replace("+psycopg", ""))
    return OfSqlite(database.path)


class OfSqlite:
    """The whole file is copied, if anybody has written to it."""

    def __init__(self, path: Path) -> None:
        self.connection, self.original = sqlite3.connect(path, isolation_level=None), sqlite3.connect(":memory:")
        self.connection.execute("PRAGMA synchronous = OFF")
        self.keep()
        columns = [
            (table, name, kind)
            for (table,) in self.original.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            for _number, name, kind, *_rest in self.original.execute(f'PRAGMA table_info("{table}")').fetchall()
        ]
        self.sum = _sum((table, name) for table, name, kind in columns if re.match("VARCHAR|TEXT|JSON", kind))

    def keep(self) -> None:
        self.connection.backup(self.original)
        self.version = self._version()

    def rewind(self) -> None:
        if self._version() != self.version:
            self.original.backup(self.connection)
            self.version = self._version()

    def times(self, value: str) -> int:
        return self._times(self.connection, value)

    def times_kept(self, value: str) -> int:
        return self._times(self.original, value)

    def close(self) -> None:
        self.connection.close()
        self.original.close()

    def _version(self) -> int:
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def _times(self, connection: sqlite3.Connection, value: str) -> int:
        with closing(connection.cursor()) as cursor:
            return sum(
                cursor.execute(self.sum, {"typed": each}).fetchone()[0] // len(each) for each in _spellings(value)
            )


class OfPostgres:
    """Of each table there is a copy, and a trigger says which of them were written to. Numbers are never given anew."""

    def __init__(self, conninfo: str) -> None:
        self.connection = psycopg.connect(conninfo, autocommit=True)
        columns = self.connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'public'"
        ).fetchall()
        with self.connection.transaction():
            self.connection.execute(WATCH)
            for table in sorted({table for table, _name, _kind in columns}):
                self.connection.execute(sql.SQL(KEEP).format(sql.Identifier(table)))
        texts = [(table, name) for table, name, kind in columns if kind in {"character varying", "text", "json"}]
        self.sum, self.rewinds = _sum(texts, cast="::text").replace(":typed", "%(typed)s"), 0
        self.sum_kept = self.sum.replace('FROM "', 'FROM kept."')

    def keep(self) -> None:
        with self.connection.transaction():
            for table in self._touched():
                self._command("DELETE FROM kept.{0}", table)
                self._command("INSERT INTO kept.{0} TABLE public.{0}", table)
            self.connection.execute("DELETE FROM kept.touched")

    def rewind(self) -> None:
        touched = self._touched()
        if not touched:
            return
        with self.connection.transaction():
            self.connection.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
            for table in touched:
                self._command("DELETE FROM public.{0}", table)
                self._command("INSERT INTO public.{0} TABLE kept.{0}", table)
            self.connection.execute("DELETE FROM kept.touched")
        self.rewinds += 1
        if self.rewinds % VACUUM_EVERY == 0:
            self.connection.execute("VACUUM")

    def times(self, value: str) -> int:
        return self._times(self.sum, value)

    def times_kept(self, value: str) -> int:
        return self._times(self.sum_kept, value)

    def close(self) -> None:
        self.connection.execute("DROP SCHEMA kept CASCADE")
        self.connection.close()

    def _touched(self) -> list[str]:
        return [name for (name,) in self.connection.execute("SELECT name FROM kept.touched").fetchall()]

    def _command(self, command: str, table: str) -> None:
        self.connection.execute(sql.SQL(command).format(sql.Identifier(table)))

    def _times(self, statement: str, value: str) -> int:
        if "\0" in value:
            return 0  # which no text can hold
        count = 0
        for each in _spellings(value):
            (characters,) = self.connection.execute(statement, {"typed": each}, prepare=True).fetchone() or (0,)
            count += int(characters) // len(each)
        return count


def _spellings(value: str) -> set[str]:
    """As it is, and as it stands in JSON."""
    return {value, *(json.dumps(value, ensure_ascii=each)[1:-1] for each in (True, False))}


def _sum(texts: Iterable[tuple[str, str]], cast: str = "") -> str:
    """The statement that counts how many characters ``:typed`` takes away from all those columns of tables."""
    lengths: dict[str, list[str]] = {}
    for table, name in texts:
        text = f'"{name}"{cast}'
        lengths.setdefault(table, []).append(f"coalesce(length({text}) - length(replace({text}, :typed, '')), 0)")
    counted = [
        f'SELECT coalesce(sum({" + ".join(each)}), 0) AS n FROM "{table}"'  # noqa: S608 -- our tables
        for table, each in lengths.items()
    ]
    return f"SELECT sum(n) FROM ({' UNION ALL '.join(counted)}) AS counted"  # noqa: S608 -- the same
