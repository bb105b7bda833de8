"""A worker with nothing to do sees whether anybody has written, without looking for what is due."""

import time
from collections.abc import Callable
from datetime import datetime
from threading import Event, Thread

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.cli import changes, worker
from gocluster_events.cli.duties import Duty
from gocluster_events.core import db
from tests.support.make import make_account

pytestmark = [pytest.mark.database, pytest.mark.both_databases]
WRITE = sa.text("UPDATE account SET name = 'Ada Brunner'")
CLOCK_TICK_SECONDS = 0.02  # a file's time of change is no finer than this


def test_nothing_has_changed_while_nobody_writes(session: Session):
    make_account(email="ada@example.org")
    before = changes.mark(session)
    session.execute(sa.text("SELECT name FROM account")).all()
    assert changes.mark(session) == before


def test_what_somebody_else_commits_is_seen_though_it_was_begun_before(app: Flask, session: Session):
    make_account(email="ada@example.org")
    with db.db.engine.connect() as other:
        other.execute(WRITE)
        session.rollback()
        before = changes.mark(session)
        session.rollback()
        time.sleep(CLOCK_TICK_SECONDS)
        other.commit()
    assert changes.mark(session) != before


def test_a_worker_goes_round_once_somebody_writes_and_not_before(
    app: Flask, session: Session, monkeypatch: pytest.MonkeyPatch
):
    make_account(email="ada@example.org")
    session.rollback()
    monkeypatch.setattr(worker, "IDLE_SECONDS", CLOCK_TICK_SECONDS)
    rounds, stopping = list[datetime](), Event()

    def look(now: datetime) -> int:
        rounds.append(now)
        return 0

    working = Thread(target=worker._work, args=(app, [Duty("looks", look)], stopping))
    working.start()
    try:
        await_that(lambda: len(rounds) == 1)
        time.sleep(10 * CLOCK_TICK_SECONDS)
        assert len(rounds) == 1
        with db.transaction() as writing:
            writing.execute(WRITE)
        await_that(lambda: len(rounds) == 2)
    finally:
        stopping.set()
        working.join()


def await_that(condition: Callable[[], bool]) -> None:
    """The condition holds sooner than a worker goes round that has seen nothing. Raises AssertionError otherwise."""
    until = time.monotonic() + worker.QUIET_SECONDS / 2
    while not condition():
        assert time.monotonic() < until
        time.sleep(CLOCK_TICK_SECONDS)
