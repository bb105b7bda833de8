"""An organiser words a letter anew, looks, tries it out, and goes back to the default."""

from email.message import EmailMessage

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.journeys.test_registering import prove, register
from tests.support.live import Live, text_of
from tests.support.make import make_registration

LETTERS = "/de/manage/jahrestagung-2027/letters"
ME = "organiser@example.org"


def confirmation(servers: Live, page: Page, email: str) -> EmailMessage:
    """What somebody gets who registers now."""
    page.context.clear_cookies()
    register(page, servers, email)
    prove(page, servers, email)
    return servers.mailbox.wait_for(email, 2)


def test_an_organiser_words_the_confirmation_anew_and_goes_back(
    event: Event, servers: Live, organiser: Page, other_page: Page
):
    make_registration(event, first_name="Björn", last_name="Überschär")
    organiser.goto(servers.address + LETTERS)
    organiser.get_by_role("link", name="Standard : Teilnahmebestätigung, vor Ort, Deutsch").click()
    preview = organiser.locator("[data-preview]")

    body = organiser.get_by_label("Text", exact=True)
    body.fill("Guten Tag {saluation},\n\nkommen Sie mit der U-Bahn.")
    expect(preview).to_contain_text("Meinen Sie {salutation}?")  # while typing
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_role("alert")).to_contain_text("keinen Platzhalter {saluation}")
    expect(body).to_have_value("Guten Tag {saluation},\n\nkommen Sie mit der U-Bahn.")

    body.fill("Guten Tag ,\n\nkommen Sie mit der U-Bahn.")
    body.evaluate("field => field.setSelectionRange(10, 10)")
    organiser.get_by_role("button", name="{salutation} einfügen").click()
    expect(body).to_have_value("Guten Tag {salutation},\n\nkommen Sie mit der U-Bahn.")
    organiser.get_by_label("Vorschau mit").fill("Überschär")
    expect(preview).to_contain_text("Mit den Angaben von Björn Überschär.")
    expect(preview).to_contain_text("Guten Tag Björn Überschär, kommen Sie mit der U-Bahn.")
    assert preview.get_by_role("link").count() == 0

    organiser.get_by_role("button", name="Testmail an mich senden").click()
    trial = servers.mailbox.wait_for(ME)
    assert str(trial["Subject"]).startswith("[Test] Teilnahmebestätigung")
    assert "kommen Sie mit der U-Bahn." in text_of(trial)
    assert "Überschär" not in text_of(trial)

    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_text("Der Text ist gespeichert.")).to_be_visible()
    assert "kommen Sie mit der U-Bahn." in text_of(confirmation(servers, other_page, "erste@example.org"))

    organiser.get_by_role("link", name="Zurück zum Standard …").click()
    expect(organiser.get_by_role("deletion").filter(has_text="U-Bahn")).to_be_visible()
    organiser.get_by_role("button", name="Zurück zum Standardtext").click()
    expect(organiser.get_by_text("Das ist der Standardtext.")).to_be_visible()
    assert "U-Bahn" not in text_of(confirmation(servers, other_page, "zweite@example.org"))
