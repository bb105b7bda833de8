"""The one way to write: all or nothing, one after the other, on both databases."""

import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone
from enum import Enum
from weakref import WeakKeyDictionary

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.accounts.models import Account, AuditEntry

NOW = datetime(2027, 3, 20, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.both_databases


def an_account(email: str = "marit@example.org") -> Account:
    return Account(email=email, email_key=email, name="Marit Hellweger", password_hash="-", created_at=NOW)


def test_what_a_verb_wrote_is_there_for_everybody_after_it(app, session):
    with db.transaction() as writing:
        writing.add(an_account())
    session.rollback()
    assert session.scalars(sa.select(Account.email)).all() == ["marit@example.org"]


def test_a_verb_that_fails_half_way_leaves_nothing(app, session):
    with pytest.raises(RuntimeError, match="half way"), db.transaction() as writing:
        writing.add(an_account())
        writing.flush()
        raise RuntimeError("half way")
    assert session.scalars(sa.select(Account)).all() == []


def test_a_verb_inside_a_verb_is_a_mistake(app, session):
    with db.transaction(), pytest.raises(RuntimeError, match="session as first parameter"), db.transaction():
        pass


def test_a_verb_reads_what_others_wrote_since_the_page_was_read(app, session):
    assert session.scalars(sa.select(Account)).all() == []  # the request's snapshot begins

    def write() -> None:
        with app.app_context(), db.transaction() as writing:
            writing.add(an_account())

    other = threading.Thread(target=write)
    other.start()
    other.join()
    with db.transaction() as writing:
        assert writing.scalar(sa.select(sa.func.count()).select_from(Account)) == 1


class Commits(WeakKeyDictionary[sa.Engine, int]):
    """Whoever reads the number of the last commit waits a little for somebody else who does."""

    def __init__(self) -> None:
        super().__init__()
        self.readers = threading.Barrier(2, timeout=1)
        self.numbers: list[int] = []

    def get(self, engine: sa.Engine, default: int = 0) -> int:
        number: int = super().get(engine, default)
        with suppress(threading.BrokenBarrierError):
            self.readers.wait()
        return number

    def __setitem__(self, engine: sa.Engine, number: int) -> None:
        self.numbers.append(number)
        super().__setitem__(engine, number)


def test_no_two_verbs_have_the_same_number_although_they_end_together(app, session, monkeypatch):
    commits = Commits()
    monkeypatch.setattr(db, "_commits", commits)

    def write() -> None:
        with app.app_context(), db.transaction():
            pass

    others = [threading.Thread(target=write) for _ in range(2)]
    for each in others:
        each.start()
    for each in others:
        each.join()
    assert len(set(commits.numbers)) == 2


def test_every_instant_comes_back_in_utc(app, session):
    berlin = datetime(2027, 3, 20, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    with db.transaction() as writing:
        writing.add(AuditEntry(at=berlin, actor="-", action="-", scope="-", subject="-", fields=[]))
    stored = session.scalar(sa.select(AuditEntry.at))
    assert (stored, stored.utcoffset()) == (NOW, timedelta())


def test_a_time_without_a_zone_is_a_mistake(app, session):
    with pytest.raises(sa.exc.StatementError, match="naive datetime"), db.transaction() as writing:
        writing.add(AuditEntry(at=datetime(2027, 3, 20), actor="-", action="-", scope="-", subject="-"))  # noqa: DTZ001 -- the mistake


class Word(Enum):
    PLAIN = "plain"
    OTHER = "other_word"
    TYPED = "it's"


def test_only_a_code_is_spelled_out_in_a_statement():
    column = sa.column("word", sa.String)
    assert str(db.among(column, [Word.PLAIN, Word.OTHER])) == "word IN ('other_word', 'plain')"
    with pytest.raises(ValueError, match="no codes"):
        db.among(column, [Word.TYPED])
