"""A disk that is full or read-only: a readable page, no success that is not stored, and well again by itself."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.faults import disks
from tests.faults.guests import Guests, flaws, registering
from tests.faults.killing import Web
from tests.faults.workers import wait_until
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.proving import Proof
from tools import servers

ENOUGH = 4  # answers of a kind

pytestmark = pytest.mark.slow


def await_more(guests: Guests, server: servers.Server) -> None:
    """People are told that they are in."""
    enough = len(guests.confirmed) + ENOUGH
    wait_until(lambda: len(guests.confirmed) >= enough, server)


def await_failures(guests: Guests, server: servers.Server) -> None:
    """Everybody who sends something is turned away, while whoever reads is not."""
    enough = guests.answers[503] + 2 * ENOUGH
    wait_until(lambda: guests.answers[503] >= enough, server)


@pytest.mark.promise("P3")
def test_on_a_full_disk_nobody_is_told_what_is_not_stored(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, rounds = make_event(capacity_onsite=100_000).slug, proof.size(1, 20)
    with disks.small(database, tmp_path / "disk", is_mount=proof.is_full) as (moved, disk):
        web = Web(moved, tmp_path, servers.free_port())
        server = web.start()
        with registering(moved, web.port, slug) as guests:
            for _ in range(rounds):
                await_more(guests, server)
                disk.fill(server)
                await_failures(guests, server)
                disk.free(server)
            await_more(guests, server)
        servers.stop([server])
        found = flaws(guests, guests.told_so_far(), moved)
    how = "a small disk was filled" if disk.is_mount else "no file could grow"
    proof.says(
        f"{how} {rounds} times while {len(guests.registered)} people registered, and given back",
        f"{len(found)} told what is not stored, {guests.answers[503]} readable 503, 0 starts in between",
    )
    assert found == []
    assert {*guests.answers} <= {200, 302, 503}


@pytest.mark.promise("P3", control=True)
def test_a_site_that_goes_on_when_nothing_can_be_stored_says_what_is_not_so(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    with disks.small(database, tmp_path / "disk", is_mount=False) as (moved, disk):
        web = Web(moved, tmp_path, servers.free_port(), "tests.faults.trusting:app")
        server = web.start()
        with registering(moved, web.port, slug) as guests:
            await_more(guests, server)
            disk.fill(server)
            wait_until(lambda: bool(guests.disbeliefs), server)
            disk.free(server)
        servers.stop([server])
        found = flaws(guests, guests.told_so_far(), moved)
    proof.says("only notes in its log that nothing was stored", f"{len(found)} told what is not stored")
    assert found


@pytest.mark.promise("P3")
@pytest.mark.both_databases
def test_a_read_only_database_is_a_readable_page_and_is_written_again_afterwards(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    session.rollback()
    with disks.read_only(database) as writable:
        web = Web(database, tmp_path, servers.free_port())
        server = web.start()
        with registering(database, web.port, slug) as guests:
            await_failures(guests, server)
        told = [*guests.disbeliefs, *guests.drafts, *guests.registered, *guests.confirmed]
        writable()
        if database.kind == "sqlite":  # whose processes keep its shared memory read-only for as long as they live
            servers.stop([server])
            server = web.start()
        with registering(database, web.port, slug, at_once=1) as later:
            await_more(later, server)
        servers.stop([server])
        found = flaws(later, later.told_so_far(), database)
    proof.says(
        f"read-only when the site starts, then writable again ({database.kind})",
        f"{len(told) + len(found)} told what is not stored, {guests.answers[503]} readable 503, "
        f"{len(later.confirmed)} people in afterwards",
    )
    assert (told, found) == ([], [])
    assert {*guests.answers, *later.answers} <= {200, 302, 503}
