"""What somebody does about their own registration, without writing to anybody: change it, leave, come back."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.journeys.test_registering import cancel, prove, register
from tests.support.live import Live, link_in

MIRIAM, NEW = "miriam@example.org", "tannert@example.org"


def test_details_and_address_are_changed_and_the_new_address_is_proven(event: Event, servers: Live, page: Page):
    register(page, servers, MIRIAM)
    prove(page, servers, MIRIAM)
    page.get_by_role("link", name="Angaben ändern").click()
    expect(page.get_by_label("Nachname")).to_have_value("Weiß-Übermut")
    page.get_by_label("Nachname").fill("Osterloh")
    page.get_by_label("E-Mail").fill(NEW)
    page.get_by_role("button", name="Änderungen speichern").click()
    expect(page.get_by_text("Ihre Angaben sind gespeichert.")).to_be_visible()
    expect(page.get_by_role("heading", name="Neue E-Mail-Adresse bestätigen")).to_be_visible()

    page.goto(link_in(servers.mailbox.wait_for(NEW)))
    expect(page.get_by_role("main")).not_to_contain_text("Osterloh")
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mein Tag")
    expect(page.get_by_text("Jördis Osterloh").first).to_be_visible()
    page.get_by_role("link", name="Angaben ändern").click()
    expect(page.get_by_label("E-Mail")).to_have_value(NEW)

    subject = servers.mailbox.wait_for(MIRIAM, 5)["Subject"]
    assert subject == "Ihre E-Mail-Adresse wurde ersetzt: Jahrestagung"
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    expect(page.get_by_role("heading", level=1)).to_have_text("Dieser Link gilt nicht mehr")


def test_who_has_cancelled_and_lost_the_link_comes_back(event: Event, servers: Live, page: Page):
    register(page, servers, MIRIAM)
    prove(page, servers, MIRIAM)
    cancel(page)
    expect(page.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()

    page.context.clear_cookies()
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    page.get_by_role("link", name="Link verloren?").click()
    page.get_by_label("E-Mail").fill(MIRIAM.upper())
    page.get_by_role("button", name="Link an mich senden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihrem Postfach nach")

    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 4)))
    page.get_by_role("button", name="Meine Anmeldung öffnen").click()
    page.get_by_role("link", name="Doch teilnehmen").first.click()
    page.get_by_role("button", name="Wieder anmelden").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    (calendar,) = servers.mailbox.wait_for(MIRIAM, 5).iter_attachments()
    assert "STATUS:CANCELLED" not in calendar.get_content()
