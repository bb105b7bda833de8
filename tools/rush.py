"""Many people register at once, and the mails with which they go on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

import psutil

from tools.guests import LINK, Guest, over_http
from tools.servers import Server
from tools.sink import text_of
from tools.steps import Failed

PEOPLE, CLIENTS, PATIENCE_SECONDS = 200, 32, 120.0


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


def rush(port: int, arrived: Arrivals, took: list[float]) -> float:
    """The seconds until all have their confirmation; those of each request are added to ``took``."""
    guests = [Guest(over_http(port), f"rush-{time.time_ns()}-{number}@example.org") for number in range(PEOPLE)]
    done: list[Future[None]] = []
    arrived.expect(PEOPLE)
    with ThreadPoolExecutor(CLIENTS) as pool:

        def proving(guest: Guest) -> Callable[[str], None]:
            return lambda text: done.append(pool.submit(guest.prove, text))

        arrived.waiting = {guest.email: proving(guest) for guest in guests}
        began = time.perf_counter()
        done += [pool.submit(guest.sign_up) for guest in guests]
        while not arrived.is_over.wait(0.01) and time.perf_counter() < began + PATIENCE_SECONDS:
            if any(each.done() and each.exception() for each in list(done)):
                break
        seconds = time.perf_counter() - began
    for each in done:
        each.result()
    if not arrived.is_over.is_set():
        raise Failed(f"only {len(arrived.confirmed)} of {PEOPLE} were confirmed within {PATIENCE_SECONDS:.0f} s.")
    took += [each for guest in guests for each in guest.took]
    return seconds


def rush_without_mails(port: int) -> float:
    """The seconds until all are through where no mail comes between, as the bare app can do it."""
    guests = [Guest(over_http(port), f"alone-{number}@example.org") for number in range(PEOPLE)]

    def go(guest: Guest) -> None:
        guest.sign_up()
        guest.prove(f"http://127.0.0.1/de/my/prove/{guest.email}")

    began = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(go, guests))
    return time.perf_counter() - began


def processor(server: Server) -> float:
    """The seconds of processor time that a server's processes have taken so far."""
    first = psutil.Process(server.process.pid)
    times = [each.cpu_times() for each in (first, *first.children(recursive=True))]
    return sum(each.user + each.system for each in times)
