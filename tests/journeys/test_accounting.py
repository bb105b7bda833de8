"""The privacy notice is written, approved and read; somebody reports a barrier, and it is answered."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.live import Live, text_of
from tests.support.make import make_account
from tests.support.signing_in import enter

PLACEHOLDER = re.compile(r"\[[^\[\]\n]+\](?![(\[])")
DRAFT = "Entwurf: Die verantwortliche Stelle"


@pytest.fixture
def admin(event: object, servers: Live, other_page: Page) -> Page:
    """The browser of an administrator who has signed in."""
    enter(other_page, servers.address, make_account(is_admin=True, email="admin@example.org", name="Alex Admin").email)
    return other_page


def test_a_privacy_notice_without_gaps_is_written_approved_and_read(organiser: Page, admin: Page, servers: Live):
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/legal")
    organiser.get_by_role("link", name="Datenschutzhinweise", exact=True).click()
    expect(organiser.get_by_role("button", name="Als neue Version speichern")).to_be_visible()
    for field in organiser.locator("textarea").all():
        written = field.input_value()
        if PLACEHOLDER.search(written):
            field.fill(PLACEHOLDER.sub("Musterangabe", written))
    organiser.get_by_role("button", name="Als neue Version speichern").click()
    expect(organiser.get_by_role("heading", name="Version 1", exact=True)).to_be_visible()
    expect(organiser.get_by_role("link", name="Freigeben …")).to_have_count(0)
    organiser.goto(f"{servers.address}/de/privacy")
    expect(organiser.get_by_text(DRAFT)).to_be_visible()
    admin.goto(f"{servers.address}/de/manage/jahrestagung-2027/legal/privacy/versions/1")
    admin.get_by_role("link", name="Freigeben …").click()
    admin.get_by_role("button", name="Version 1 freigeben").click()
    expect(admin.get_by_role("status").get_by_text("Version 1 ist freigegeben")).to_be_visible()
    organiser.reload()
    expect(organiser.get_by_text(DRAFT)).to_have_count(0)
    expect(organiser.get_by_text("Musterangabe").first).to_be_visible()
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/processing")
    expect(organiser.get_by_text("Version 1, freigegeben am")).to_be_visible()


def test_somebody_reports_a_barrier_and_gets_an_acknowledgement_and_an_answer(
    organiser: Page, other_page: Page, servers: Live
):
    other_page.goto(f"{servers.address}/de/accessibility")
    other_page.get_by_role("main").get_by_role("link", name="Barriere melden").first.click()
    other_page.get_by_label("Veranstaltung", exact=True).select_option(label="Jahrestagung")
    other_page.get_by_label("Beschreibung").fill("Die Auswahl des Clusters lässt sich nicht verlassen.")
    other_page.get_by_label("E-Mail").fill("kim@example.org")
    other_page.get_by_role("button", name="Absenden").click()
    reference = other_page.get_by_role("main").get_by_role("strong").inner_text()
    assert reference in text_of(servers.mailbox.wait_for("kim@example.org"))
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/feedback")
    organiser.get_by_role("link", name=reference).click()
    organiser.get_by_label("Antwort").fill("Der Fehler ist behoben.")
    organiser.get_by_role("button", name="Antworten und abschließen").click()
    assert "Der Fehler ist behoben." in text_of(servers.mailbox.wait_for("kim@example.org", 2))
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/feedback")
    expect(
        organiser.get_by_role("row").filter(has_text=reference).get_by_text("beantwortet", exact=False)
    ).to_be_visible()
