"""The worker: ``flask --app app worker`` does what is due, again and again.

It has three loops, each a thread with a database connection of its own: mail out, mailbox in, and everything else. Long
jobs are done one after the other by a second process, which lives as long as there are any.
"""

import logging
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

import click
from flask import Flask, current_app, g
from flask.cli import ScriptInfo, with_appcontext
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError as PoolExhausted

from gocluster_events.cli import changes
from gocluster_events.cli.duties import DUTIES, Duty, Loop
from gocluster_events.core import clock, db
from gocluster_events.core.errors import Busy

LOOPS: tuple[Collection[Loop], ...] = ((Loop.USUAL,), (Loop.MAIL,), (Loop.MAILBOX,))
IDLE_SECONDS = 1.0  # between two looks whether anything was written
QUIET_SECONDS = 10.0  # between two rounds while nothing is; what waits for its time alone is at most so late
REST_SECONDS = 0.2  # so that what is due meanwhile is done together
OUTAGE_SECONDS = 5.0
FAREWELL_SECONDS = 5.0  # for the steps at hand, once the worker is asked to stop
OUTAGES = (Busy, OperationalError, InterfaceError, PoolExhausted)

log = logging.getLogger(__name__)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then stop.")
@click.option("--long", is_flag=True, help="Do the long jobs that wait, then stop; the worker starts this by itself.")
@with_appcontext
def worker(*, once: bool, long: bool) -> None:
    """Publish, deliver mails, let holds lapse, move up and clean up, until SIGTERM or Ctrl-C. Any number may run."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 -- Flask's documented way
    with _asked_to_stop() as stopping:
        if once or long:
            _work(app, _duties((Loop.LONG,) if long else Loop), stopping, once=True)
            return
        log.info("The worker has started.")
        _work_in_loops(app, stopping)
    log.info("The worker has stopped.")


@contextmanager
def _asked_to_stop() -> Iterator[threading.Event]:
    """Set by SIGTERM and Ctrl-C, so that the steps at hand can end."""
    stopping = threading.Event()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda _number, _frame: stopping.set()) for number in numbers]
    try:
        yield stopping
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _duties(loops: Collection[Loop] | type[Loop]) -> list[Duty]:
    return [duty for duty in DUTIES if duty.loop in loops]


def _work_in_loops(app: Flask, stopping: threading.Event) -> None:
    """Every loop goes round until the worker is asked to stop, or one of them fails: then all end, with its error.

    A mail server that does not answer is waited for only a little; another worker sends that mail again.
    """
    bugs: list[BaseException] = []
    first, *others = (_duties(loops) for loops in LOOPS)
    threads = [
        threading.Thread(target=_work_in_thread, args=(app, duties, stopping, bugs), daemon=True) for duties in others
    ]
    jobs = LongJobs()
    if not any(Loop.LONG in loops for loops in LOOPS):
        first.append(Duty("processes for long jobs begun", jobs.begin))
    for thread in threads:
        thread.start()
    try:
        _work(app, first, stopping)
    finally:
        stopping.set()
        jobs.ask_to_end()
        until = time.monotonic() + FAREWELL_SECONDS
        for thread in threads:
            thread.join(max(0.0, until - time.monotonic()))
        jobs.end(max(0.0, until - time.monotonic()))
    if bugs:
        raise bugs[0]


def _work_in_thread(
    app: Flask, duties: Sequence[Duty], stopping: threading.Event, bugs: list[BaseException]
) -> None:  # fmt: skip
    try:
        _work(app, duties, stopping)
    except BaseException as bug:  # noqa: BLE001 -- raised by the first loop, which ends for it
        bugs.append(bug)
        stopping.set()


def _work(app: Flask, duties: Sequence[Duty], stopping: threading.Event, *, once: bool = False) -> None:
    due_at = {duty.name: 0.0 for duty in duties}
    idle_mark, next_round_at = None, 0.0
    while not stopping.is_set():
        mark = _mark(app)
        if mark == idle_mark and time.monotonic() < next_round_at:
            stopping.wait(IDLE_SECONDS)
            continue
        rest = IDLE_SECONDS
        for duty in duties:
            if stopping.is_set() or time.monotonic() < due_at[duty.name]:
                continue
            if done := _do(app, duty, stopping, once=once):
                rest = min(rest, 0.0 if once or done >= duty.portion else REST_SECONDS)
            due_at[duty.name] = time.monotonic() + duty.every_seconds
        if once and rest:
            return
        idle_mark, next_round_at = (mark, time.monotonic() + QUIET_SECONDS) if rest == IDLE_SECONDS else (None, 0.0)
        stopping.wait(rest)


def _mark(app: Flask) -> object:
    """Return what changes with every commit; of a database that does not answer, always something new."""
    try:
        with app.app_context():
            return changes.mark(db.session())
    except (*OUTAGES, DBAPIError):
        return object()  # a duty says that it does not answer


def _do(app: Flask, duty: Duty, stopping: threading.Event, *, once: bool) -> int:
    """The duty is done once, in an app context of its own, so that nothing is left over from the duty before."""
    try:
        with app.app_context(), app.test_request_context(base_url=app.config["SETTINGS"].base_url):
            g.is_stopping = stopping.is_set
            done = duty.service(clock.now())
    except (*OUTAGES, DBAPIError) as outage:
        if isinstance(outage, DBAPIError) and not (isinstance(outage, OUTAGES) or outage.connection_invalidated):
            raise  # not the database being gone, but a bug
        reason = getattr(outage, "orig", None) or outage  # without the statement and what it held
        if once:
            raise click.ClickException(f"The database does not answer: {reason}. Was `db upgrade` run?") from outage
        log.warning("The database does not answer, trying again in %d s: %s", OUTAGE_SECONDS, reason)
        stopping.wait(OUTAGE_SECONDS)
        return 0
    if done:
        log.info("%s: %d", duty.name, done)
    return done


class LongJobs:
    """The process that does what takes long; there is one at most."""

    def __init__(self) -> None:
        info = click.get_current_context().find_object(ScriptInfo)
        app = ["--app", info.app_import_path] if info and info.app_import_path else []
        self._command = [sys.executable, "-m", "flask", *app, "worker", "--long"]
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = 0.0

    def begin(self, now: datetime) -> int:
        """The process runs if a long job waits. After one that failed, none is begun for a while."""
        if self._process and (code := self._process.poll()) is None:
            return 0
        if self._process and code:
            log.warning("The process for long jobs has ended with %d.", code)
            self._not_before = time.monotonic() + OUTAGE_SECONDS
        self._process = None
        if time.monotonic() < self._not_before:
            return 0
        session = db.session()
        if all(duty.next_one(session, now) is None for duty in _duties((Loop.LONG,))):
            return 0
        self._process = subprocess.Popen(self._command)
        return 1

    def ask_to_end(self) -> None:
        """The process ends with its step at hand."""
        if self._process:
            self._process.terminate()

    def end(self, seconds: float) -> None:
        """The process, which was asked to end, has done so within so many seconds, or without its step: its job then
        waits for another worker.
        """
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        self._process.kill()
        self._process.wait()
