"""200 people register at once, from the form to the ticket and the mailed confirmation: `dev.py bench rush`.

gunicorn, the worker and a mail server run as in production, on SQLite and on PostgreSQL, which both make sure
of each commit. The floor does one after the other as many commits of a single row as the software makes for so many
people, and renders the page that takes longest as often as they are shown a page.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask, template_rendered
from jinja2 import Template

from gocluster_events import db
from tests.support.counting import counted_statements
from tests.support.databases import Databases
from tools import parts, servers
from tools.guests import LINK, Guest, in_process, over_http
from tools.measuring import Row, in_turn
from tools.sink import listening, text_of
from tools.stage import Stage, event, serving, stage
from tools.steps import Failed

PEOPLE, CLIENTS, PATIENCE_SECONDS = 200, 32, 120.0
MOST_TIMES, MOST_REQUESTS, MOST_STATEMENTS = 3.0, 10, 40


@dataclass(frozen=True, slots=True)
class Cost:
    """What one person costs, counted in one process without haste."""

    requests: int
    pages: int
    statements: int
    commits: int
    render: float


def run() -> list[Row]:
    """The rows of both databases."""
    parts.build()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        databases = Databases(Path(folder), stack, safe=True)
        return [row for kind in ("sqlite", "postgresql") for row in _rows(databases.make(kind).url, kind)]


def _rows(database: str, kind: str) -> list[Row]:
    arrived = Arrivals()
    with listening(arrived.take) as mail_url, stage(database_url=database, mail_url=mail_url) as on:
        with db.transaction() as session:
            event(session)
        cost, took = _cost(on.app, arrived), list[float]()
        worker = servers.worker(on.environ, on.folder / "worker.log")
        try:
            with serving(on):
                rush = partial(_rush, on, arrived, took)
                seconds, floor = in_turn(rush, lambda: PEOPLE * (cost.commits * _commit() + cost.pages * cost.render))
        finally:
            servers.stop([worker])
        commit = median(_commit() for _round in range(3))
    what, took = f"rush of {PEOPLE} people, {CLIENTS} clients, {kind}", sorted(took)
    return [
        Row(f"{what} (floor: {cost.commits} commits, {cost.pages} pages each)", seconds, "s", floor,
            at_most_times=MOST_TIMES),
        Row(f"… a request, p50, {kind}", 1000 * median(took), "ms"),
        Row(f"… a request, p95, {kind}", 1000 * took[int(len(took) * 0.95)], "ms"),
        Row(f"… a transaction of one row, nothing else to do, {kind}", 1000 * commit, "ms"),
        Row(f"… requests a person, {kind}", cost.requests, "", at_most=MOST_REQUESTS),
        Row(f"… SQL statements a person, {kind}", cost.statements, "", at_most=MOST_STATEMENTS),
    ]  # fmt: skip


class Arrivals:
    """What the mail server has taken; whoever waits for a letter to prove an address is told of it."""

    def __init__(self) -> None:
        self.waiting: dict[str, Callable[[str], None]] = {}
        self.confirmed: set[str] = set()
        self.letters: list[str] = []
        self.is_over, self._expected = threading.Event(), 0

    def expect(self, many: int) -> None:
        """From now on letters are counted anew, until so many people have their confirmation."""
        self.confirmed.clear()
        self.is_over.clear()
        self._expected = many

    def take(self, to: str, letter: bytes) -> None:
        """A letter has arrived."""
        text = text_of(letter)
        self.letters.append(text)
        if LINK.search(text):
            if to in self.waiting:
                self.waiting[to](text)
            return
        self.confirmed.add(to)
        if len(self.confirmed) == self._expected:
            self.is_over.set()


def _rush(on: Stage, arrived: Arrivals, took: list[float]) -> float:
    """The seconds until all have their confirmation; those of each request are added to ``took``."""
    guests = [Guest(over_http(on.port), f"rush-{len(took)}-{number}@example.org") for number in range(PEOPLE)]
    done: list[Future[None]] = []
    arrived.expect(PEOPLE)
    with ThreadPoolExecutor(CLIENTS) as pool:

        def proving(guest: Guest) -> Callable[[str], None]:
            return lambda text: done.append(pool.submit(guest.prove, text))

        arrived.waiting = {guest.email: proving(guest) for guest in guests}
        began = time.perf_counter()
        done += [pool.submit(guest.sign_up) for guest in guests]
        while not arrived.is_over.wait(0.05) and time.perf_counter() < began + PATIENCE_SECONDS:
            if any(each.done() and each.exception() for each in list(done)):
                break
        seconds = time.perf_counter() - began
    for each in done:
        each.result()
    if not arrived.is_over.is_set():
        raise Failed(f"only {len(arrived.confirmed)} of {PEOPLE} were confirmed within {PATIENCE_SECONDS:.0f} s.")
    took += [each for guest in guests for each in guest.took]
    return seconds


def _cost(app: Flask, arrived: Arrivals) -> Cost:
    """Of the third of three people, so that nothing is done for the first time; statements without BEGIN and COMMIT.

    What the worker commits when nobody registers is no part of it.
    """
    for number in range(3):
        guest, idle = Guest(in_process(app), f"first-{number}@example.org"), _deliver(app)
        before = db.commits()
        with _renderings(app) as rendered:
            statements = _statements(guest.sign_up)
            _deliver(app)
            statements += _statements(lambda: guest.prove(arrived.letters[-1]))  # noqa: B023 -- asked at once
            _deliver(app)
    return Cost(len(guest.took), guest.pages, statements, db.commits() - before - 2 * idle, max(rendered))


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


@contextmanager
def _renderings(app: Flask) -> Iterator[list[float]]:
    """The seconds that rendering each page of the block takes, when it is rendered once more."""
    seconds: list[float] = []

    def again(_app: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
        began = time.thread_time()
        template.render(context)
        seconds.append(time.thread_time() - began)

    with template_rendered.connected_to(again, app):
        yield seconds


def _commit(times: int = 200) -> float:
    """The seconds that one row and its commit take, on a connection set up as the software's own."""
    db.db.session.remove()
    with db.db.engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE bare (number INTEGER)")
        connection.commit()
        raw = connection.connection.cursor()
        begin = "BEGIN IMMEDIATE" if db.db.engine.dialect.name == "sqlite" else "BEGIN"
        began = time.perf_counter()
        for _time in range(times):
            for statement in (begin, "INSERT INTO bare VALUES (1)", "COMMIT"):
                raw.execute(statement)
        taken = (time.perf_counter() - began) / times
        connection.exec_driver_sql("DROP TABLE bare")
        connection.commit()
    return taken
