"""…"""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import db, smtp
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import hand
from gocluster_events.core.smtp import Server
from gocluster_events.core.turns import turn
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter, Unwritable
from tests.faults import hostile_smtp
from tests.support.counting import counted_statements
from tests.support.databases import Database
from tests.support.settings import NOW
from tests.support.smtp_server import SmtpServer

LETTER = Letter("greeting", "greeting.txt", {"name": "Maria"})
BROKEN = Letter("broken", "broken.txt")


@dataclass(frozen=True)
class Framed:
    subject: str
    text: str
    html: str


def frame(template: str, _language: str, values: Mapping[str, str], _link: str | None, _wording: object) -> Framed:
    if template == BROKEN.template:
        raise Unwritable("broken.txt: line 3 is missing")
    return Framed(f"Guten Tag {values['name']}", values["name"], f"<p>{values['name']}</p>")


def link(endpoint: str, identity: int, generation: int, language: str) -> str:
    return f"https://events.example.org/{language}/{endpoint}/{identity}-{generation}"


def send(name: str, letter: Letter = LETTER) -> None:
    with db.transaction() as session:
        sending.send(
            session,
            letter,
            scope="edition:1",
            subject="registration:17",
            to=f"{name}@example.org",
            language="de",
            key=f"greeting:{name}",
            values={"name": name},
            now=NOW,
        )


def send_to(*names: str) -> None:
    for name in names:
        send(name)


def deliver(url: str, later: timedelta = timedelta(), *, patience: float = 20) -> int:
    server = Server(url, timeout_seconds=patience)
    return sending.deliver(NOW + later, server, frame, link, "events@example.org")


def outbox(session: Session) -> list[tuple[State, str]]:
    session.rollback()
    return [(mail.state, mail.last_error) for mail in session.scalars(sa.select(Mail).order_by(Mail.id))]


def test_a_mail_that_the_server_takes_is_sent(session: Session):
    send("maria")
    with hostile_smtp.listening() as server:
        assert deliver(server.url) == 1
    assert outbox(session) == [(State.SENT, "")]
    assert [letter["To"] for letter in server.seen] == ["maria@example.org"]


def test_an_umlaut_before_the_at_sign_is_left_to_a_server_that_takes_it(session: Session, smtp: SmtpServer):
    send("jörg")
    deliver(smtp.url)
    assert outbox(session) == [(State.SENT, "")]
    assert [letter["To"] for letter in smtp.letters] == ["jörg@example.org"]


def test_an_umlaut_before_the_at_sign_is_given_up_where_the_server_takes_none(session: Session):
    send("jörg")
    with hostile_smtp.listening() as server:
        deliver(server.url)
    ((state, error),) = outbox(session)
    assert (state, "SMTPUTF8" in error) == (State.FAILED, True)


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("450 Mailbox busy", "450 Mailbox busy"),
        ("refuse 451 Come back later", "451 Come back later"),
        ("hang up at once", "Connection unexpectedly closed"),
        ("drop in the middle of the data", None),
        ("drop after the final dot", None),
        ("stall", None),
    ],
)
def test_what_may_pass_is_tried_again_and_arrives(session: Session, deed: str, reason: str | None):
    send("maria")
    with hostile_smtp.listening(deed) as server:
        deliver(server.url, patience=0.5 if deed == "stall" else 20)
        ((state, error),) = outbox(session)
        assert state is State.QUEUED
        assert error == reason if reason else error
        assert deliver(server.url) == 0
        assert deliver(server.url, later=timedelta(minutes=1)) == 1
    assert outbox(session) == [(State.SENT, "")]


def test_a_server_that_is_not_there_is_tried_again(session: Session):
    send("maria")
    with hostile_smtp.listening() as server:
        pass
    deliver(server.url)
    ((state, error),) = outbox(session)
    assert state is State.QUEUED
    assert "refused" in error


@pytest.mark.parametrize("scheme", ["smtp+starttls://", "smtp://events:secret@"])
def test_a_server_that_offers_no_encryption_or_no_signing_in_is_tried_again(session: Session, scheme: str):
    send("maria")
    with hostile_smtp.listening() as server:
        deliver(server.url.replace("smtp://", scheme))
    ((state, error),) = outbox(session)
    assert (state, "not supported by server" in error, server.seen) == (State.QUEUED, True, [])


@pytest.mark.parametrize("deed", ["550 Unknown mailbox", "refuse 550 Unknown mailbox"])
def test_what_is_refused_for_good_is_given_up_with_its_reason(session: Session, deed: str):
    send("maria")
    with hostile_smtp.listening(deed) as server:
        deliver(server.url)
        assert deliver(server.url, later=timedelta(days=1)) == 0
    assert outbox(session) == [(State.FAILED, "550 Unknown mailbox")]


def test_a_retry_carries_the_same_message_id(session: Session):
    send("maria")
    with hostile_smtp.listening("drop after the final dot") as server:
        deliver(server.url)
        deliver(server.url, later=timedelta(minutes=1))
    first, second = server.seen
    assert first["Message-ID"] == second["Message-ID"]
    assert first["To"] == second["To"]


def test_one_mail_that_fails_holds_up_no_other(session: Session):
    send_to("anna", "bert", "cem", "dora")
    with hostile_smtp.listening("550 No", "drop in the middle of the data", "stall") as server:
        assert deliver(server.url, patience=2) == 4
    assert [state for state, _ in outbox(session)] == [State.FAILED, State.QUEUED, State.QUEUED, State.SENT]


@pytest.mark.both_databases
def test_while_a_mail_stalls_those_before_count_as_sent_and_those_after_it_are_anybodys(app: Flask, session: Session):
    send_to("anna", "bert", "cem", "dora")
    known = [(State.SENT, False), (State.QUEUED, True), (State.QUEUED, False), (State.QUEUED, False)]
    stood = []

    def stall() -> float:
        """The second mail is not answered before the outbox knows of all."""
        deadline = time.monotonic() + 20
        while len(server.seen) == 2 and not (stood and stood[-1] == known) and time.monotonic() < deadline:
            stood.append(stands(app))
        return 0.0

    with hostile_smtp.listening(pause_seconds=stall) as server:
        assert deliver(server.url) == 4
    assert stood[-1] == known
    assert [state for state, _reason in outbox(session)] == [State.SENT] * 4
    assert len(server.seen) == 4


def test_a_database_that_is_busy_while_a_mail_stalls_breaks_off_no_mail(
    session: Session, database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    for module, name in ((smtp, "SILENCE_SECONDS"), (db, "WAIT_SECONDS")):
        monkeypatch.setattr(module, name, 0.01)
    send("anna")
    send("bert")

    def stall() -> float:
        """The first mail is not answered before the worker has waited for the database in vain."""
        deadline = time.monotonic() + 20
        with turn(Path(f"{database.path}.lock"), 20):
            while not caplog.messages and time.monotonic() < deadline:
                time.sleep(0.001)
        monkeypatch.setattr(db, "WAIT_SECONDS", 20.0)
        return 0.0

    with hostile_smtp.listening(pause_seconds=stall) as server:
        assert deliver(server.url) == 2
    assert [state for state, _reason in outbox(session)] == [State.SENT] * 2
    assert len(server.seen) == 2
    assert "could not be told yet" in caplog.text


def stands(app: Flask) -> list[tuple[State, bool]]:
    """Of each mail its state and whether somebody has it in hand, as another worker sees it."""
    with app.app_context():
        rows = db.session().execute(sa.select(Mail.state, Mail.lease_until.is_not(None)).order_by(Mail.id))
        return [(state, bool(in_hand)) for state, in_hand in rows]


def test_a_batch_ends_before_its_lease_does(session: Session, monkeypatch: pytest.MonkeyPatch):
    send_to("anna", "bert", "cem")

    def take_long() -> float:
        monkeypatch.setattr(hand, "MOST_SECONDS", 0.0)  # as if half of the lease were over
        return 0.0

    with hostile_smtp.listening(pause_seconds=take_long) as server:
        assert deliver(server.url) == 1
    assert [state for state, _reason in outbox(session)] == [State.SENT, State.QUEUED, State.QUEUED]
    assert not session.scalars(sa.select(Mail.id).where(Mail.lease_until.is_not(None))).all()


def test_ten_mails_take_no_more_statements_than_one(session: Session, monkeypatch: pytest.MonkeyPatch):
    numbers = []
    for module, seconds in ((hand, "JOIN_SECONDS"), (smtp, "SILENCE_SECONDS")):
        monkeypatch.setattr(module, seconds, 60.0)  # however slow this machine is
    with hostile_smtp.listening() as server:
        for many in (1, sending.BATCH):
            for number in range(many):
                send(f"{many}-{number}")
            with counted_statements() as statements:
                assert deliver(server.url) == many
            numbers.append(len(statements))
    assert numbers == [10, 10]


def test_a_letter_that_cannot_be_written_is_shown_and_holds_up_no_other(session: Session):
    send("anna", BROKEN)
    send("bert")
    with hostile_smtp.listening() as server:
        assert deliver(server.url) == 2
    assert outbox(session) == [(State.FAILED, "broken.txt: line 3 is missing"), (State.SENT, "")]


def test_a_name_adds_no_recipient_and_no_header(session: Session):
    with db.transaction() as writing:
        sending.send(
            writing, LETTER, scope="edition:1", subject="registration:17", to="maria@example.org", language="de",
            key="hostile", values={"name": "Maria\r\nBcc: victim@example.org\r\n\r\nHello"}, now=NOW,
        )  # fmt: skip
    with hostile_smtp.listening() as server:
        deliver(server.url)
    (letter,) = server.seen
    assert letter["Subject"] == "Guten Tag Maria Bcc: victim@example.org Hello"
    assert letter["Bcc"] is None


def test_letters_that_leave_together_share_a_connection(session: Session):
    send_to("maria", "jonas", "aylin")
    with hostile_smtp.listening() as server:
        assert deliver(server.url) == 3
    assert (len(server.seen), server.connections) == (3, 1)


def test_a_connection_that_breaks_takes_no_letter_after_it_along(session: Session):
    send_to("maria", "jonas", "aylin")
    with hostile_smtp.listening("drop after the final dot") as server:
        assert deliver(server.url) == 3
    assert [state for state, _reason in outbox(session)] == [State.QUEUED, State.SENT, State.SENT]
    assert server.connections == 2


def test_a_server_that_says_it_has_taken_enough_gets_the_rest_on_another_connection(session: Session):
    send_to("maria", "jonas", "aylin")
    with hostile_smtp.listening("take", "421 Too many messages") as server:
        assert deliver(server.url) == 3
    assert [state for state, _reason in outbox(session)] == [State.SENT] * 3
    assert server.connections == 2


def test_a_server_that_hangs_up_after_each_letter_gets_all_of_them(session: Session):
    send_to("maria", "jonas", "aylin")
    with hostile_smtp.listening("take it and hang up", "take it and hang up") as server:
        assert deliver(server.url) == 3
    assert [state for state, _reason in outbox(session)] == [State.SENT] * 3
    assert server.connections == 3
