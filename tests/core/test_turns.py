"""Writers take turns, of one process and of several: fairly, for a bounded time, and whatever becomes of the others."""

import ctypes
import errno
import fcntl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import pytest
from flask import Flask

from gocluster_events.core import db, turns
from gocluster_events.core.errors import Busy
from tests.support.databases import Database
from tests.support.visitor import Visitor

HOLDING = """
import fcntl, select, sys
file = open(sys.argv[1], "w")
fcntl.flock(file, fcntl.LOCK_EX)
print("held", flush=True)
select.select([sys.stdin], [], [], float(sys.argv[2]))
"""
PAGES = 20


@contextmanager
def held_by_another(file: Path, seconds: float = 60.0) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the lock of the file until the block ends, for so long at most."""
    command = [sys.executable, "-c", HOLDING, str(file), str(seconds)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def lock_of(database: Database) -> Path:
    return Path(f"{database.path}.lock")


def write(app: Flask, start: Barrier) -> None:
    """A verb that stores nothing."""
    with app.app_context():
        start.wait(30)
        with db.transaction():
            pass


def take_a_turn(file: Path) -> None:
    with turns.turn(file, 60):
        pass


def pages_meanwhile(app: Flask, visitor: Visitor, file: Path, seconds: float = 60.0) -> int:
    """How many of `PAGES` pages are answered while three verbs of this process wait for a lock held so long at most."""
    start = Barrier(4)
    with ThreadPoolExecutor(3) as pool, held_by_another(file, seconds) as holder:
        verbs = [pool.submit(write, app, start) for _ in range(3)]
        start.wait(30)
        while not is_waited_for(file) and holder.poll() is None:
            time.sleep(0.001)
        answered = 0
        for _ in range(PAGES):
            assert visitor.get("/de/").status_code == 200
            answered += holder.poll() is None and not any(each.done() for each in verbs)
        holder.kill()  # which frees it
        for each in verbs:
            each.result(30)
    return answered


def test_while_verbs_wait_for_another_process_pages_are_answered(app: Flask, visitor: Visitor, database: Database):
    assert pages_meanwhile(app, visitor, lock_of(database)) == PAGES


def test_a_wait_that_lets_nobody_else_of_its_process_work_would_hold_up_pages(
    app: Flask, visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
):
    stopped = ctypes.PyDLL(None).flock  # with the interpreter's own lock held
    monkeypatch.setattr(turns, "_wait_for", lambda descriptor: stopped(descriptor, fcntl.LOCK_EX))
    assert pages_meanwhile(app, visitor, lock_of(database), seconds=0.5) < PAGES


def test_whoever_gives_up_leaves_nothing_locked(tmp_path: Path):
    file = tmp_path / "lock"
    with held_by_another(file), pytest.raises(Busy), turns.turn(file, 0.05):
        pass
    with held_by_another(file), pytest.raises(Busy), turns.turn(file, 0.05):  # another process got it, and so on
        pass
    with turns.turn(file, 30):
        pass


def test_a_thread_behind_another_gives_up_in_its_own_time(tmp_path: Path):
    file = tmp_path / "lock"
    with ThreadPoolExecutor(1) as pool, held_by_another(file) as holder:
        first = pool.submit(take_a_turn, file)
        with pytest.raises(Busy), turns.turn(file, 0.05):
            pass
        assert not first.done()
        holder.kill()
        first.result(30)


def others_before(line: turns.Line) -> int:
    """How many of three threads that wait for the lock have had it when whoever let it go has it again."""
    seen: list[int] = []

    def one(number: int) -> None:
        line.acquire(timeout=60)
        seen.append(number)
        line.release()

    line.acquire(timeout=60)
    with ThreadPoolExecutor(3) as pool:
        for number in range(3):
            pool.submit(one, number)
            while len(line) <= number:
                time.sleep(0.001)
        line.release()
        line.acquire(timeout=60)
        others = len(seen)
        line.release()
    return others if seen == [0, 1, 2] else -1


def test_a_thread_that_asks_again_is_behind_all_who_wait_already():
    assert others_before(turns.Line()) == 3


def test_who_waits_for_the_lock_in_vain_leaves_the_line_to_the_others():
    line = turns.Line()
    assert (line.acquire(1), line.acquire(0.01), len(line)) == (True, False, 0)
    line.release()
    assert line.acquire(1)


def is_open(file: Path) -> bool:
    """Whether this process has the file open."""
    return any(each.resolve() == file.resolve() for each in Path("/proc/self/fd").iterdir())


def is_waited_for(file: Path) -> bool:
    """Whether somebody waits for the lock of the file."""
    mark = f":{file.stat().st_ino} "
    return any("->" in line and mark in line for line in Path("/proc/locks").read_text().splitlines())


def test_a_process_that_had_no_thread_left_to_wait_waits_when_it_has_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    file = tmp_path / "lock"

    def start(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    with held_by_another(file) as holder:
        with monkeypatch.context() as patch, pytest.raises(Busy):
            patch.setattr(threading.Thread, "start", start)
            take_a_turn(file)
        with ThreadPoolExecutor(1) as pool:
            second, deadline = pool.submit(take_a_turn, file), time.monotonic() + 20
            while not is_waited_for(file) and time.monotonic() < deadline:
                time.sleep(0.001)
            holder.kill()
            second.result(60)
    assert not is_open(file)


def test_where_files_have_no_locks_everybody_who_writes_is_told_to_come_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def flock(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    file = tmp_path / "lock"
    monkeypatch.setattr(fcntl, "flock", flock)
    with pytest.raises(Busy):
        take_a_turn(file)
    assert not is_open(file)


FORKED = """
import os, sys
from pathlib import Path
from gocluster_events.core.turns import turn
file, (ours, theirs) = Path(sys.argv[1]), os.pipe()
with turn(file, 30):
    child = os.fork()
    if child == 0:
        os.read(ours, 1)
        with turn(file, 30):
            os._exit(0)
os.write(theirs, b"x")
with turn(file, 30):
    pass
sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_process_that_was_forked_while_somebody_wrote_takes_turns_too(tmp_path: Path):
    subprocess.run([sys.executable, "-c", FORKED, str(tmp_path / "lock")], check=True, timeout=60)


QUEUE = """
import os, sys, time
from pathlib import Path
from gocluster_events.core import turns
file, come, polls = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] == "polling"
if polls:
    def ask(descriptor):
        while not turns._has_locked(descriptor):
            time.sleep(turns._POLL_SECONDS)
    turns._wait_for = ask
begun, began = os.pipe()
with turns.turn(file, 60):
    mark = f":{file.stat().st_ino} "
    for number in range(9):
        if os.fork() == 0:
            os.write(began, b"x")
            with turns.turn(file, 60), come.open("a") as order:
                order.write(f"{number}")
            os._exit(0)
        os.read(begun, 1)
        while not polls and sum("->" in line and mark in line for line in open("/proc/locks")) <= number:
            pass
for _ in range(9):
    os.wait()
"""


def in_which_order(folder: Path, how: str) -> str:
    """In which order nine processes wrote that had come one after the other while a tenth did."""
    order = folder / "order"
    subprocess.run([sys.executable, "-c", QUEUE, str(folder / "lock"), str(order), how], check=True, timeout=120)
    return order.read_text()


def test_of_several_processes_the_one_that_has_waited_longest_is_next(tmp_path: Path):
    assert in_which_order(tmp_path, "waiting") == "012345678"


def test_by_asking_again_and_again_one_that_came_later_is_often_first(tmp_path: Path):
    order = in_which_order(tmp_path, "polling")
    assert sorted(order) == [*"012345678"]
    assert order != "012345678"
