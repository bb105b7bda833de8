"""Web server and worker are killed again and again, while people register and a hostile server takes the mails."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from threading import Event

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock, db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.rules.letters import KNOWN
from tests.faults import hostile_smtp
from tests.faults.guests import Guests, flaws, registering
from tests.faults.hostile_smtp import Hostile
from tests.faults.killing import Web, Workers
from tests.faults.workers import wait_until
from tests.support.databases import Database
from tests.support.make import PASSWORD, make_event, make_member
from tests.support.proving import Proof
from tests.support.visitor import Visitor
from tools import servers

AFTER_THE_DOT = "drop after the final dot"
DEEDS = {
    "take": 15,
    "450 4.2.1 Mailbox busy": 1,
    "refuse 451 4.7.1 Come back later": 1,
    "refuse 550 5.1.1 No such mailbox": 0.5,
    "554 5.7.1 This looks like spam": 0.5,
    "hang up at once": 0.5,
    "drop in the middle of the data": 1,
    AFTER_THE_DOT: 1,
    "stall": 0.1,
}
THINKS_SECONDS = 0.012
BACK_OFF = timedelta(hours=4)
MOST_KILLS = 40  # of the control, which needs luck to lose

pytestmark = pytest.mark.slow


def queue_mails(event_id: int, number: int) -> None:
    """Some of them, for people who are not in this database."""
    with db.transaction() as session:
        composed = [
            sending.compose(
                KNOWN,
                scope=f"edition:{event_id}",
                subject=f"registration:{1_000_000 + each}",
                to=f"mailed-{each}@example.org",
                language="de",
                key=f"known:{each}",
                values=KNOWN.samples,
                link=(1_000_000 + each, 1),
            )
            for each in range(number)
        ]
        sending.send_all(session, composed, clock.now())


def rude(dice: Random, *, patient: bool = False) -> Callable[[], str]:
    """What the mail server does next; a patient one never stops talking in the middle."""
    deeds = {each: weight for each, weight in DEEDS.items() if each != "stall" or not patient}
    return lambda: dice.choices([*deeds], [*deeds.values()])[0]


def drain(app: Flask, workers: Workers, dice: Random, at_once: int = 1) -> None:
    """Nothing is due any more: workers had their time with the hostile server, others when that was appeased."""
    for then in (rude(dice, patient=True), lambda: "take"):
        workers.hostile.then = then
        workers.ahead += BACK_OFF
        last = [workers.start() for _ in range(at_once)]
        wait_until(partial(nothing_is_due, app, workers.ahead), last[0], seconds=600)
        servers.stop(last)


def nothing_is_due(app: Flask, ahead: timedelta) -> bool:
    """No mail waits whose time has come by that clock."""
    due = sa.exists().where(Mail.state == State.QUEUED, Mail.not_before <= clock.now() + ahead)
    with app.app_context():
        return not db.session().scalar(sa.select(due))


def dropped(session: Session, hostile: Hostile) -> list[str]:
    """Mails of which the outbox says what is not so, or that it does not know."""
    session.rollback()
    mails = session.scalars(sa.select(Mail)).all()
    known = {f"<{mail.token}@example.org>" for mail in mails}
    strangers = [str(letter["To"]) for letter in hostile.seen if letter["Message-ID"] not in known]
    return strangers + [mail.recipient for mail in mails if not is_as_told(mail, hostile)]


def is_as_told(mail: Mail, hostile: Hostile) -> bool:
    """Whether the server took what is called sent, and refused what is called failed with those very words."""
    if mail.state is State.SENT:
        return f"<{mail.token}@example.org>" in hostile.taken
    return mail.state is State.FAILED and (mail.recipient, mail.last_error) in hostile.refused


def unread(app: Flask, session: Session, slug: str) -> list[str]:
    """Whose mail was refused, where staff cannot find it and read why in the outbox."""
    ada = app.test_client()
    assert isinstance(ada, Visitor)
    ada.sign_in("ada@example.org", PASSWORD)
    missing = []
    for mail in session.scalars(sa.select(Mail).where(Mail.state == State.FAILED)):
        page = ada.get(f"/de/manage/{slug}/outbox/{mail.id}?segment=failed&search={mail.recipient}").text
        if f"<q>{mail.last_error}</q>" not in page or page.count(mail.recipient) < 2:
            missing.append(mail.recipient)
    return missing


@pytest.mark.promise("P2", "P6")
@pytest.mark.both_databases
def test_whatever_is_killed_nobody_who_was_told_so_is_missing_and_no_mail_is_dropped(
    app: Flask, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    kills, number = proof.size(4, 300), proof.size(60, 10_000)
    event = make_event(capacity_onsite=100_000)
    make_member(event, email="ada@example.org")
    queue_mails(event.id, number)
    slug = event.slug
    with (
        hostile_smtp.listening(pause_seconds=lambda: proof.random.uniform(0, THINKS_SECONDS)) as hostile,
        Web(database, tmp_path) as web,
        Workers(database, tmp_path, hostile) as workers,
    ):
        hostile.then = rude(proof.random)
        guests = killed_together(web, workers, slug, proof.random, kills, most=number * 2 // kills // 3)
        lost = flaws(guests, guests.told_so_far(), database)
        drain(app, workers, proof.random, at_once=proof.size(1, 2))
    gone, hidden, failed = dropped(session, hostile), unread(app, session, slug), number_of(session, State.FAILED)
    twice = hostile.arrived.total() - len(hostile.arrived)
    bound = workers.kills * sending.BATCH + hostile.done[AFTER_THE_DOT]
    notices = len(guests.drafts) + len(guests.registered) + len(guests.confirmed)
    proof.says(
        f"{web.starts} kills -9 of the web server, {web.in_flight} of them during a request, and "
        f"{workers.kills} of the worker, {workers.in_flight} of them during a delivery, while {len(guests.registered)} "
        f"people registered and a hostile server was handed {number_of(session)} mails",
        f"{len(lost)} of {notices} confirmations lost or without their mail; {len(gone)} mails dropped, {twice} taken "
        f"twice (at most {bound}), {failed} refused for good, {failed - len(hidden)} of them readable with the reason",
    )
    assert (lost, gone, hidden) == ([], [], [])
    assert session.scalar(sa.select(sa.func.count()).where(Mail.letter == KNOWN.name)) == number
    assert twice <= bound
    assert not [status for status in guests.answers if status >= 500 and status != 503]


def killed_together(web: Web, workers: Workers, slug: str, dice: Random, kills: int, most: int) -> Guests:
    """Web server and worker were killed so often together, each in its own rhythm, while people registered."""
    its_dice, their_dice, is_over = Random(dice.random()), Random(dice.random()), Event()

    def is_enough() -> bool:
        return web.in_flight + workers.in_flight >= kills

    def kill_the_web_server() -> None:
        while not (is_enough() or is_over.is_set()):
            web.ahead = workers.ahead  # or workers of a later hour end the sessions that begin now
            web.kill(guests, its_dice)

    with registering(web.database, web.port, slug) as guests, ThreadPoolExecutor(1) as pool:
        busy = pool.submit(kill_the_web_server)
        try:
            while not is_enough():
                workers.kill(their_dice, most)
                if busy.done():
                    busy.result()  # or why it could not go on
        except BaseException:
            is_over.set()
            raise
        busy.result()
    return guests


def number_of(session: Session, *states: State) -> int:
    """How many mails there are, or how many in that state."""
    return session.scalar(sa.select(sa.func.count()).where(Mail.state.in_(states or [*State]))) or 0


@pytest.mark.promise("P2", control=True)
def test_a_server_that_stores_after_it_has_answered_loses_what_it_confirmed(
    database: Database, session: Session, tmp_path: Path, proof: Proof
):
    slug = make_event(capacity_onsite=100_000).slug
    with Web(database, tmp_path, "tests.faults.late:app") as web, registering(database, web.port, slug) as guests:
        while web.starts < MOST_KILLS and not guests.missing():
            web.kill(guests, proof.random)
    proof.says(f"commits after the answer; {web.starts} kills", f"{len(guests.missing())} confirmations lost")
    assert guests.missing()


@pytest.mark.promise("P6", control=True)
def test_a_worker_that_notes_a_mail_as_sent_before_it_hands_it_over_drops_mails(
    app: Flask, database: Database, session: Session, tmp_path: Path, proof: Proof
):
    queue_mails(make_event().id, 40)
    with (
        hostile_smtp.listening(pause_seconds=THINKS_SECONDS) as hostile,
        Workers(database, tmp_path, hostile, "tests.faults.hasty:app") as workers,
    ):
        hostile.then = rude(proof.random)
        workers.kill(proof.random, most=4)
        drain(app, workers, proof.random)
    gone = dropped(session, hostile)
    proof.says(f"notes a mail as sent before it hands it over; {workers.kills} kill", f"{len(gone)} mails dropped")
    assert gone
