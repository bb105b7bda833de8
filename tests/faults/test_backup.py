"""A backup that is taken while people register, restored as docs/operating.md says, on both databases."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.faults.guests import Guest, Guests, Told, flaws, registering
from tests.faults.killing import Web
from tests.support import nursery, postgres
from tests.support.databases import Database, Databases
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.settings import around, settings
from tests.support.tree import ROOT

ENOUGH = 8  # people told that they are in, since the last backup
MOST_COPIES = 5  # of the control

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Place:
    """Where backups are taken and restored."""

    databases: Databases
    folder: Path

    def backup(self, database: Database, name: str) -> Path:
        """The file that the command has written."""
        file = self.folder / f"{name}.backup"
        self.flask(database, "backup", str(file))
        return file

    def flask(self, database: Database, *words: str) -> None:
        """The command was run as a process of its own, to its good end."""
        environ = around() | settings(database_url=database.url) | {"PATH": postgres.path_with_programs()}
        command = [sys.executable, "-m", "flask", "--app", "app", *words]
        running = nursery.start(words[0], command, environ, self.folder / f"{words[0]}.log")
        assert running.process.wait(60) == 0, running.last_words

    def restore(self, file: Path, kind: str) -> Database:
        """A database of its own, restored as the handbook says; to be upgraded before the site starts on it."""
        restored = self.databases.make(kind)
        self.databases.spoilt.add(restored)
        if kind == "sqlite":
            shutil.copy(file, restored.path)
        else:
            url = restored.url.replace("+psycopg", "")
            command = ["pg_restore", *handbook_options(), f"--dbname={url}", str(file)]
            subprocess.run(command, check=True, env={**os.environ, "PATH": postgres.path_with_programs()})
        return restored


def handbook_options() -> list[str]:
    """How the handbook calls pg_restore."""
    match = re.search(r"`pg_restore (.+) --dbname=\S+ FILE`", (ROOT / "docs" / "operating.md").read_text("utf-8"))
    assert match is not None
    return match[1].split()


def checksums(database: Database) -> dict[str, str]:
    """Of every table all rows in one order, and of every number that is counted on where it stands."""
    engine = sa.create_engine(database.url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        tables = {
            name: sorted(repr(tuple(row)) for row in connection.execute(sa.text(f'SELECT * FROM "{name}"')))  # noqa: S608 -- names out of the database itself
            for name in sa.inspect(connection).get_table_names()
        }
        if database.kind == "postgresql":
            numbers = connection.execute(sa.text("SELECT sequencename, last_value FROM pg_sequences"))
            tables["numbers"] = sorted(repr(tuple(row)) for row in numbers)
    return {name: hashlib.sha256("\n".join(rows).encode()).hexdigest() for name, rows in tables.items()}


@pytest.mark.promise("P19")
@pytest.mark.both_databases
def test_what_is_restored_is_one_moment_and_after_the_load_the_whole_database(
    databases: Databases, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, rounds = make_event(capacity_onsite=100_000).slug, proof.size(1, 20)
    place, taken = Place(databases, tmp_path), []
    with Web(database, tmp_path) as web, registering(database, web.port, slug) as guests:
        server = web.start()
        for each in range(rounds):
            guests.await_more(server, ENOUGH)
            receipts = guests.told_so_far()
            taken.append((receipts, place.backup(database, f"{each}")))
    losses = []
    for receipts, file in taken:
        restored = place.restore(file, database.kind)
        losses += flaws(guests, receipts, restored)
        databases.drop(restored)
    last = place.restore(place.backup(database, "last"), database.kind)
    place.flask(last, "db", "upgrade")
    before, after = checksums(database), checksums(last)
    differ = {name for name in before | after if before.get(name) != after.get(name)}
    proof.says(
        f"{rounds} backups while {len(guests.registered)} people registered, each restored; one more "
        f"after the load, compared by the checksums of {len(before)} tables; the site started on it",
        f"{len(losses)} of {len(taken[-1][0][1])} told people missing or flawed, {len(differ)} tables differ",
    )
    assert (losses, differ) == ([], set())
    assert guests.registered
    links_still_work(last, web.port, guests, slug, tmp_path)
    databases.drop(last)


def links_still_work(restored: Database, port: int, guests: Guests, slug: str, folder: Path) -> None:
    """The site starts on what was restored: links mailed before lead in, and somebody new registers."""
    with Web(restored, folder, port=port) as web:
        web.start()
        guests.engine, guests.is_over = sa.create_engine(restored.url, poolclass=sa.NullPool), False
        known = Guest(guests, min(guests.registered))
        known.come(slug)
        known.enter()
        Guest(guests, "later@example.org").register()
        assert guests.lost() == []


@pytest.mark.promise("P19", control=True)
def test_a_plain_copy_of_the_file_under_load_is_no_backup(
    databases: Databases, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    losses, copies = [], 0
    with Web(database, tmp_path) as web, registering(database, web.port, slug) as guests:
        server = web.start()
        while not losses and copies < MOST_COPIES:
            guests.await_more(server, ENOUGH)
            receipts, copies = guests.told_so_far(), copies + 1
            copied = databases.make("sqlite")
            shutil.copy(database.path, copied.path)
            losses = whatever_is_wrong(guests, receipts, copied)
    proof.says(f"{copies} plain copies of the file under load", f"{len(losses)} told people missing or flawed")
    assert losses


def whatever_is_wrong(guests: Guests, claims: Told, copied: Database) -> list[str]:
    """The flaws of a copy, or that it is no database at all."""
    try:
        return flaws(guests, claims, copied)
    except sa.exc.DatabaseError as broken:
        return [str(broken.orig)]
