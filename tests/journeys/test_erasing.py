"""Somebody has confirmed, thinks better of it, and wants to be forgotten."""

from playwright.sync_api import Page, expect

from gocluster_events.core import db
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.live import Live, text_of
from tests.support.make import make_registration
from tests.support.settings import SECRET_KEY


def test_a_person_reads_what_goes_erases_everything_and_gets_one_last_letter(page: Page, event: Event, servers: Live):
    person = make_registration(event, email="miriam@example.org").id
    page.goto(f"{servers.address}/de/my/{Signer((SECRET_KEY,)).sign('own.personal', person, 1)}")
    page.get_by_role("button").first.click()
    page.get_by_text("Mehr", exact=True).click()
    page.get_by_role("link", name="Meine Daten löschen").click()
    expect(page.get_by_role("heading", name="Was bleibt und warum")).to_be_visible()
    page.get_by_role("button", name="Daten endgültig löschen").click()
    expect(page.get_by_role("heading", name="Ihre Daten sind gelöscht")).to_be_visible()
    letter = servers.mailbox.wait_for("miriam@example.org")
    assert letter["Subject"] == "Ihre Daten sind gelöscht: Jahrestagung"
    assert "/my/" not in text_of(letter)
    answer = page.goto(f"{servers.address}/de/my/")
    assert answer is not None
    assert answer.status == 200
    expect(page.get_by_label("E-Mail")).to_be_visible()
    db.session().rollback()
    assert db.session().get(Registration, person) is None
