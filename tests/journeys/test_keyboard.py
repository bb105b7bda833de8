"""The page of fields of registering without a mouse."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.keyboard import focused, tab_to, type_into
from tests.support.live import Live
from tools import page_checks

pytestmark = pytest.mark.promise("P22")


@pytest.fixture
def first_page(event: Event, servers: Live, page: Page) -> Page:
    """The edition's page was left by keyboard."""
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    tab_to(page, "Jetzt anmelden")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
    return page


def test_the_first_page_can_be_filled_in_and_sent_without_a_mouse(first_page: Page):
    tab_to(first_page, "Vor Ort")
    first_page.keyboard.press("Space")
    type_into(first_page, "Vorname", "Jördis")
    type_into(first_page, "Nachname", "Weiß")
    type_into(first_page, "E-Mail", "joerdis@example.org")
    type_into(first_page, "Name der Institution", "Musternetzwerk")
    type_into(first_page, "Art der Institution", "Start")  # a list goes to what is typed
    type_into(first_page, "Bundesland", "Sachs")
    tab_to(first_page, "Ja")
    first_page.keyboard.press("ArrowDown")  # arrows choose among the answers
    tab_to(first_page, "Weiter: Prüfen")
    first_page.keyboard.press("Enter")
    expect(first_page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")


def test_what_is_wrong_is_read_first_and_leads_to_its_field(first_page: Page):
    type_into(first_page, "Nachname", "Weiß")
    first_page.keyboard.press("Enter")
    summary = first_page.get_by_role("alert")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("Geben Sie Ihren Vornamen ein.")
    assert first_page.title().startswith("Fehler:")
    assert page_checks.axe(first_page) == []
    expect(first_page.get_by_label("Nachname")).to_have_value("Weiß")
    tab_to(first_page, "Geben Sie Ihren Vornamen ein.")
    first_page.keyboard.press("Enter")
    expect(first_page.get_by_label("Vorname")).to_be_focused()


def test_the_first_stop_leads_past_the_menu(first_page: Page):
    first_page.reload()
    first_page.keyboard.press("Tab")
    assert focused(first_page) == "Zum Inhalt springen"
    first_page.keyboard.press("Enter")
    tab_to(first_page, "Vor Ort")
