"""The demo begins anew beside a database of before, says who may sign in, and leaves nothing running."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.support.databases import Databases
from tests.support.tree import ROOT
from tests.tools.test_demo_before import BEFORE, write_and_die
from tests.tools.test_dev import deaf
from tools.servers import free_port

pytestmark = pytest.mark.slow
LAST = "Sign in as staff@example.org      password go-cluster-demo-2027\n"
SERVERS = 4  # gunicorn, its two processes, the worker
DEMO = """
import pathlib, sys
from tools import demo, steps
demo.FOLDER = pathlib.Path(sys.argv[1])
steps.main(demo.run, [])
"""


@dataclass(frozen=True)
class Run:
    """A demo that was started, interrupted when it was ready, and has ended."""

    lines: Sequence[str]
    started: Sequence[psutil.Process]
    code: int


def run(folder: Path, ending: signal.Signals) -> Run:
    command, environ = [sys.executable, "-c", DEMO, str(folder)], {**os.environ, "PORT": str(free_port())}
    with subprocess.Popen(deaf(command), cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        lines = []
        while not lines or lines[-1] not in {"", LAST}:
            lines.append(demo.stdout.readline())
        started = running(demo.pid)
        demo.send_signal(ending)
        demo.stdout.read()
    return Run(lines, started, demo.returncode)


def running(demo: int) -> list[psutil.Process]:
    """What it has started soon after it prints its last line; one web process may answer before there are two."""
    deadline = time.monotonic() + 10
    while len(started := psutil.Process(demo).children(recursive=True)) < SERVERS and time.monotonic() < deadline:
        time.sleep(0.05)
    return started


def is_alive(process: psutil.Process) -> bool:
    """Whether it still does something; a dead one is listed until the system takes note of its end."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="module")
def folder(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's, with a database of an earlier version."""
    database, folder = databases.make("sqlite"), tmp_path_factory.mktemp("demo")
    database.path.rename(folder / "events.db")
    databases.drop(database)
    write_and_die(folder, BEFORE)
    return folder


@pytest.fixture(scope="module")
def first(folder: Path) -> Run:
    """Its first start, which fills the database."""
    return run(folder, signal.SIGINT)


@pytest.fixture(scope="module")
def second(folder: Path, first: Run) -> Run:
    """Another, which finds what the first left."""
    return run(folder, signal.SIGTERM)


def test_it_says_in_a_line_where_the_old_database_is_and_begins_anew(folder: Path, first: Run):
    (aside,) = (path.name for path in folder.glob("events-before-*.db"))
    moved = f"The demo's database is from an earlier version; it is {aside} now, and a new one begins.\n"
    assert first.lines[0] == moved
    with closing(sqlite3.connect(folder / "events.db")) as new:
        assert new.execute("SELECT count(*) FROM event").fetchone() == (4,)


def test_what_the_first_start_left_is_used_again(folder: Path, second: Run):
    assert "earlier version" not in second.lines[0]
    assert len(list(folder.glob("events-before-*.db"))) == 1


@pytest.mark.parametrize("start", ["first", "second"])
def test_it_ends_with_its_sign_ins_and_stops_without_orphans(start: str, request: pytest.FixtureRequest):
    demo: Run = request.getfixturevalue(start)
    assert demo.lines[-1] == LAST
    assert demo.code == 0
    assert len(demo.started) >= SERVERS
    assert [each for each in demo.started if is_alive(each)] == []
