"""Workers are killed in the middle of their work, stopped, and started while there is no database."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events import clock, db
from gocluster_events.letters import services as letters
from gocluster_events.mail.models import Mail
from gocluster_events.mail.rules import LEASE, State
from gocluster_events.registration.rules.letters import KNOWN
from tests.faults import hostile_smtp
from tests.support import nursery
from tests.support.databases import Database
from tests.support.settings import settings
from tools import servers

MAILS = 24
KILLS = 3
EVERYBODY = Counter({f"person-{number}@example.org": 1 for number in range(MAILS)})


def queue_mails() -> None:
    with db.transaction() as session:
        for number in range(MAILS):
            letters.send(
                session,
                KNOWN,
                scope="edition:1",
                subject=f"registration:{number}",
                to=f"person-{number}@example.org",
                language="de",
                key=f"known:{number}",
                values=KNOWN.samples,
                now=clock.now(),
                link=(number, 1),
            )


def worker(database: Database, mail_url: str, log: Path, later: timedelta = timedelta()) -> servers.Server:
    """A worker process whose clock is that much ahead."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GOCLUSTER_")}
    moved = f"{(clock.now() + later).isoformat()}@{int(time.time())}"
    environ = {**inherited, **settings(database_url=database.url, mail_url=mail_url, clock=moved)}
    return servers.worker(environ, log, nursery.start)


def wait_until(done: Callable[[], bool], running: servers.Server) -> None:
    deadline = time.monotonic() + 30
    while not done():
        assert not running.has_ended, running.last_words
        assert time.monotonic() < deadline, running.last_words
        time.sleep(0.005)


def all_sent(app: Flask) -> bool:
    with app.app_context():
        waiting = sa.select(sa.func.count()).select_from(Mail).where(Mail.state != State.SENT)
        return db.session().scalars(waiting).one() == 0


@pytest.mark.slow
@pytest.mark.both_databases
def test_every_mail_arrives_although_workers_are_killed(app: Flask, database: Database, tmp_path: Path):
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening(pause_seconds=0.05) as server:
        for kill in range(KILLS):  # between the final dot and the answer: the mail has left and nobody knows
            doomed = worker(database, server.url, tmp_path / f"{kill}.log", later=kill * LEASE)
            seen = len(server.seen)
            wait_until(lambda seen=seen: len(server.seen) >= seen + 4, doomed)  # type: ignore[misc]
            servers.kill(doomed)
        last = worker(database, server.url, tmp_path / "last.log", later=KILLS * LEASE)
        wait_until(lambda: all_sent(app), last)
        servers.stop([last])
    arrived = Counter(str(letter["To"]) for letter in server.seen)
    assert set(arrived) == set(EVERYBODY)
    assert arrived.total() <= MAILS + KILLS
    assert len({letter["Message-ID"] for letter in server.seen}) == MAILS


@pytest.mark.slow
@pytest.mark.both_databases
def test_two_workers_send_each_mail_once(app: Flask, database: Database, tmp_path: Path):
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening(pause_seconds=0.05) as server:
        workers = [worker(database, server.url, tmp_path / f"{number}.log") for number in range(2)]
        wait_until(lambda: all_sent(app), workers[0])
        servers.stop(workers)
    assert Counter(str(letter["To"]) for letter in server.seen) == EVERYBODY
    assert all("mails taken up" in each.last_words for each in workers)


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_ends_its_step_and_leaves_nothing_half_done(
    app: Flask, database: Database, tmp_path: Path
):
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening(pause_seconds=0.05) as server:
        stopped = worker(database, server.url, tmp_path / "worker.log")
        wait_until(lambda: len(server.seen) > 0, stopped)
        os.kill(stopped.process.pid, signal.SIGTERM)
        assert stopped.process.wait(10) == 0
    with app.app_context():
        mails = db.session().scalars(sa.select(Mail)).all()
    assert sum(mail.state is State.SENT for mail in mails) == len(server.seen) == letters.BATCH
    assert not any(mail.lease_until for mail in mails)


@pytest.mark.slow
def test_a_worker_waits_for_a_database_that_is_gone(app: Flask, database: Database, tmp_path: Path):
    with app.app_context():
        queue_mails()
        db.db.engine.dispose()
    folder = Path(database.url.removeprefix("sqlite:///")).parent
    away = folder.with_name("away")
    folder.rename(away)
    with hostile_smtp.listening() as server:
        waiting = worker(database, server.url, tmp_path / "worker.log")
        wait_until(lambda: "The database does not answer" in waiting.last_words, waiting)
        away.rename(folder)
        wait_until(lambda: len(server.seen) == MAILS, waiting)
        servers.stop([waiting])
