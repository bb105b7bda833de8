"""Two colleagues register together; the page says that one of them waits, and each proves the own address."""

from playwright.sync_api import Page, expect

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from tests.journeys.test_registering import fill_in, prove
from tests.support.live import Live


def add_colleague(page: Page, email: str) -> None:
    """From the check page over that of the second person back to it."""
    page.get_by_role("link", name="Weitere Person aus Ihrer Institution").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Angaben zur 2. Person")
    expect(page.locator("details").get_by_text("Musternetzwerk Leichtbau")).to_be_visible()
    expect(page.get_by_label("E-Mail")).to_have_value("")
    page.get_by_label("Vorname").fill("Tarek")
    page.get_by_label("Nachname").fill("Lindholm")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_role("radio", name="Vor Ort").check()
    page.get_by_role("button", name="Weiter: Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")


def test_two_colleagues_register_together_and_the_second_waits_as_the_page_said(
    event: Event, servers: Live, page: Page, other_page: Page
):
    with transaction() as session:
        session.get_one(Event, event.id).capacity_onsite = 1
    fill_in(page, servers, "joerdis@example.org", "Weiß-Übermut")
    add_colleague(page, "tarek@example.org")
    expect(page.get_by_text("Platz vor Ort")).to_be_visible()
    expect(page.locator("summary").filter(has_text="Tarek Lindholm")).to_contain_text("Warteliste vor Ort")
    expect(page.get_by_text("1 Person kommt auf die Warteliste")).to_be_visible()
    page.get_by_role("button", name="Anmeldung absenden").click()
    for address in ("joerdis@example.org", "tarek@example.org"):
        expect(page.locator("strong").get_by_text(address)).to_be_visible()

    prove(page, servers, "joerdis@example.org")
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    prove(other_page, servers, "tarek@example.org")
    expect(other_page.get_by_role("heading", name="Sie stehen auf Platz 1 der Warteliste")).to_be_visible()


def test_whoever_was_added_by_mistake_is_taken_out_again(event: Event, servers: Live, page: Page):
    fill_in(page, servers, "joerdis@example.org", "Weiß-Übermut")
    add_colleague(page, "tarek@example.org")
    page.locator("summary").filter(has_text="Tarek Lindholm").click()
    page.get_by_role("link", name="Tarek Lindholm entfernen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tarek Lindholm entfernen?")
    page.get_by_role("button", name="Diese Person nicht anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    expect(page.get_by_text("Tarek Lindholm")).to_have_count(0)
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.get_by_text("joerdis@example.org")).to_be_visible()
