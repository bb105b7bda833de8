"""Workers are killed in the middle of their work, stopped, and started while there is no database."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import LEASE, State
from gocluster_events.core.mail.services.hand import JOIN_SECONDS
from gocluster_events.meeting.agenda.models import Proposal
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, Scope
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.rules.letters import KNOWN
from tests.faults import hostile_smtp
from tests.faults.workers import wait_until, worker
from tests.support.databases import Database
from tests.support.make import make_event, make_room
from tests.support.programme import plan, slot
from tests.support.proving import Proof
from tools import servers

MAILS = 24
KILLS = 3
SLOW_SECONDS = JOIN_SECONDS + 0.05  # so that two mails at most have left when the outbox is told
Pause = Callable[[hostile_smtp.Hostile], float]
"""How long the server thinks about a mail, in seconds."""
EVERYBODY = Counter({f"person-{number}@example.org": 1 for number in range(MAILS)})


def queue_mails() -> None:
    with db.transaction() as session:
        for number in range(MAILS):
            sending.send(
                session,
                KNOWN,
                scope="edition:1",
                subject=f"registration:{number}",
                to=f"person-{number}@example.org",
                language="de",
                key=f"known:{number}",
                values=KNOWN.samples,
                now=clock.now(),
                link=(number, 1),
            )


def all_sent(app: Flask) -> bool:
    with app.app_context():
        waiting = sa.select(sa.func.count()).select_from(Mail).where(Mail.state != State.SENT)
        return db.session().scalars(waiting).one() == 0


@pytest.mark.slow
@pytest.mark.both_databases
def test_every_mail_arrives_although_workers_are_killed(app: Flask, database: Database, tmp_path: Path):
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening(pause_seconds=SLOW_SECONDS) as server:
        for kill in range(KILLS):  # between the final dot and the answer: the mail has left and nobody knows
            doomed = worker(database, tmp_path / f"{kill}.log", later=kill * LEASE, mail_url=server.url)
            seen = len(server.seen)
            wait_until(lambda seen=seen: len(server.seen) >= seen + 4, doomed)  # type: ignore[misc]
            servers.kill(doomed)
        server.pause_seconds = 0.0
        last = worker(database, tmp_path / "last.log", later=KILLS * LEASE, mail_url=server.url)
        wait_until(lambda: all_sent(app), last)
        servers.stop([last])
    arrived = Counter(str(letter["To"]) for letter in server.seen)
    assert set(arrived) == set(EVERYBODY)
    assert arrived.total() <= MAILS + 2 * KILLS  # the one on its way, and the one that had left just before
    assert len({letter["Message-ID"] for letter in server.seen}) == MAILS


def until_both_are_there(server: hostile_smtp.Hostile) -> float:
    """The first mail is not taken before the second worker has come; then the seconds that each mail takes."""
    deadline = time.monotonic() + 20
    while server.connections < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    return 0.05


def until_it_is_there_again(server: hostile_smtp.Hostile, order: Iterator[int]) -> float:
    """The first mail is in one worker's hand until the other has sent it as well; the others take no time."""
    deadline = time.monotonic() + (20 if next(order) == 0 else 0)
    while time.monotonic() < deadline and len({str(each["To"]) for each in server.seen}) == len(server.seen):
        time.sleep(0.01)
    return 0.0


def sent_by_two(
    app: Flask, database: Database, folder: Path, pause: Pause = until_both_are_there, of: str = "app"
) -> Counter[str]:
    """How often each address gets a mail from two workers at once, both of which have sent some."""
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening() as server:
        server.pause_seconds = partial(pause, server)
        workers = [worker(database, folder / f"{number}.log", app=of, mail_url=server.url) for number in range(2)]
        wait_until(lambda: all_sent(app), workers[0])
        servers.stop(workers)
    assert all("mails taken up" in each.last_words for each in workers)
    return Counter(str(letter["To"]) for letter in server.seen)


@pytest.mark.slow
@pytest.mark.both_databases
@pytest.mark.promise("P6", "P23")
def test_two_workers_send_each_mail_once(app: Flask, database: Database, tmp_path: Path, proof: Proof):
    arrived = sent_by_two(app, database, tmp_path)
    proof.says(f"two workers send {MAILS} mails at once", f"{arrived.total()} mails arrived")
    assert arrived == EVERYBODY


@pytest.mark.slow
@pytest.mark.both_databases
@pytest.mark.promise("P6", "P23", control=True)
def test_two_workers_who_take_what_the_other_has_in_hand_send_mails_twice(
    app: Flask, database: Database, tmp_path: Path, proof: Proof
):
    held = partial(until_it_is_there_again, order=count())
    arrived = sent_by_two(app, database, tmp_path, held, "tests.faults.greedy:app")
    twice = arrived.total() - len(arrived)
    proof.says("a mail in hand is nobody's", f"{twice} of {len(arrived)} mails arrived twice")
    assert twice > 0


def is_proposal(app: Flask, state: ProposalState) -> bool:
    with app.app_context():
        return db.session().scalar(sa.select(Proposal.state)) is state


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_ends_its_steps_and_leaves_nothing_half_done(
    app: Flask, database: Database, tmp_path: Path
):
    with app.app_context():
        event = make_event()
        make_room(event, name="Eichensaal")
        plan(event, slot(1, room=None), slot(2, None, room=None))
        planning.propose(event.id, Scope(), 1, Act("organiser@example.org", clock.now()))
        queue_mails()

    def until_the_long_job_is_done() -> float:
        wait_until(lambda: is_proposal(app, ProposalState.DONE), stopped, 120)
        return 0.0

    with hostile_smtp.listening(pause_seconds=until_the_long_job_is_done) as server:
        stopped = worker(database, tmp_path / "worker.log", app="tests.faults.leisurely:app", mail_url=server.url)
        wait_until(lambda: len(server.seen) > 0 and is_proposal(app, ProposalState.RUNNING), stopped, 120)
        os.kill(stopped.process.pid, signal.SIGTERM)
        assert stopped.process.wait(240) == 0
    with app.app_context():
        mails = db.session().scalars(sa.select(Mail)).all()
    assert sum(mail.state is State.SENT for mail in mails) == len(server.seen) < MAILS
    assert not any(mail.lease_until for mail in mails)


@pytest.mark.slow
def test_a_worker_that_is_asked_to_stop_does_not_wait_for_a_mail_server_that_hangs(
    app: Flask, database: Database, tmp_path: Path
):
    with app.app_context():
        queue_mails()
    with hostile_smtp.listening("stall") as server:
        stopped = worker(database, tmp_path / "worker.log", app="tests.faults.hurried:app", mail_url=server.url)
        wait_until(lambda: bool(server.under_way), stopped)
        os.kill(stopped.process.pid, signal.SIGTERM)
        assert stopped.process.wait(30) == 0
    with app.app_context():
        mails = db.session().scalars(sa.select(Mail)).all()
    assert {mail.state for mail in mails} == {State.QUEUED}
    assert sum(mail.attempts for mail in mails) == 0  # it has gone before the server was given up
    assert "The worker has stopped." in stopped.last_words


@pytest.mark.slow
def test_a_worker_waits_for_a_database_that_is_gone(app: Flask, database: Database, tmp_path: Path):
    with app.app_context():
        queue_mails()
        db.db.engine.dispose()
    folder = database.path.parent
    away = folder.with_name("away")
    folder.rename(away)
    with hostile_smtp.listening() as server:
        waiting = worker(database, tmp_path / "worker.log", mail_url=server.url)
        wait_until(lambda: "The database does not answer" in waiting.last_words, waiting)
        away.rename(folder)
        wait_until(lambda: len(server.seen) == MAILS, waiting)
        servers.stop([waiting])
