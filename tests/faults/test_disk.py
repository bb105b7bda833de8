"""A disk that is full or read-only: a readable page, no success that is not stored, and well again by itself."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from tests.faults import disks, hostile_smtp
from tests.faults.guests import Guests, flaws, registering
from tests.faults.killing import Web, Workers
from tests.faults.test_busy import moved_to
from tests.faults.workers import wait_until
from tests.support import postgres
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.proving import Proof
from tools import servers

ANSWERS = {200, 302, 503}

pytestmark = pytest.mark.slow


def await_failures(guests: Guests, server: servers.Server) -> None:
    """Everybody who sends something is turned away, while whoever reads is not."""
    enough = guests.answers[503] + 8
    wait_until(lambda: guests.answers[503] >= enough, server)


def fill_again_and_again(
    database: Database,
    folder: Path,
    slug: str,
    disk: disks.Disk,
    rounds: int,
    then: Callable[[], object] = lambda: None,
) -> tuple[Guests, Web, int]:
    """So often nothing could be stored while people registered and a worker sent; each time it went on by itself.

    ``then`` was done each time there was space again. The number is that of the mails that were sent.
    """
    with (
        hostile_smtp.listening() as post,
        Web(database, folder) as web,
        Workers(database, folder, post) as workers,
    ):
        server, worker = web.start(), workers.start()
        with registering(database, web.port, slug) as guests:
            for _ in range(rounds):
                await_mail(post, worker)
                guests.await_more(server)
                before = outages(worker)
                disk.fill(server, worker)
                await_failures(guests, server)
                wait_until(lambda before=before: outages(worker) > before, worker)
                disk.free(server, worker)
                then()
            guests.await_more(server)
            await_mail(post, worker)
        assert not worker.has_ended
    return guests, web, len(post.taken)


def outages(worker: servers.Server) -> int:
    """How often the worker said that it tries again."""
    return worker.log.read_text(encoding="utf-8").count("The database does not answer, trying again")


def await_mail(post: hostile_smtp.Hostile, worker: servers.Server) -> None:
    """The worker has sent one more."""
    enough = len(post.taken) + 1
    wait_until(lambda: len(post.taken) >= enough, worker)


@pytest.mark.promise("P3")
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_on_a_full_disk_nobody_is_told_what_is_not_stored(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, rounds = make_event(capacity_onsite=100_000).slug, proof.size(1, 20)
    with disks.small(database, tmp_path / "disk", is_mount=proof.is_full) as (moved, disk):
        guests, web, sent = fill_again_and_again(moved, tmp_path, slug, disk, rounds)
        gaps = flaws(guests, guests.told_so_far(), moved)
    how = "a small disk was filled" if disk.is_mount else "no file could grow"
    proof.says(
        f"{how} {rounds} times while {len(guests.registered)} people registered, and given back",
        f"{len(gaps)} told what is not stored, {guests.answers[503]} readable 503, {web.starts - 1} starts in "
        f"between, {sent} mails by one worker",
    )
    assert gaps == []
    assert {*guests.answers} <= ANSWERS


@pytest.mark.full
@pytest.mark.promise("P3")
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_on_a_full_disk_of_postgresql_nobody_is_told_what_is_not_stored_either(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, rounds, starts = make_event(capacity_onsite=100_000).slug, 10, list[int]()
    with disks.small_for_all("192m") as disk, postgres.own("listen_addresses=", data=disk.folder / "data") as ours:
        moved = moved_to(ours, database)
        guests, web, sent = fill_again_and_again(
            moved, tmp_path, slug, disk, rounds, lambda: starts.append(ours.start_again())
        )
        gaps = flaws(guests, guests.told_so_far(), moved)
    proof.says(
        f"the small disk of a PostgreSQL was filled {rounds} times while {len(guests.registered)} people registered, "
        f"and given back",
        f"{len(gaps)} told what is not stored, {guests.answers[503]} readable 503, {web.starts - 1} starts of the web "
        f"server and {sum(starts)} of PostgreSQL in between; one worker sent {sent} mails",
    )
    assert gaps == []
    assert {*guests.answers} <= ANSWERS


@pytest.mark.promise("P3", control=True)
def test_a_site_that_goes_on_when_nothing_can_be_stored_says_what_is_not_so(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    with disks.small(database, tmp_path / "disk", is_mount=False) as (moved, disk):
        with (
            Web(moved, tmp_path, "tests.faults.trusting:app") as web,
            registering(moved, web.port, slug) as guests,
        ):
            server = web.start()
            guests.await_more(server)
            disk.fill(server)
            wait_until(lambda: bool(guests.missing()), server)
            disk.free(server)
        gaps = guests.missing()
    proof.says("only notes in its log that nothing was stored", f"{len(gaps)} told what is not stored")
    assert gaps


@pytest.mark.promise("P3")
@pytest.mark.both_databases
def test_a_read_only_database_is_a_readable_page_and_is_written_again_by_itself(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    session.rollback()
    with (
        hostile_smtp.listening() as mail_server,
        disks.read_only(database) as writable,
        Web(database, tmp_path) as web,
        Workers(database, tmp_path, mail_server) as workers,
    ):
        server, worker = web.start(), workers.start()
        with registering(database, web.port, slug) as guests:
            await_failures(guests, server)
            wait_until(lambda: outages(worker) > 0, worker)
            too_early = guests.told_so_far()
            writable()
            guests.await_more(server, proof.size(4, 100))
            if database.kind == "postgresql":  # files that somebody writes to no mount can make read-only
                disks.tell(database, disks.READ_ONLY, disks.EVERYBODY_OUT)
                await_failures(guests, server)
                writable()
                guests.await_more(server)
        if proof.is_full:
            wait_until(lambda: bool(mail_server.taken), worker)
        assert not worker.has_ended
    gaps = flaws(guests, guests.told_so_far(), database)
    once_more = ", and once more under load" if database.kind == "postgresql" else ""
    proof.says(
        f"read-only when web server and worker start, then writable again{once_more}, while people register",
        f"{len(gaps)} told what is not stored, {guests.answers[503]} readable 503, then {len(guests.confirmed)} "
        f"people in and {len(mail_server.taken)} mails sent, {web.starts - 1} starts in between",
    )
    assert (too_early, gaps) == ((set(), set(), set()), [])
    assert {*guests.answers} <= ANSWERS
