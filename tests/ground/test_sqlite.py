"""SQLite's writers queue for one lock that all processes share, and let go of it before they wait for the disk."""

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events import db
from gocluster_events.accounts.models import Account
from gocluster_events.errors import Busy
from gocluster_events.turns import turn
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
    sync = db._sync

    def note(descriptor: int) -> None:
        with turn(Path(f"{db.db.engine.url.database}.lock"), 0):
            seen.append((Path(f"/proc/self/fd/{descriptor}").resolve().suffix, names()))
        sync(descriptor)

    monkeypatch.setattr(db, "_sync", note)
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

    monkeypatch.setattr(db, "_sync", fail)
    with pytest.raises(OSError, match="Input/output"), db.transaction() as writing:
        writing.add(somebody())
    assert not db.session().info["writing"]


def test_what_has_no_log_any_more_is_safe_already(app, session):
    """As when the last connection has ended."""
    db.make_sure(sa.create_engine("sqlite:////nowhere/events.db"))
