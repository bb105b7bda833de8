"""An organiser writes to everybody confirmed; one e-mail comes back, and goes to the right address."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page, expect

from gocluster_events.backoffice.messages.models import Message
from gocluster_events.core import clock, db
from gocluster_events.core.mail.models import Mail
from gocluster_events.core.mail.rules.outbox import State
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support import bounces, imap_server, live, nursery
from tests.support.databases import Database
from tests.support.imap_server import ImapServer
from tests.support.live import Live, text_of
from tests.support.make import make_registration
from tools.servers import worker

MANAGE = "/de/manage/jahrestagung-2027"
MARK = "E-Mails kommen nicht an"
WRONG, RIGHT = "ueberschaer@mowin.example", "b.ueberschaer@mowin.example"


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[ImapServer]:
    """Where mails come back."""
    with imap_server.listening(tmp_path / "imap") as listening:
        yield listening


@pytest.fixture
def servers(database: Database, tmp_path: Path, mailbox: ImapServer) -> Iterator[Live]:
    """The same servers as always, which read that mailbox."""
    with live.running(database, tmp_path, bounce_mailbox=mailbox.url()) as started:
        yield started


@pytest.fixture(autouse=True)
def people(event: Event) -> None:
    """Two who come, and one who had to cancel."""
    make_registration(event, first_name="Anna", last_name="Adler", email="anna.adler@example.org")
    make_registration(event, first_name="Björn", last_name="Überschär", email=WRONG)
    make_registration(event, last_name="Fehlt", email="fehlt@example.org", status=Status.CANCELLED)


def let_the_hour_come() -> None:
    """Whatever message is planned is due."""
    with db.transaction() as session:
        session.execute(sa.update(Message).values(due_at=clock.now()))


def wait_until_sent(number: int) -> None:
    """The worker has noted of so many mails that the server took them, which it does a moment after."""
    sent = sa.select(sa.func.count()).select_from(Mail).where(Mail.state == State.SENT)
    for _turn in range(200):
        db.session().rollback()
        if db.session().scalar(sent) == number:
            return
        time.sleep(0.1)
    raise AssertionError(f"{db.session().scalar(sent)} of {number} mails are noted as sent")


def read_the_mailbox(servers: Live) -> None:
    """Another worker does once what is due."""
    log = servers.mailbox.folder.with_name("reading.log")
    assert worker(servers.environ, log, nursery.start, once=True).process.wait(30) == 0


def write(page: Page) -> None:
    """A draft says where the entrance is, and is looked at as each of its readers gets it."""
    page.get_by_role("link", name="E-Mail an 2").click()
    expect(page.get_by_role("heading", name="2 Personen erhalten sie")).to_be_visible()
    page.get_by_label("Betreff, Deutsch").fill("Anreise zur {event}")
    page.get_by_label("Text, Deutsch").fill("Guten Tag {salutation},\n\nder **Eingang** hat gewechselt.")
    page.get_by_role("button", name="Speichern und ansehen").click()
    expect(page.get_by_text("1 von 2: Anna Adler")).to_be_visible()
    page.get_by_role("link", name="Nächste Person").click()
    expect(page.get_by_role("article")).to_contain_text("Guten Tag Björn Überschär")
    page.get_by_label("Person", exact=True).select_option("Anna Adler")
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_role("article")).to_contain_text("Guten Tag Anna Adler")
    page.get_by_role("link", name="Weiter zum Versand").click()


def plan_and_take_back(page: Page) -> None:
    """The message was planned for an hour that is the first one after the clocks changed, and is a draft again."""
    expect(page.get_by_label("Datum und Uhrzeit am Veranstaltungsort")).to_be_hidden()
    page.get_by_label("Zu einem Zeitpunkt").check()
    page.get_by_label("Datum und Uhrzeit am Veranstaltungsort").fill("2027-03-28T03:00")
    page.get_by_role("button", name="2 E-Mails senden").click()
    expect(page.get_by_text("Wird am 28. März 2027, 03:00 Uhr an 2 Personen gesendet.")).to_be_visible()
    page.get_by_role("link", name="Rundmail zurückziehen").click()
    page.get_by_role("button", name="Zurückziehen").click()
    expect(page.get_by_text("Niemand hat sie erhalten")).to_be_visible()


def correct_the_address(page: Page) -> None:
    """From the mark in the list over the mail that came back to the right address."""
    marked = page.get_by_role("row").filter(has_text=MARK)
    expect(marked).to_have_count(1)
    marked.get_by_role("link", name="Überschär").click()
    page.get_by_role("link", name="Was der Server sagte").click()
    expect(page.get_by_text("kennt das Postfach ueberschaer nicht")).to_be_visible()
    page.get_by_role("link", name="Adresse berichtigen").click()
    page.get_by_label("Richtige E-Mail-Adresse").fill(RIGHT)
    page.get_by_role("button", name="Berichtigen und senden").click()


def test_everybody_confirmed_is_written_to_and_what_came_back_is_sent_again(
    organiser: Page, servers: Live, mailbox: ImapServer
):
    manage = f"{servers.address}{MANAGE}"
    organiser.goto(f"{manage}/attendees?status=confirmed")
    write(organiser)
    plan_and_take_back(organiser)
    organiser.get_by_role("button", name="Speichern und weiter zum Versand").click()
    organiser.get_by_role("button", name="2 E-Mails senden").click()
    expect(organiser.get_by_text("Die Rundmail ist geplant")).to_be_visible()
    assert servers.mailbox.letters() == []
    let_the_hour_come()
    assert "Guten Tag Anna Adler" in text_of(servers.mailbox.wait_for("anna.adler@example.org"))
    letter = servers.mailbox.wait_for(WRONG)
    assert servers.mailbox.letters("fehlt@example.org") == []

    wait_until_sent(2)
    organiser.goto(f"{manage}/outbox")
    expect(organiser.get_by_role("row").filter(has_text="Zugestellt")).to_have_count(2)
    mailbox.put(bounces.report(bounces.POSTFIX, WRONG, letter["Message-ID"].strip("<>")))
    read_the_mailbox(servers)
    organiser.goto(f"{manage}/attendees")
    correct_the_address(organiser)
    servers.mailbox.wait_for(RIGHT)
    wait_until_sent(2)
    organiser.goto(f"{manage}/outbox")
    expect(organiser.get_by_role("row").filter(has_text=RIGHT).filter(has_text="Zugestellt")).to_have_count(1)
    organiser.goto(f"{manage}/attendees")
    expect(organiser.get_by_text(MARK)).to_have_count(0)
