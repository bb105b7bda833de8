"""A database that others hold, or that restarts, is waited for; beyond a bounded wait there is a readable page."""

import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.mail.models import Mail
from gocluster_events.meeting.registration.people.models import Registration
from tests.concurrency.crowd import OUTLOOK, Person
from tests.faults.guests import REFERENCE, flaws, registering
from tests.faults.killing import Web
from tests.support import postgres
from tests.support.databases import Database
from tests.support.make import make_event
from tests.support.proving import Proof

Answer = tuple[int, str, float]  # status, page, seconds
BEYOND_SECONDS = 12.0  # longer than anybody is let wait

pytestmark = pytest.mark.slow


@contextmanager
def held_by_another(database: Database, event_id: int) -> Iterator[None]:
    """This process, which is not the server's, holds what every writer needs."""
    if database.kind == "sqlite":
        file = database.path
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
    else:
        with psycopg.connect(database.url.replace("+psycopg", "")) as connection:
            connection.execute("SELECT id FROM event WHERE id = %s FOR UPDATE", (event_id,))
            yield


def at_the_button(web: Web, slug: str, names: Sequence[str]) -> list[Person]:
    """People of whom only the binding button is left."""
    people = [Person(web.port, f"{name}@example.org") for name in names]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda each: each.come_to_the_button(slug), people))
    return people


def pressed(person: Person, start: Barrier) -> Answer:
    """What the button answered, and after how long."""
    outlook = OUTLOOK.findall(person.page)[0]
    start.wait(30)
    begun = time.monotonic()
    status, page, _onward = person.ask("POST", f"{person.draft}/check", {"outlook": outlook})
    return status, page, time.monotonic() - begun


def press_while_held(
    database: Database, event_id: int, people: Sequence[Person], seconds: float, until: str = ALL_COMPLETED
) -> list[Answer]:
    """All of them at once, while another process holds the lock for so long, or until they are answered."""
    start = Barrier(len(people) + 1)
    with ThreadPoolExecutor(len(people)) as pool:
        with held_by_another(database, event_id):
            answers: list[Future[Answer]] = [pool.submit(pressed, each, start) for each in people]
            start.wait(30)
            wait(answers, seconds, until)
        return [each.result() for each in answers]


def stored(session: Session) -> tuple[int, int]:
    """How many registrations there are, and how many mails."""
    session.rollback()
    return tuple(session.scalar(sa.select(sa.func.count()).select_from(each)) or 0 for each in (Registration, Mail))  # type: ignore[return-value]


@pytest.mark.promise("P4")
@pytest.mark.both_databases
def test_a_lock_that_another_holds_for_seconds_is_waited_for_and_beyond_that_there_is_a_readable_page(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    number, seconds = proof.size(12, 50), proof.size(1.0, 3.0)
    event = make_event(capacity_onsite=100_000)
    event_id, slug = event.id, event.slug
    turned_away = 0
    with Web(database, tmp_path) as web:
        web.start()
        people = at_the_button(web, slug, [f"writer-{each}" for each in range(number)])
        answers = press_while_held(database, event_id, people, seconds)
        errors = Counter(status for status, _page, _seconds in answers if status != 302)
        assert (errors, stored(session)) == ({}, (number,) * 2)
        longest = max(waited for _status, _page, waited in answers)
        assert longest >= seconds * 0.9
        if proof.is_full:
            turned_away = beyond_the_wait(database, session, web, event_id, slug)
    proof.says(
        f"{number} people press the button at once while another process holds the lock for {seconds:g} s"
        f"{', then for 12 s' if turned_away else ''}",
        f"{errors.total()} errors, longest wait {longest:.1f} s{f', {turned_away} readable 503' * bool(turned_away)}",
    )


def beyond_the_wait(database: Database, session: Session, web: Web, event_id: int, slug: str) -> int:
    """How many were turned away readably; whoever was not is stored, and the others are with the next press."""
    before = stored(session)[0]
    people = at_the_button(web, slug, [f"patient-{each}" for each in range(20)])
    answers = press_while_held(database, event_id, people, BEYOND_SECONDS)
    away = [person for person, (status, _page, _seconds) in zip(people, answers, strict=True) if status == 503]
    assert away
    assert {status for status, _page, _seconds in answers} <= {302, 503}
    assert all(REFERENCE.search(page) for status, page, _seconds in answers if status == 503)
    assert stored(session) == (before + len(people) - len(away),) * 2
    for person in away:
        assert pressed(person, Barrier(1))[0] == 302
    assert stored(session) == (before + len(people),) * 2
    return len(away)


@pytest.mark.promise("P4", control=True)
@pytest.mark.both_databases
def test_without_patience_the_same_lock_turns_people_away(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    event = make_event(capacity_onsite=100_000)
    event_id, slug = event.id, event.slug
    with Web(database, tmp_path, "tests.faults.impatient:app") as web:
        web.start()
        people = [*at_the_button(web, slug, ["one"]), *at_the_button(web, slug, ["two"])]
        answers = press_while_held(database, event_id, people, 20, FIRST_COMPLETED)
    away = [status for status, _page, _seconds in answers if status != 302]
    proof.says("no lock is waited for", f"{len(away)} of {len(people)} people turned away")
    assert away


def press_while_away(ours: postgres.Server, people: Sequence[Person], seconds: float) -> list[Answer]:
    """All of them at once, while PostgreSQL is stopped and, after so long, started again."""
    start = Barrier(len(people) + 1)
    with ThreadPoolExecutor(len(people)) as pool:
        ours.stop(signal.SIGINT)
        try:
            answers = [pool.submit(pressed, each, start) for each in people]
            start.wait(30)
            time.sleep(seconds)
        finally:
            ours.start()
        return [each.result() for each in answers]


@pytest.mark.promise("P4")
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_people_who_press_the_button_while_postgresql_restarts_are_let_wait(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, number, seconds = make_event(capacity_onsite=100_000).slug, proof.size(6, 50), proof.size(0.5, 2.0)
    with postgres.own("fsync=off", "listen_addresses=") as ours:
        moved = moved_to(ours, database)
        with Web(moved, tmp_path) as web:
            web.start()
            people = at_the_button(web, slug, [f"writer-{each}" for each in range(number)])
            answers = press_while_away(ours, people, seconds)
        with sa.create_engine(moved.url, poolclass=sa.NullPool).connect() as there:
            totals = stored(Session(there))
    errors = Counter(status for status, _page, _seconds in answers if status != 302)
    longest = max(waited for _status, _page, waited in answers)
    proof.says(
        f"PostgreSQL is stopped, {number} people press the button, and {seconds:g} s later it is started again",
        f"{errors.total()} errors, {totals[0]} registrations and {totals[1]} mails, longest wait {longest:.1f} s",
    )
    assert (errors, totals, longest >= seconds) == ({}, (number, number), True)


@pytest.mark.promise("P4", control=True)
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_without_patience_the_same_restart_turns_people_away(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    with (
        postgres.own("fsync=off", "listen_addresses=") as ours,
        Web(moved_to(ours, database), tmp_path, "tests.faults.restless:app") as web,
    ):
        web.start()
        people = at_the_button(web, slug, ["one", "two"])
        answers = press_while_away(ours, people, 1.0)
    away = [page for status, page, _seconds in answers if status == 503]
    proof.says("no restart is waited for", f"{len(away)} of {len(people)} people turned away")
    assert [bool(REFERENCE.search(page)) for page in away] == [True] * len(people)


@pytest.mark.promise("P4")
@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_postgresql_that_is_restarted_under_load_is_back_by_itself(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug, restarts = make_event(capacity_onsite=100_000).slug, proof.size(1, 10)
    with postgres.own("fsync=off", "listen_addresses=") as ours:
        moved = moved_to(ours, database)
        with Web(moved, tmp_path) as web:
            server = web.start()
            with registering(moved, web.port, slug) as guests:
                for _ in range(restarts):
                    guests.await_more(server)
                    ours.stop(proof.random.choice((signal.SIGINT, signal.SIGQUIT)))
                    time.sleep(proof.random.uniform(0, 0.5))
                    ours.start()
                guests.await_more(server)
        lost, turned_away = flaws(guests, guests.told_so_far(), moved), guests.answers[503]
    proof.says(
        f"PostgreSQL stopped or killed {restarts} times and started again, while {len(guests.registered)} people "
        f"registered",
        f"{len(lost)} confirmations lost or without their mail, {turned_away} readable 503, "
        f"{web.starts - 1} starts of the web server",
    )
    assert lost == []
    assert {*guests.answers} <= {200, 302, 503}


def moved_to(ours: postgres.Server, database: Database) -> Database:
    """The same database, on that server."""
    postgres.restore(postgres.dump(database.url.replace("+psycopg", "")), f"{ours.conninfo} dbname=postgres")
    return Database("postgresql", f"postgresql+psycopg://postgres:@/postgres?host={ours.folder / 'socket'}")
