"""The outbox with keys alone: down to the next mail, up again, and back to the list."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.outbox import sent_mail


def press(page: Page, key: str) -> None:
    """A key, once the page is there as a whole: before that none has a meaning."""
    page.wait_for_load_state()
    page.keyboard.press(key)


def test_arrows_walk_from_mail_to_mail_and_escape_closes_it(event: Event, servers: Live, organiser: Page):
    for name in ("Adler", "Baum", "Celik"):
        sent_mail(event, first_name="Kim", last_name=name, email=f"{name.lower()}@example.org")
    organiser.set_viewport_size({"width": 1280, "height": 800})
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/outbox")
    facts = organiser.locator("[data-pane] .facts")
    organiser.locator(".mails").get_by_role("link").first.click()
    expect(facts).to_contain_text("celik@example.org")
    press(organiser, "ArrowDown")
    expect(facts).to_contain_text("baum@example.org")
    press(organiser, "ArrowUp")
    expect(facts).to_contain_text("celik@example.org")
    expect(organiser.locator(".outbox__list")).to_be_visible()
    press(organiser, "Escape")
    expect(facts).to_have_count(0)
    organiser.wait_for_load_state()
    organiser.locator(".mails").get_by_role("link").first.focus()
    press(organiser, "ArrowDown")
    expect(organiser.locator(".mails").get_by_role("link").nth(1)).to_be_focused()
    organiser.keyboard.press("Enter")
    expect(facts).to_contain_text("baum@example.org")
    organiser.set_viewport_size({"width": 1100, "height": 800})
    expect(organiser.locator(".outbox__list")).to_be_hidden()
