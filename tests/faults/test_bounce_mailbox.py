"""Mails come back into a mailbox: a real IMAP server, and workers that are killed, two at once, or cannot reach it."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.imap import Mailbox, NotReached
from gocluster_events.core.mail.models import Mail, MailAttempt, MailboxPosition
from gocluster_events.core.mail.queries import read_up_to
from gocluster_events.core.mail.rules.bounces import Bounce
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.core.mail.services import outbox
from gocluster_events.core.mail.services.bounces import TURN, look_at, read_bounces
from tests.faults import hostile_smtp
from tests.faults.workers import wait_until, worker
from tests.support import bounces as samples, imap_server
from tests.support.bounces import report
from tests.support.databases import Database
from tests.support.imap_server import ImapServer
from tests.support.make import make_event, make_mail
from tests.support.outbox import lease_one, mail_to
from tests.support.settings import NOW
from tools import servers

TO = "b.ueberschaer@mowin.example"
LATER = NOW + timedelta(minutes=5)
MANY, KILLS = 60, 3

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def imap(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ImapServer]:
    """A real server, for all these tests."""
    with imap_server.listening(tmp_path_factory.mktemp("imap")) as listening:
        yield listening


@pytest.fixture
def mailbox(imap: ImapServer) -> ImapServer:
    """An empty mailbox on it."""
    imap.empty()
    return imap


def sent(key: str = "a", to: str = TO, at: timedelta = timedelta()) -> str:
    """The Message-ID of a mail that has left."""
    make_mail(key, recipient=to)
    with db.transaction() as session:
        row = session.scalars(sa.select(Mail).where(Mail.key == key)).one()
        row.state, row.sent_at = State.SENT, NOW + at
        return f"{row.token}@example.org"


def stands(session: Session) -> list[tuple[State, str]]:
    session.rollback()
    return [(each.state, each.last_error) for each in session.scalars(sa.select(Mail).order_by(Mail.id))]


def attempts(session: Session) -> list[tuple[str, bool]]:
    session.rollback()
    rows = session.execute(sa.select(MailAttempt.recipient, MailAttempt.is_bounce).order_by(MailAttempt.id))
    return [(recipient, is_bounce) for recipient, is_bounce in rows]


@pytest.mark.both_databases
@pytest.mark.parametrize("server", samples.FAILURES)
def test_a_mail_that_came_back_has_failed_with_its_reason(session: Session, mailbox: ImapServer, server: str):
    mailbox.put(report(samples.FAILURES[server], TO, sent()))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    ((state, reason),) = stands(session)
    assert (state, bool(reason), attempts(session)) == (State.FAILED, True, [(TO, True)])
    assert mailbox.unread() == 0


def test_a_delay_is_only_noted(session: Session, mailbox: ImapServer):
    mailbox.put(report(samples.POSTFIX_DELAYED, TO, sent()))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    ((state, reason),) = stands(session)
    assert (state, reason[:5], attempts(session)) == (State.SENT, "4.4.1", [(TO, True)])


def test_a_delay_that_arrives_late_does_not_make_a_failure_good(session: Session, mailbox: ImapServer):
    message_id = sent()
    mailbox.put(report(samples.POSTFIX, TO, message_id), report(samples.POSTFIX_DELAYED, TO, message_id, "late"))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 2
    assert [state for state, _said in stands(session)] == [State.FAILED]


def test_what_is_no_bounce_stays_unread_and_is_not_looked_at_again(session: Session, mailbox: ImapServer):
    message_id = sent()
    mailbox.put(*(report(each, TO, message_id) for each in samples.NO_BOUNCES.values()), b"Subject: Hallo\r\n\r\nHallo")
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 0
    assert (stands(session), attempts(session)) == ([(State.SENT, "")], [])
    assert mailbox.unread() == len(samples.NO_BOUNCES) + 1
    assert session.scalars(sa.select(MailboxPosition.number)).one() == mailbox.last()


def test_a_report_that_returns_nothing_is_only_noted_at_the_mail_that_left_then(session: Session, mailbox: ImapServer):
    sent("old", at=timedelta(days=-30))
    sent("then", at=timedelta(minutes=1))
    sent("later", at=timedelta(minutes=40))
    sent("other", to="somebody@example.org", at=timedelta(minutes=1))
    mailbox.put(report(samples.NAMELESS, TO, ""))
    assert read_bounces(NOW + timedelta(hours=1), Mailbox(mailbox.url())) == 1
    assert (stands(session), attempts(session)) == ([(State.SENT, "")] * 4, [(TO, True)])
    assert session.scalars(sa.select(Mail.key).join(MailAttempt, MailAttempt.mail_id == Mail.id)).all() == ["then"]


def test_a_forged_header_makes_nobody_unreachable(session: Session, mailbox: ImapServer):
    sent()
    forged = f"From: mailer-daemon@example.org\r\nX-Failed-Recipients: {TO}\r\n"
    mailbox.put(*(f"{forged}\r\n550 5.1.1 unknown {each}".encode() for each in ("", f"<{'f' * 32}@example.org>")))
    read_bounces(LATER, Mailbox(mailbox.url()))
    assert stands(session) == [(State.SENT, "")]
    assert session.scalars(sa.select(Mail.bounced_at)).all() == [None]


@pytest.mark.both_databases
def test_a_report_with_characters_that_no_database_takes_is_noted(session: Session, mailbox: ImapServer):
    raw = report(samples.OLD_EXIM, TO, sent()).replace(b"Mailbox full", b"Mailbox\x00 \xed\xa0\x80full")
    mailbox.put(raw)
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    ((state, reason),) = stands(session)
    assert (state, reason.isprintable()) == (State.FAILED, True)


@pytest.mark.both_databases
def test_what_cannot_be_stored_is_looked_at_once_and_holds_up_nothing(session: Session):
    token = sent().partition("@")[0]
    bounce = Bounce(report="r", tokens=(token,), recipients=("a\0@example.org",), is_final=True, line="\0", sent_at=NOW)
    look_at("box", 1, 7, bounce, LATER)
    assert read_up_to(session, "box", 1) == 7


def test_a_bounce_of_somebody_elses_mail_changes_nothing(session: Session, mailbox: ImapServer):
    sent()
    mailbox.put(report(samples.POSTFIX, "else@example.org", f"{'f' * 32}@example.org"))
    assert (read_bounces(LATER, Mailbox(mailbox.url())), stands(session)) == (0, [(State.SENT, "")])


def test_what_went_to_the_old_address_says_nothing_of_the_new_one(session: Session, mailbox: ImapServer):
    message_id = sent()
    mailbox.put(report(samples.POSTFIX, TO, message_id))
    read_bounces(LATER, Mailbox(mailbox.url()))
    with db.transaction() as writing:  # corrected, and sent again
        writing.execute(sa.update(Mail).values(recipient="richtig@example.org", state=State.SENT, last_error=""))
    mailbox.put(report(samples.POSTFIX, TO, message_id, "second"))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    assert (stands(session), attempts(session)) == ([(State.SENT, "")], [(TO, True), (TO, True)])
    mailbox.put(report(samples.POSTFIX, "richtig@example.org", message_id, "third"))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    assert [state for state, _said in stands(session)] == [State.FAILED]


def test_a_bounce_waits_while_its_mail_is_being_sent(session: Session, mailbox: ImapServer):
    mailbox.put(report(samples.POSTFIX, TO, sent()))
    with db.transaction() as writing:
        writing.execute(sa.update(Mail).values(state=State.QUEUED))
    leased = lease_one(LATER)
    assert leased is not None
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 0
    outbox.mark_sent([leased], LATER)
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    assert [state for state, _said in stands(session)] == [State.FAILED]


def test_a_mailbox_that_numbers_anew_repeats_nothing(session: Session, mailbox: ImapServer):
    mailbox.put(report(samples.POSTFIX, TO, sent()))
    read_bounces(LATER, Mailbox(mailbox.url()))
    with db.transaction() as writing:
        writing.execute(sa.update(MailboxPosition).values(validity=1, number=4_000_000_000))
        writing.execute(sa.update(Mail).values(state=State.SENT))  # sent again meanwhile
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 0
    assert [state for state, _said in stands(session)] == [State.SENT]


def test_a_huge_message_and_a_broken_one_hold_up_nothing(session: Session, mailbox: ImapServer):
    message_id = sent()
    returned = report(samples.GMAIL, TO, message_id) + b"x" * 30_000_000
    mailbox.put(b"Content-Type: multipart/report; boundary=\xff\r\n\r\n\x00\xff", b"X" * 3_000_000, returned)
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1
    assert [state for state, _said in stands(session)] == [State.FAILED]


@pytest.mark.parametrize("scheme", ["imaps", "imap+starttls"])
def test_the_way_to_the_mailbox_is_encrypted(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, scheme: str
):
    with imap_server.listening(tmp_path, encrypted=scheme == "imap+starttls") as encrypted:
        encrypted.put(report(samples.POSTFIX, TO, sent()))
        with pytest.raises(NotReached, match="certificate verify failed"):
            read_bounces(LATER, Mailbox(encrypted.url(scheme)))
        monkeypatch.setenv("SSL_CERT_FILE", str(encrypted.certificate))
        assert read_bounces(LATER + TURN, Mailbox(encrypted.url(scheme))) == 1
    assert [state for state, _said in stands(session)] == [State.FAILED]


def test_a_wrong_password_and_a_folder_that_is_not_there_are_said(session: Session, mailbox: ImapServer):
    for number, url in enumerate((mailbox.url(password="wrong"), f"{mailbox.url()}/none")):
        with pytest.raises(NotReached) as refused:
            read_bounces(LATER + number * TURN, Mailbox(url))
        assert "wrong" not in str(refused.value)


def test_a_server_that_says_nothing_is_given_up(session: Session):
    with hostile_smtp.listening("stall") as server:
        stalling = server.url.replace("smtp://", "imap://a:b@")
        started = time.monotonic()
        with pytest.raises(NotReached):
            read_bounces(LATER, Mailbox(stalling, timeout_seconds=0.5))
    assert time.monotonic() - started < 30  # a mailbox has a minute otherwise


def test_only_one_reads_at_a_time_but_not_for_ever(session: Session, mailbox: ImapServer):
    mailbox.put(report(samples.POSTFIX, TO, sent()))
    with pytest.raises(NotReached):
        read_bounces(LATER, Mailbox(mailbox.url(password="wrong")))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 0
    assert read_bounces(LATER + TURN, Mailbox(mailbox.url())) == 1


def test_who_read_by_a_wrong_clock_and_never_ended_keeps_nobody_from_reading(session: Session, mailbox: ImapServer):
    mailbox.put(report(samples.POSTFIX, TO, sent()))
    with pytest.raises(NotReached):
        read_bounces(LATER.replace(year=2038), Mailbox(mailbox.url(password="wrong")))
    assert read_bounces(LATER, Mailbox(mailbox.url())) == 1


def noted(app: Flask) -> int:
    with app.app_context():
        return db.session().scalars(sa.select(sa.func.count()).select_from(MailAttempt)).one()


def has_noted(app: Flask, number: int) -> bool:
    return noted(app) >= number


@pytest.mark.both_databases
def test_every_bounce_is_noted_once_although_workers_are_killed(
    app: Flask, database: Database, mailbox: ImapServer, tmp_path: Path
):
    with app.app_context():
        ids = [sent(str(number), to=f"person-{number}@example.org") for number in range(MANY)]
    mailbox.put(*(report(samples.POSTFIX, f"person-{n}@example.org", each, str(n)) for n, each in enumerate(ids)))
    for kill in range(KILLS):
        doomed = worker(database, tmp_path / f"{kill}.log", later=kill * 2 * TURN, bounce_mailbox=mailbox.url())
        wait_until(partial(has_noted, app, noted(app) + 3), doomed)
        servers.kill(doomed)
    assert noted(app) < MANY, "the workers were too fast to be killed in between"
    last = worker(database, tmp_path / "last.log", later=KILLS * 2 * TURN, bounce_mailbox=mailbox.url())
    wait_until(partial(has_noted, app, MANY), last)
    servers.stop([last])
    with app.app_context():
        assert Counter(each for each, _is_bounce in attempts(db.session())).most_common(1)[0][1] == 1
        assert {state for state, _said in stands(db.session())} == {State.FAILED}


@pytest.mark.both_databases
def test_two_workers_at_once_note_each_bounce_once(app: Flask, database: Database, mailbox: ImapServer, tmp_path: Path):
    with app.app_context():
        ids = [sent(str(number), to=f"person-{number}@example.org") for number in range(MANY)]
    mailbox.put(*(report(samples.EXIM, f"person-{n}@example.org", each, str(n)) for n, each in enumerate(ids)))
    both = [worker(database, tmp_path / f"{n}.log", later=n * 2 * TURN, bounce_mailbox=mailbox.url()) for n in range(2)]
    wait_until(partial(has_noted, app, MANY), both[0])  # the second one's turn begins while the first one reads
    servers.stop(both)
    assert noted(app) == MANY


def test_a_worker_waits_for_a_mailbox_that_is_gone_and_delivers_meanwhile(
    app: Flask, database: Database, tmp_path: Path
):
    with app.app_context():
        mail_to(make_event())
    waiting = worker(
        database, tmp_path / "worker.log", bounce_mailbox=f"imap://a:b@127.0.0.1:{servers.free_port()}/INBOX"
    )
    wait_until(lambda: "The mailbox for bounces cannot be read" in waiting.last_words, waiting)
    wait_until(lambda: "mails taken up" in waiting.last_words, waiting)
    servers.stop([waiting])
