"""A machine falls silent in the middle of a transaction: no word of farewell, as when its cable is pulled."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa

from gocluster_events.core import db, errors
from gocluster_events.factory import create_app
from gocluster_events.meeting.events import queries as events
from tests.faults import machines
from tests.support import postgres
from tests.support.databases import migrate
from tests.support.make import make_event
from tests.support.proving import Proof
from tests.support.settings import settings
from tests.support.tree import ROOT

NOTICED_SECONDS = 30
HEEDLESS_SECONDS = 40
WAITING = sa.text("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
pytestmark = [pytest.mark.slow, pytest.mark.full]


@pytest.fixture
def cabled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, machines.Place, str]]:
    """The address of a PostgreSQL that listens on a network, a machine in it, and the name of its cable."""
    if not machines.may_make_networks():
        pytest.fail("The full form cuts a network that it makes; run it as root on Linux with iproute2.", pytrace=False)
    listen = f"listen_addresses={machines.NETWORK}.1"
    others = (each for each in postgres.FAST if not each.startswith("listen_addresses"))
    monkeypatch.setattr(postgres, "FAST", (*others, listen))
    monkeypatch.delenv("TEST_DATABASE_URL", raising=False)
    with ExitStack() as stack:
        places = stack.enter_context(machines.places(tmp_path, ["a"], is_full=True))
        conninfo = stack.enter_context(postgres.server())
        with psycopg.connect(conninfo, dbname="postgres", autocommit=True) as connection:
            (hba,) = connection.execute("SHOW hba_file").fetchone() or ("",)
            with Path(hba).open("a") as file:
                file.write(f"host all all {machines.NETWORK}.0/24 trust\n")
            connection.execute("SELECT pg_reload_conf()")
        url = f"postgresql+psycopg://postgres@{machines.NETWORK}.1/postgres"
        migrate(url)
        yield url, places["a"], places["a"].prefix[-1]


@contextmanager
def machine(cabled: tuple[str, machines.Place, str], *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """It wants the lock of an edition, whose id this is; here somebody else can ask for it, too."""
    url, place, _cable = cabled
    app = create_app(settings(database_url=url))
    with app.app_context():
        event_id = make_event().id
        db.session().rollback()
    command = [*place.prefix, sys.executable, "-m", "tests.faults.silent", str(event_id), *words]
    options: dict[str, Any] = {"cwd": ROOT, "env": {**os.environ, **settings(database_url=url)}, "text": True}
    with app.app_context():
        try:
            yield subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, **options), event_id
        finally:
            db.db.session.remove()
            db.db.engine.dispose()


def pull(cabled: tuple[str, machines.Place, str]) -> None:
    """The cable."""
    subprocess.run(["ip", "link", "set", cabled[2], "down"], check=True)


def pull_while_it_holds(cabled: tuple[str, machines.Place, str], *words: str) -> tuple[float, float]:
    """After how many seconds somebody else gets the lock, and the silent machine learns that the database is gone."""
    with machine(cabled, *words) as (silent, event_id), silent:
        try:
            assert silent.stdout is not None
            assert silent.stdout.readline() == "locked\n"
            pull(cabled)
            free = seconds_until_free(event_id)
            output, _nothing = silent.communicate("ask\n", HEEDLESS_SECONDS)
            return free, float(output)
        finally:
            silent.kill()


def pull_while_it_waits(cabled: tuple[str, machines.Place, str]) -> float:
    """The same, when it gets the lock only after the cable was pulled."""
    with machine(cabled) as (silent, event_id), silent:
        try:
            with db.transaction() as session:
                events.lock(session, event_id)
                await_waiting()
                pull(cabled)
            return seconds_until_free(event_id)
        finally:
            silent.kill()


def await_waiting() -> None:
    """Somebody waits for a lock; asked beside a transaction, in which nothing would ever change."""
    deadline = time.monotonic() + NOTICED_SECONDS
    with db.db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as beside:
        while not beside.scalar(WAITING):
            assert time.monotonic() < deadline, "nobody waits for a lock"
            time.sleep(0.05)


def seconds_until_free(event_id: int) -> float:
    """How long the edition's lock was not to be had."""
    begun = time.monotonic()
    while not may_lock(event_id):
        assert time.monotonic() - begun < HEEDLESS_SECONDS, "still locked"
    return time.monotonic() - begun


def may_lock(event_id: int) -> bool:
    """Whether the edition's lock was to be had within ten seconds."""
    try:
        with db.transaction() as session:
            events.lock(session, event_id)
    except errors.Busy:
        return False
    return True


@pytest.mark.promise("P23")
def test_a_machine_that_falls_silent_keeps_no_lock_and_waits_for_no_answer(
    cabled: tuple[str, machines.Place, str], proof: Proof
):
    free, noticed = pull_while_it_holds(cabled)
    assert max(free, noticed) <= NOTICED_SECONDS
    figure = f"its lock is free after {free:.0f} s, and it knows after {noticed:.0f} s"
    proof.says("the cable of a machine is pulled while it holds the lock of an edition", figure)


@pytest.mark.promise("P23")
def test_a_machine_that_falls_silent_while_it_waits_for_a_lock_does_not_keep_it_either(
    cabled: tuple[str, machines.Place, str], proof: Proof
):
    free = pull_while_it_waits(cabled)
    assert 5 <= free <= NOTICED_SECONDS
    proof.says("the cable is pulled while it waits for that lock, which it gets then", f"free after {free:.0f} s")


@pytest.mark.promise("P23", control=True)
def test_without_keepalives_a_silent_machine_keeps_its_lock(cabled: tuple[str, machines.Place, str], proof: Proof):
    with pytest.raises(AssertionError, match="still locked"):
        pull_while_it_holds(cabled, "heedless")
    proof.says("without keepalives", f"the lock is held for more than {HEEDLESS_SECONDS} s")
