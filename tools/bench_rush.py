"""200 people register at once, from the form to the ticket and the mailed confirmation: `dev.py bench rush`.

gunicorn, the worker and a mail server run as in production, on SQLite and on PostgreSQL, which both make sure of each
commit. The floors are a bare app of Flask under the same web server, with as many requests, pages and forms, four
commits made sure of, and for the time of the whole the same two mails by smtplib.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import make_url

from gocluster_events.core import db
from tests.support import run_folder
from tests.support.counting import counted_statements
from tests.support.databases import Databases
from tools import bare_sign_up, servers
from tools.guests import Guest, in_process
from tools.holding import LOCKS, lock_times
from tools.measuring import Row
from tools.rush import CLIENTS, PEOPLE, Arrivals, processor, rush, rush_without_mails
from tools.sink import listening
from tools.stage import Stage, event, serving, stage
from tools.steps import Failed

ROUNDS = 5  # a machine may be half as fast for one of them
MOST_TIMES, MOST_WORKER = 3.5, 1.0
MOST_OF_SQLITE = 1.3
# Of PostgreSQL each transaction first asks its connection whether it is still there, so that a restart is no error, and
# its driver is written in Python; the bare app opens one connection for each thread and trusts it.
MOST_WORK = {"sqlite": 2.4, "postgresql": 2.8}
MOST_REQUESTS, MOST_STATEMENTS = 8, 33
# Whoever has the lock waits for a core and for the interpreter meanwhile, which all servers, the mail server and the 32
# clients share, but not for the disk. The bare app, which stores one row for each of its commits, does wait for it.
MOST_LOCKED, MOST_LOCKED_WORK = 4, 0.7
OURS, BARE = "locks", "bare-locks"  # the files of what the locks took
MILLISECONDS_EACH = 1000 / PEOPLE


@dataclass(frozen=True, slots=True)
class Cost:
    """What one person costs, counted in one process without haste."""

    requests: int
    statements: int
    commits: int


@dataclass(slots=True)
class Rounds:
    """What each round has taken, in seconds for all people."""

    whole: list[float] = field(default_factory=list)
    with_mails: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    web: list[float] = field(default_factory=list)
    worker: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    requests: list[float] = field(default_factory=list)
    locks: tuple[int, float, float] = (0, 0.0, 0.0)
    bare_locks: tuple[int, float, float] = (0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ground:
    """The servers on one database, the bare apps with and without mails, and what they have cost so far."""

    kind: str
    on: Stage
    arrived: Arrivals
    cost: Cost
    web: servers.Server
    worker: servers.Server
    mailing: int
    alone: tuple[servers.Server, int]
    rounds: Rounds = field(default_factory=Rounds)

    def round(self) -> None:
        """All have registered once with us and once with each of the bare apps."""
        rounds = self.rounds
        began = processor(self.web), processor(self.worker)
        rounds.whole.append(rush(self.on.port, self.arrived, rounds.requests))
        rounds.web.append(processor(self.web) - began[0])
        rounds.worker.append(processor(self.worker) - began[1])
        rounds.with_mails.append(rush(self.mailing, self.arrived, []))
        before = processor(self.alone[0])
        rounds.alone.append(rush_without_mails(self.alone[1]))
        rounds.bare.append(processor(self.alone[0]) - before)


def run() -> list[Row]:
    """The rows of both databases."""
    with run_folder.folder(), tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        return list(_measured(Databases(Path(folder), stack, safe=True)))


def _measured(databases: Databases) -> Iterator[Row]:
    """Everything in turn, so that whatever else the machine does meets each of it."""
    with ExitStack() as stack:
        grounds = [stack.enter_context(_ground(kind, databases)) for kind in ("sqlite", "postgresql")]
        for _round in range(ROUNDS):
            for ground in grounds:
                ground.round()
        sqlite, postgresql = (ground.rounds for ground in grounds)
        sqlite.locks, sqlite.bare_locks = (lock_times(grounds[0].on.folder / name) for name in (OURS, BARE))
    for ground in grounds:
        yield from _rows(ground.kind, ground.cost, ground.rounds)
    what, floor = f"rush of {PEOPLE} people, PostgreSQL (floor: SQLite)", median(sqlite.whole)
    yield Row(what, median(postgresql.whole), "s", floor, at_most_times=MOST_OF_SQLITE)


def _rows(kind: str, cost: Cost, rounds: Rounds) -> Iterator[Row]:
    requests, bare = sorted(rounds.requests), MILLISECONDS_EACH * median(rounds.bare)
    what = f"rush of {PEOPLE} people, {CLIENTS} clients, {kind} (floor: bare app, two mails)"
    yield Row(what, median(rounds.whole), "s", median(rounds.with_mails), at_most_times=MOST_TIMES)
    yield Row(f"… the same (floor: bare app without mails), {kind}", median(rounds.whole), "s", median(rounds.alone))
    web, worker = MILLISECONDS_EACH * median(rounds.web), MILLISECONDS_EACH * median(rounds.worker)
    floor = f"processor time a person (floor: bare app without mails), {kind}"
    yield Row(f"… web processes, {floor}", web, "ms", bare, at_most_times=MOST_WORK[kind])
    yield Row(f"… worker, {floor}", worker, "ms", bare, at_most_times=MOST_WORKER)
    if kind == "sqlite":
        yield from _locked(rounds, bare)
    yield Row(f"… a request, p50, {kind}", 1000 * median(requests), "ms")
    yield Row(f"… a request, p95, {kind}", 1000 * requests[int(len(requests) * 0.95)], "ms")
    yield Row(f"… requests a person, {kind}", cost.requests, "", at_most=MOST_REQUESTS)
    yield Row(f"… SQL statements a person, {kind}", cost.statements, "", at_most=MOST_STATEMENTS)
    yield Row(f"… transactions a person, {kind}", cost.commits, "")


def _locked(rounds: Rounds, bare: float) -> Iterator[Row]:
    times, wall, work = (each / PEOPLE / ROUNDS for each in rounds.locks)
    least, what = rounds.bare_locks[1] / PEOPLE / ROUNDS, "… the writers' lock is held for a person"
    yield Row(f"{what}, times (floor: bare app)", times, "", rounds.bare_locks[0] / PEOPLE / ROUNDS)
    yield Row(f"{what}, of the wall (floor: bare app)", 1000 * wall, "ms", 1000 * least, at_most_times=MOST_LOCKED)
    name = f"{what}, work within it (floor: all of the bare app without mails)"
    yield Row(name, 1000 * work, "ms", bare, at_most_times=MOST_LOCKED_WORK)


@contextmanager
def _ground(kind: str, databases: Databases) -> Iterator[Ground]:
    """On a database of that kind all answers until the end of the block, and what is made but once is made."""
    arrived, database, bare_database = Arrivals(), databases.make(kind).url, databases.make(kind).url
    with (
        listening(arrived.take) as mail_url,
        stage(database_url=database, mail_url=mail_url) as on,
        ExitStack() as more,
    ):
        with db.transaction() as session:
            event(session)
        cost, locks = _cost(on.app, arrived), on.folder / OURS
        on.environ[LOCKS] = str(locks)
        worker = servers.worker(on.environ, on.folder / "worker.log", app="tools.lock_watch:app")
        more.callback(servers.stop, [worker])
        web = more.enter_context(serving(on, "tools.lock_watch:app"))
        mailing = more.enter_context(_bare(on, bare_database, mail_url))
        alone = more.enter_context(_bare(on, bare_database, "", on.folder / BARE))
        rush(on.port, arrived, [])
        locks.write_text("")
        yield Ground(kind, on, arrived, cost, web, worker, mailing[1], alone)


@contextmanager
def _bare(on: Stage, database: str, mail_url: str, locks: Path | None = None) -> Iterator[tuple[servers.Server, int]]:
    """The bare app answers at that port until the end of the block."""
    url, port = make_url(database), servers.free_port()
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    name = str(url.database) if url.drivername == "sqlite" else plain
    if url.drivername == "sqlite":
        name += "-bare"
    environ = {**os.environ, bare_sign_up.DATABASE: name, bare_sign_up.MAIL: mail_url, LOCKS: str(locks or os.devnull)}
    bare_sign_up.create_table(name)
    log = on.folder / f"bare-{port}.log"
    web = servers.web("127.0.0.1", port, environ, log, app="tools.bare_sign_up:app")
    try:
        servers.await_ready(f"http://127.0.0.1:{port}", [web])
        yield web, port
    finally:
        servers.stop([web])


def _cost(app: Flask, arrived: Arrivals) -> Cost:
    """Of the third of three people, so that nothing is done for the first time; statements without BEGIN and COMMIT.

    What the worker commits when nobody registers is no part of it.
    """
    for number in range(3):
        guest, idle = Guest(in_process(app), f"first-{number}@example.org"), _deliver(app)
        before = db.commits()
        statements = _statements(guest.sign_up)
        _deliver(app)
        statements += _statements(partial(guest.prove, arrived.letters[-1]))
        _deliver(app)
    return Cost(len(guest.took), statements, db.commits() - before - 2 * idle)


def _statements(do: Callable[[], None]) -> int:
    with counted_statements() as seen:
        do()
    return sum(not statement.startswith("BEGIN") for statement in seen)


def _deliver(app: Flask) -> int:
    """The worker has delivered what there was; returns how often that was committed."""
    before = db.commits()
    done = app.test_cli_runner().invoke(args=["worker", "--once"])
    if done.exit_code:
        raise Failed(f"the worker ended with {done.output}")
    return db.commits() - before
