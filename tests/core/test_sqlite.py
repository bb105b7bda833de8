"""SQLite's writers queue for one lock that all processes share, and let go of it before they wait for the disk."""

import errno
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db, sqlite
from gocluster_events.core.accounts.models import Account
from gocluster_events.core.errors import Busy
from gocluster_events.core.turns import turn
from tests.support.settings import NOW


def test_a_verb_waits_for_a_bounded_time_and_then_says_so(app, session, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.05)
    with db.write_lock(db.db.engine), pytest.raises(Busy), db.transaction():
        pass


def test_the_lock_is_free_again_after_a_verb_that_failed(app, session, monkeypatch):
    monkeypatch.setattr(db, "WAIT_SECONDS", 0.05)
    with pytest.raises(RuntimeError), db.transaction():
        raise RuntimeError
    with db.transaction():
        pass


def somebody() -> Account:
    email = "ada@example.org"
    return Account(email=email, email_key=email, name="Ada Muster", password_hash="", created_at=NOW)


def names() -> list[str]:
    """Whom a connection of its own reads, as another process would."""
    with closing(sqlite3.connect(f"file:{db.db.engine.url.database}?mode=ro", uri=True)) as other:
        return [name for (name,) in other.execute("SELECT email FROM account")]


@pytest.fixture
def synced(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """Each file of which the disk was made sure, with whom others read at that moment; nobody has the writers' turn."""
    seen: list[tuple[str, list[str]]] = []
    sync = sqlite._sync

    def note(descriptor: int) -> None:
        with turn(Path(f"{db.db.engine.url.database}.lock"), 0):
            seen.append((Path(f"/proc/self/fd/{descriptor}").resolve().suffix, names()))
        sync(descriptor)

    monkeypatch.setattr(sqlite, "_sync", note)
    return seen


def test_a_verb_ends_when_the_disk_has_what_it_stored_and_others_write_while_the_disk_is_busy(app, session, synced):
    with db.transaction() as writing:
        writing.add(somebody())
        assert synced == []
    assert synced == [(".db-wal", ["ada@example.org"])]


def test_a_verb_that_stored_nothing_does_not_wait_for_the_disk(app, session, synced):
    with db.transaction() as writing:
        writing.scalar(sa.select(Account.id))
    with pytest.raises(RuntimeError), db.transaction() as writing:
        writing.add(somebody())
        writing.flush()
        raise RuntimeError
    assert synced == []


def test_nobody_is_told_of_success_when_the_disk_fails(app, session, monkeypatch):
    def fail(_descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(sqlite, "_sync", fail)
    with pytest.raises(OSError, match="Input/output"), db.transaction() as writing:
        writing.add(somebody())
    assert not db.session().info["writing"]


def test_what_has_no_log_any_more_is_safe_already(app, session):
    """As when the last connection has ended."""
    sqlite.make_sure(sqlite.open_log(sa.create_engine("sqlite:////nowhere/events.db")))


@contextmanager
def no_more_files() -> Iterator[None]:
    """This process can open no further file."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_nothing_is_stored_of_which_the_disk_could_not_be_made_sure(app, session, synced):
    with ExitStack() as faults, pytest.raises(Busy), db.transaction() as writing:
        writing.add(somebody())
        faults.enter_context(no_more_files())  # now that the writers' lock is had
    assert (names(), synced) == ([], [])


@pytest.fixture
def linked(tmp_path: Path) -> sa.Engine:
    """A database that its setting names by a link."""
    (tmp_path / "data").mkdir()
    link = tmp_path / "events.db"
    link.symlink_to(tmp_path / "data/meeting.db")
    return sa.create_engine(f"sqlite:///{link}")


def test_behind_a_link_the_disk_is_made_sure_of_the_log_that_lies_beside_the_real_file(linked, tmp_path, monkeypatch):
    files = []
    monkeypatch.setattr(sqlite, "_sync", lambda log: files.append(Path(f"/proc/self/fd/{log}").resolve()))
    with linked.connect() as connection:
        for statement in ("PRAGMA journal_mode=WAL", "CREATE TABLE place (seat)", "INSERT INTO place VALUES (1)"):
            connection.exec_driver_sql(statement)
        connection.commit()
        sqlite.make_sure(sqlite.open_log(linked))
    assert files == [tmp_path / "data/meeting.db-wal"]


def test_who_names_the_database_by_a_link_queues_with_those_who_name_its_file(linked, tmp_path):
    with db.write_lock(linked), pytest.raises(Busy), turn(tmp_path / "data/meeting.db.lock", 0):
        pass
