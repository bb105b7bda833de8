"""A demo that finds the database of an earlier version puts it aside and begins anew."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.support.databases import Database
from tools import demo_before
from tools.steps import Failed

DAY = "2026-11-28"
BEFORE = "UPDATE alembic_version SET version_num = 'read_domains_of_addresses'"
PAUSE = "INSERT INTO mail_pause (scope, since) VALUES ('edition:1', '2026-11-28')"
KILLED = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA journal_mode=WAL")
for statement in sys.argv[2:]:
    database.execute(statement)
os._exit(0)
"""


@pytest.fixture
def folder(database: Database, tmp_path: Path) -> Path:
    """A demo's, with a database of this version and a mail."""
    demo = tmp_path / "demo"
    (demo / "mail").mkdir(parents=True)
    (demo / "mail" / "1.eml").write_text("Subject: Willkommen", encoding="utf-8")
    shutil.copy(database.path, demo / "events.db")
    (demo / "events.db.lock").touch()
    return demo


def write_and_die(folder: Path, *statements: str) -> None:
    """What was written stands in the file beside the database alone."""
    subprocess.run([sys.executable, "-c", KILLED, str(folder / "events.db"), *statements], check=True)
    assert (folder / "events.db-wal").stat().st_size > 0


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_database_of_before_is_put_aside_whole_and_with_its_mails(folder: Path):
    write_and_die(folder, BEFORE, PAUSE)
    assert demo_before.put_aside(folder, DAY) == f"events-before-{DAY}.db"
    assert names(folder) == [f"events-before-{DAY}.db", "events.db.lock", f"mail-before-{DAY}"]
    with closing(sqlite3.connect(folder / f"events-before-{DAY}.db")) as aside:
        assert aside.execute("SELECT scope FROM mail_pause").fetchall() == [("edition:1",)]


def test_what_was_put_aside_earlier_that_day_stays(folder: Path):
    write_and_die(folder, BEFORE)
    (folder / f"events-before-{DAY}.db").write_text("precious")
    assert demo_before.put_aside(folder, DAY) == f"events-before-{DAY}-2.db"
    assert (folder / f"events-before-{DAY}.db").read_text() == "precious"


def test_a_database_of_this_version_stays(folder: Path):
    before = names(folder)
    assert (demo_before.put_aside(folder, DAY), names(folder)) == ("", before)


def test_a_demo_that_was_not_filled_yet_goes_on(tmp_path: Path):
    assert demo_before.put_aside(tmp_path, DAY) == ""
    (tmp_path / "events.db").touch()
    assert (demo_before.put_aside(tmp_path, DAY), names(tmp_path)) == ("", ["events.db"])


def test_a_database_that_is_in_use_stays(folder: Path):
    write_and_die(folder, BEFORE)
    with closing(sqlite3.connect(folder / "events.db")) as using:
        using.execute("SELECT count(*) FROM event").fetchone()
        with pytest.raises(Failed, match="in use"):
            demo_before.put_aside(folder, DAY)
    assert {"events.db", "mail"} <= set(names(folder))
