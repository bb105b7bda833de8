"""The demo begins anew beside a database of before, fills in what is missing, and leaves nothing running."""

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

from gocluster_events.demo.environment import unfilled
from tests.support.databases import Databases
from tests.support.tree import ROOT
from tests.tools.test_demo_before import BEFORE, write_and_die
from tests.tools.test_dev import deaf
from tools.servers import free_port

pytestmark = [pytest.mark.slow, pytest.mark.seldom]
SIGN_IN = "Sign in as staff@example.org      password go-cluster-demo-2027\n"
FILLING = "Filling in the other meetings … "
SERVERS = 4  # gunicorn, its two processes, and what fills in the other meetings or, once they are there, the worker
DEMO = """
import pathlib, sys
from tools import demo, steps
demo.FOLDER = pathlib.Path(sys.argv[1])
steps.main(demo.run, [])
"""


@dataclass(frozen=True)
class Run:
    """A demo that was started, interrupted after one of its lines, and has ended."""

    lines: Sequence[str]
    started: Sequence[psutil.Process]
    code: int


def run(folder: Path, last: str, ending: signal.Signals) -> Run:
    command, environ = [sys.executable, "-c", DEMO, str(folder)], {**os.environ, "PORT": str(free_port())}
    with subprocess.Popen(deaf(command), cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        lines = []
        while not lines or (lines[-1] and not lines[-1].startswith(last)):
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
def ended_early(folder: Path) -> Run:
    """Its first start, which ends while the other meetings are being filled in."""
    return run(folder, SIGN_IN, signal.SIGINT)


@pytest.fixture(scope="module")
def slugs_then(folder: Path, ended_early: Run) -> tuple[str, ...]:
    """The meetings that were not there when it ended."""
    assert ended_early.lines
    return tuple(sorted(unfilled(folder)))


@pytest.fixture(scope="module")
def whole(folder: Path, slugs_then: tuple[str, ...]) -> Run:
    """The start after that, which fills in all meetings."""
    assert slugs_then
    return run(folder, FILLING, signal.SIGINT)


@pytest.fixture(scope="module")
def again(folder: Path, whole: Run) -> Run:
    """Another, which uses what is there."""
    assert whole.lines
    return run(folder, SIGN_IN, signal.SIGTERM)


def test_it_says_in_a_line_where_the_old_database_is(folder: Path, ended_early: Run):
    (aside,) = (path.name for path in folder.glob("events-before-*.db"))
    moved = f"The demo's database is from an earlier version; it is {aside} now, and a new one begins.\n"
    assert ended_early.lines[0] == moved


def test_the_first_page_waits_for_the_annual_meeting_alone(slugs_then: tuple[str, ...]):
    assert slugs_then == ("fachdialog-2027", "jahrestagung-2018", "regionalforum-2027")


def test_a_filling_that_was_ended_begins_anew(folder: Path, whole: Run):
    assert whole.lines[-1].startswith(FILLING)
    assert unfilled(folder) == frozenset()
    with closing(sqlite3.connect(folder / "events.db")) as new:
        assert new.execute("SELECT count(*) FROM event").fetchone() == (4,)


def test_what_is_filled_in_is_used_again(folder: Path, again: Run):
    assert "earlier version" not in again.lines[0]
    assert not [line for line in again.lines if "Filling" in line]
    assert len(list(folder.glob("events-before-*.db"))) == 1


@pytest.mark.parametrize("start", ["ended_early", "whole", "again"])
def test_it_says_who_may_sign_in_and_stops_without_orphans(start: str, request: pytest.FixtureRequest):
    demo: Run = request.getfixturevalue(start)
    assert SIGN_IN in demo.lines
    assert demo.code == 0
    assert len(demo.started) >= SERVERS
    assert [process for process in demo.started if is_alive(process)] == []
