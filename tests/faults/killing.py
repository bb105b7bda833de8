"""Kill -9, again and again, at moments that dice choose, while a request or a delivery is under way."""

import os
import signal
import sys
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Self

from gocluster_events.core.mail.rules.outbox import LEASE
from tests.faults.guests import Guests
from tests.faults.hostile_smtp import Hostile
from tests.faults.workers import ahead, wait_until, worker
from tests.support import nursery
from tests.support.databases import Database
from tests.support.settings import around, settings
from tools import servers

LOOK_SECONDS = 0.004  # between two looks, at most, whether something is under way
RUN_SECONDS = 0.2  # how long, at most, a web server may answer until a moment is awaited in which it dies


@dataclass
class Running:
    """One server after the other; with the block those end that still run, whatever happened."""

    database: Database
    folder: Path
    started: list[servers.Server] = field(default_factory=list, init=False)

    @property
    def starts(self) -> int:
        """How often one was started."""
        return len(self.started)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        servers.stop([each for each in self.started if not each.has_ended])


@dataclass
class Web(Running):
    """A web server on one port that is killed with all its processes, and started again."""

    app: str = "app:app"
    port: int = field(default_factory=servers.free_port)
    ahead: timedelta = timedelta()
    in_flight: int = 0  # how often it was killed while a request was under way

    def start(self) -> servers.Server:
        """The web server runs and answers."""
        at = f"127.0.0.1:{self.port}"
        environ = settings(
            database_url=self.database.url,
            base_url=f"http://{at}",
            registrations_per_minute="1000000",
            clock=ahead(self.ahead),
        )
        command = [sys.executable, "-m", "gunicorn", "--bind", at, self.app]
        log = self.folder / f"web-{self.starts}.log"
        self.started.append(nursery.start("web server", command, around() | environ, log))
        servers.await_ready(f"http://{at}", self.started[-1:])
        return self.started[-1]

    def kill(self, guests: Guests, dice: Random) -> None:
        """It ran a while and is dead: at any moment, or at that in which somebody reads that something is stored."""
        server = self.start()
        time.sleep(dice.uniform(0.0, RUN_SECONDS))
        struck = threading.Event()

        def strike() -> None:
            self.in_flight += bool(guests.under_way)
            struck.set()
            os.killpg(server.process.pid, signal.SIGKILL)

        if dice.random() < 0.5:
            until_under_way(guests.under_way, dice, server)
            strike()
        else:
            guests.when_told = strike
            assert struck.wait(30), server.last_words
        server.process.wait()


@dataclass
class Workers(Running):
    """One worker after the other, each with a clock by which the leases of the one before are over."""

    hostile: Hostile
    app: str = "app"
    kills: int = 0
    in_flight: int = 0  # how many of them while a mail was handed over
    ahead: timedelta = timedelta()

    def start(self) -> servers.Server:
        """A worker is starting."""
        log = self.folder / f"worker-{self.starts}.log"
        self.started.append(worker(self.database, log, self.ahead, self.app, mail_url=self.hostile.url))
        return self.started[-1]

    def kill(self, dice: Random, most: int) -> None:
        """It delivered at most so many mails, or met a server that says nothing, and is dead during a delivery."""
        server, hostile = self.start(), self.hostile
        enough, stalls = len(hostile.seen) + dice.randint(1, most), hostile.done["stall"]
        wait_until(lambda: len(hostile.seen) >= enough or hostile.done["stall"] > stalls, server)
        until_under_way(hostile.under_way, dice, server)
        self.in_flight += bool(hostile.under_way)
        servers.kill(server)
        self.kills += 1
        self.ahead += LEASE + timedelta(seconds=1)


def until_under_way(what: Collection[int], dice: Random, server: servers.Server) -> None:
    """Something is under way at a moment that does not depend on when it began."""
    deadline = time.monotonic() + 30
    while not what:
        assert time.monotonic() < deadline, server.last_words
        time.sleep(dice.uniform(0.0, LOOK_SECONDS))
