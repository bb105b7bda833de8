"""Links that never end in an error, and the page that says when it closes."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.live import Live, link_in
from tests.support.registrants import arrive, status
from tests.support.signing_up import personal

MIRIAM = "miriam@example.org"


@pytest.fixture
def own_page(event: Event, servers: Live, page: Page) -> Page:
    """Miriam's own page, with a clock that the test moves."""
    miriam = arrive(event, MIRIAM)
    page.clock.install()
    page.goto(servers.address + personal(miriam))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Tag")
    return page


def test_my_day_without_a_session_brings_the_link_to_whoever_asks(event: Event, servers: Live, page: Page):
    arrive(event, MIRIAM)
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    page.get_by_role("navigation", name="Haupt").get_by_role("link", name="Mein Tag").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Tag")
    page.get_by_label("E-Mail").fill(MIRIAM)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihrem Postfach nach")
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 3)))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()


def test_two_minutes_before_it_closes_the_page_says_so_and_a_key_keeps_it_open(own_page: Page):
    own_page.clock.run_for("27:50")
    expect(own_page.get_by_role("dialog")).to_be_hidden()
    own_page.clock.run_for("00:15")
    expect(own_page.get_by_role("dialog", name="Diese Seite schließt sich in zwei Minuten")).to_be_visible()
    expect(own_page.get_by_role("button", name="Offen lassen")).to_be_focused()
    own_page.keyboard.press("Enter")
    expect(own_page.get_by_role("dialog")).to_be_hidden()
    own_page.clock.run_for("27:50")
    expect(own_page.get_by_role("dialog")).to_be_hidden()


def test_what_was_typed_is_still_there_once_the_page_has_closed(own_page: Page):
    own_page.get_by_role("link", name="Angaben ändern").click()
    own_page.get_by_label("Vorname").fill("Mirjam")
    own_page.clock.run_for("28:05")
    own_page.get_by_role("button", name="Hinweis schließen").click()
    own_page.clock.run_for("02:05")
    expect(own_page.get_by_role("dialog", name="Diese Seite ist geschlossen")).to_be_visible()
    expect(own_page.get_by_role("button", name="Offen lassen")).to_be_hidden()
    own_page.keyboard.press("Escape")
    expect(own_page.get_by_label("Vorname")).to_have_value("Mirjam")


def test_ending_on_this_device_closes_the_page(own_page: Page, servers: Live):
    own_page.get_by_role("link", name="Auf diesem Gerät beenden").click()
    own_page.get_by_role("button", name="Jetzt beenden").click()
    expect(own_page.get_by_text("Ihre Seite ist auf diesem Gerät geschlossen.")).to_be_visible()
    own_page.goto(f"{servers.address}/de/my/data")
    expect(own_page.get_by_text("Es wurde nichts geändert.")).to_be_visible()


def test_a_substitute_says_no_and_whoever_named_them_hears_it(
    event: Event, servers: Live, page: Page, other_page: Page
):
    giver = arrive(event, MIRIAM)
    page.goto(servers.address + personal(giver))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    page.get_by_role("link", name="Ersatzperson benennen").click()
    page.get_by_label("Vorname").fill("Kim")
    page.get_by_label("Nachname").fill("Weber")
    page.get_by_label("E-Mail").fill("kim@example.org")
    page.get_by_role("button", name="Diese Person benennen").click()

    other_page.goto(link_in(servers.mailbox.wait_for("kim@example.org")))
    other_page.get_by_role("button", name="Nein, danke").click()
    expect(other_page.get_by_role("heading", level=1)).to_have_text("Danke für Ihre Antwort")
    letter = servers.mailbox.wait_for(MIRIAM, 3)
    assert letter["Subject"] == "Ihre Ersatzperson kommt nicht: Jahrestagung"
    assert status(giver) is Status.CONFIRMED
