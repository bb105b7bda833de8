"""How many letters a second the worker delivers, and what each costs it, against smtplib handing over the same bytes:
`dev.py bench mail`.

Both talk to the same mail server from a process of their own; the floor over one connection, without a database, and
with letters that are written already.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from statistics import median

import psutil
import sqlalchemy as sa

from gocluster_events.core import clock, db
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import queue_status_letter
from tools import servers
from tools.measuring import Row, in_turn
from tools.sink import listening
from tools.stage import event, people, stage
from tools.steps import Failed

LETTERS, PATIENCE_SECONDS = 200, 120.0
FLOOR = """
import pickle, smtplib, sys, time; from urllib.parse import urlsplit
at = urlsplit(sys.argv[1]); letters = pickle.load(sys.stdin.buffer)
began = time.process_time()
with smtplib.SMTP(at.hostname, at.port) as server:
    for to, letter in letters: server.sendmail("bench@example.org", [to], letter)
print(time.process_time() - began)
"""


class Taken:
    """What the mail server has taken, and when the first and the last of a round came."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, bytes]] = []
        self.is_full, self._first, self._last = threading.Event(), 0.0, 0.0

    def take(self, to: str, letter: bytes) -> None:
        """Counts a letter and notes when it came."""
        self._last = time.perf_counter()
        self._first = self._last if not self.letters else self._first
        self.letters.append((to, letter))
        if len(self.letters) == LETTERS:
            self.is_full.set()

    def rate(self) -> float:
        """Letters a second, once all have arrived."""
        if not self.is_full.wait(PATIENCE_SECONDS):
            raise Failed(f"only {len(self.letters)} of {LETTERS} letters arrived.")
        return (LETTERS - 1) / (self._last - self._first)

    def forget(self) -> None:
        """Letters are counted anew from none."""
        self.letters.clear()
        self.is_full.clear()


def run() -> list[Row]:
    """Letters a second, and the work of each."""
    taken, work, bare = Taken(), list[float](), list[float]()
    with listening(taken.take) as mail_url, stage(mail_url=mail_url) as on:
        with db.transaction() as session:
            event_id = event(session).id
            people(session, event_id, LETTERS)
        worker = servers.worker(on.environ, on.folder / "worker.log")
        try:
            process = psutil.Process(worker.process.pid)
            ours, floor = in_turn(
                lambda: _worker(event_id, taken, process, work), lambda: _bare(mail_url, taken, bare)
            )  # fmt: skip
        finally:
            servers.stop([worker])
    what = f"letters the worker delivers, of {LETTERS} (floor: smtplib over one connection)"
    cost = "… the work of one, composed, handed over and ticked off (floor: handed over)"
    return [Row(what, ours, "/s", floor), Row(cost, median(work), "ms", median(bare))]


def _worker(event_id: int, taken: Taken, process: psutil.Process, work: list[float]) -> float:
    """Letters a second when the running worker delivers a confirmation to everybody; its work goes to ``work``."""
    now = clock.now()
    taken.forget()
    with db.transaction() as session:
        meeting = session.get_one(Event, event_id)
        for registration in session.scalars(sa.select(Registration)):
            queue_status_letter(session, meeting, registration, now)
        before = _seconds_of(process)
    rate = taken.rate()
    work.append(1000 * (_seconds_of(process) - before) / LETTERS)
    return rate


def _seconds_of(process: psutil.Process) -> float:
    """How long the process has worked."""
    times = process.cpu_times()
    return float(times.user + times.system)


def _bare(mail_url: str, taken: Taken, work: list[float]) -> float:
    """Letters a second when smtplib hands over the same letters; its work goes to ``work``."""
    letters = pickle.dumps(taken.letters)
    taken.forget()
    done = subprocess.run([sys.executable, "-c", FLOOR, mail_url], input=letters, check=True, capture_output=True)
    work.append(1000 * float(done.stdout) / LETTERS)
    return taken.rate()
