"""From the edition's page to a confirmed place, to the waiting list and up from it, as people do it."""

import re

from playwright.sync_api import Page, expect

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live, link_in, text_of


def fill_in(page: Page, servers: Live, email: str, last_name: str) -> None:
    """From the edition's page to "Stimmt alles?"."""
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    page.get_by_role("link", name=re.compile("Jetzt anmelden|Auf die Warteliste")).click()
    page.get_by_role("radio", name="Vor Ort").check()
    page.get_by_label("Vorname").fill("Jördis")
    page.get_by_label("Nachname").fill(last_name)
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Name der Institution").fill("Musternetzwerk Leichtbau")
    page.get_by_label("Art der Institution").select_option("Start-up")
    page.get_by_label("Bundesland").select_option("Sachsen")
    page.get_by_role("group", name="Sind Sie go-cluster-Mitglied?").get_by_label("Nein").check()
    page.get_by_text("Weitere Angaben").click()
    page.get_by_role("radio", name="Vegan").check()
    page.get_by_role("button", name="Weiter: Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")


def register(page: Page, servers: Live, email: str, last_name: str = "Weiß-Übermut") -> None:
    fill_in(page, servers, email, last_name)
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie Ihre E-Mail-Adresse")


def prove(page: Page, servers: Live, email: str) -> None:
    """The person opens the link in the first mail and presses the button."""
    page.goto(link_in(servers.mailbox.wait_for(email)))
    page.get_by_role("button", name="E-Mail-Adresse bestätigen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Mein Tag|Meine Anmeldung"))


def cancel(page: Page) -> None:
    """From the personal page."""
    page.get_by_role("link", name="Abmelden").click()
    page.get_by_role("button", name="Jetzt abmelden").click()


def test_a_person_registers_proves_the_address_and_is_confirmed(event: Event, servers: Live, page: Page):
    fill_in(page, servers, "joerdis@example.org", "Weiß-Übermut")
    for text in ("Jördis Weiß-Übermut", "joerdis@example.org", "Start-up", "Sachsen", "Vor Ort", "Vegan"):
        expect(page.get_by_role("definition").filter(has_text=text).first).to_be_visible()
    page.get_by_role("button", name="Anmeldung absenden").click()
    expect(page.get_by_text("joerdis@example.org")).to_be_visible()

    prove(page, servers, "joerdis@example.org")
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    assert page.url == f"{servers.address}/de/my/"

    confirmation = servers.mailbox.wait_for("joerdis@example.org", 2)
    (calendar,) = confirmation.iter_attachments()
    assert calendar.get_content_type() == "text/calendar"
    page.context.clear_cookies()
    page.goto(link_in(confirmation))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()


def test_what_was_typed_is_still_there_after_going_back(event: Event, servers: Live, page: Page):
    fill_in(page, servers, "joerdis@example.org", "Weiß-Übermut")
    page.get_by_role("link", name="Ändern : Person").click()
    expect(page.get_by_label("Nachname")).to_have_value("Weiß-Übermut")
    page.get_by_label("Nachname").fill("Weiss")
    page.get_by_role("button", name="Weiter: Prüfen").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stimmt alles?")
    expect(page.get_by_text("Jördis Weiss").first).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_label("Nachname")).to_have_value("Weiss")


def test_the_last_place_taken_the_next_person_waits_and_moves_up(
    event: Event, servers: Live, page: Page, other_page: Page
):
    with transaction() as session:
        session.get_one(Event, event.id).capacity_onsite = 1
    register(page, servers, "first@example.org")
    prove(page, servers, "first@example.org")
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()

    register(other_page, servers, "second@example.org")
    prove(other_page, servers, "second@example.org")
    expect(other_page.get_by_role("heading", name="Sie stehen auf Platz 1 der Warteliste")).to_be_visible()
    assert servers.mailbox.wait_for("second@example.org", 2)["Subject"] == "Warteliste, Platz 1: Jahrestagung"

    cancel(page)
    expect(page.get_by_role("heading", name="Sie sind abgemeldet")).to_be_visible()

    moved_up = servers.mailbox.wait_for("second@example.org", 3)
    assert "nachgerückt" in str(moved_up["Subject"])
    assert "Jördis Weiß-Übermut" in text_of(moved_up)
    other_page.reload()
    expect(other_page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
