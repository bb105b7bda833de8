"""An organiser asks a question that depends on another and previews it; somebody answers, with scripts or without."""

import pytest
from playwright.sync_api import Browser, Page, expect

from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import FederalState
from tests.support import chromium
from tests.support.live import Live
from tests.support.make import add

COMES, TOUR = "Kommen Sie zur Exkursion?", "Welche Führung?"


def new_question(page: Page, servers: Live, label: str, kind: str) -> None:
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/registration/questions")
    page.get_by_role("link", name="Neue Frage").click()
    page.get_by_label("Frage, deutsch").fill(label)
    page.get_by_role("radio", name=kind).check()
    page.get_by_label("Zweck").fill("Planung der Exkursion")


def ask(page: Page, servers: Live) -> None:
    """Who comes along, and on which tour: one of them has one place."""
    new_question(page, servers, COMES, "Ja oder Nein")
    page.get_by_role("button", name="Speichern").click()
    new_question(page, servers, TOUR, "Eine von mehreren Antworten")
    page.get_by_label("Antwort 1, deutsch").fill("Hafen")
    page.get_by_label("Antwort 1, Plätze").fill("1")
    page.get_by_label("Antwort 2, deutsch").fill("Werk")
    page.get_by_label("Diese Frage muss beantwortet werden.").check()
    page.get_by_role("checkbox", name=f"„Ja“ auf „{COMES}“").check()
    page.get_by_role("button", name="Speichern").click()
    expect(page.get_by_text("Hafen: 0 von 1 Plätzen vergeben")).to_be_visible()


def first_page(page: Page, servers: Live, email: str) -> None:
    page.goto(f"{servers.address}/de/jahrestagung-2027/register")
    page.get_by_role("radio", name="Vor Ort").check()
    page.get_by_label("Vorname").fill("Jördis")
    page.get_by_label("Nachname").fill("Weiß")
    page.get_by_label("E-Mail").fill(email)
    page.get_by_label("Name der Institution").fill("Musternetzwerk")
    page.get_by_label("Art der Institution").select_option("Start-up")
    page.get_by_label("Bundesland").select_option("Sachsen")
    page.get_by_role("group", name="Sind Sie go-cluster-Mitglied?").get_by_label("Nein").check()
    page.get_by_text("Weitere Angaben").click()


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_a_question_for_some_is_asked_previewed_and_answered(
    event: Event, servers: Live, organiser: Page, browser: Browser, scripts: str
):
    ask(organiser, servers)
    organiser.get_by_role("link", name="Vorschau", exact=True).first.click()
    organiser.get_by_text("Weitere Angaben").click()
    tour = organiser.get_by_role("group", name=TOUR)
    expect(tour).to_be_hidden()
    organiser.get_by_role("group", name=COMES).get_by_label("Ja").check()
    expect(tour).to_be_visible()
    expect(organiser.get_by_role("button")).to_have_count(0)

    with chromium.opened(browser, java_script_enabled=scripts == "with scripts") as page:
        first_page(page, servers, "joerdis@example.org")
        words = page.get_by_text("Nur wenn Sie oben bei")
        if scripts == "with scripts":
            expect(page.get_by_role("group", name=TOUR)).to_be_hidden()
        else:
            expect(words).to_be_visible()
        page.get_by_role("group", name=COMES).get_by_label("Ja").check()
        page.get_by_role("button", name="Weiter: Prüfen").click()
        expect(page.get_by_role("link", name=f"{TOUR} Wählen Sie eine der Antworten.")).to_be_visible()
        page.get_by_role("group", name=TOUR).get_by_label("Hafen").check()
        page.get_by_role("button", name="Weiter: Prüfen").click()
        expect(page.get_by_role("definition").filter(has_text="Hafen").first).to_be_visible()
        page.get_by_role("button", name="Anmeldung absenden").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie Ihre E-Mail-Adresse")

        first_page(page, servers, "ole@example.org")
        page.get_by_role("group", name=COMES).get_by_label("Ja").check()
        expect(page.get_by_label("Hafen (ausgebucht)")).to_be_disabled()
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/registration/questions")
    expect(organiser.get_by_text("Hafen: 1 von 1 Plätzen vergeben")).to_be_visible()


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_members_are_asked_what_is_for_members_and_who_is_none_after_all_reads_what_that_ends(
    event: Event, servers: Live, organiser: Page, browser: Browser, scripts: str
):
    add(Cluster(event_id=event.id, name="Musternetzwerk Nord", state=FederalState.HH))
    new_question(organiser, servers, COMES, "Ja oder Nein")
    organiser.get_by_label("Diese Frage muss beantwortet werden.").check()
    organiser.get_by_role("radio", name="Nur Mitglieder").check()
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_text("· Nur Mitglieder")).to_be_visible()

    with chromium.opened(browser, java_script_enabled=scripts == "with scripts") as page:
        first_page(page, servers, "joerdis@example.org")
        member, comes = (page.get_by_role("group", name=name) for name in ("Sind Sie go-cluster-Mitglied?", COMES))
        if scripts == "with scripts":
            expect(comes).to_be_hidden()
        else:
            expect(page.get_by_text("Nur wenn Sie Mitglied sind.")).to_be_visible()
        member.get_by_label("Ja").check()
        page.get_by_role("combobox", name="Ihr Cluster").fill("Musternetzwerk Nord")
        page.get_by_role("button", name="Weiter: Prüfen").click()
        page.get_by_role("link", name=f"{COMES} Wählen Sie „Ja“ oder „Nein“.").click()
        comes.get_by_label("Ja").check()
        page.get_by_role("button", name="Weiter: Prüfen").click()
        page.get_by_role("link", name=COMES).click()
        member.get_by_label("Nein").check()
        page.get_by_role("button", name="Weiter: Prüfen").click()
        expect(
            page.get_by_text(f"Die Antwort auf „{COMES}“ entfällt: Die Frage betrifft nur Mitglieder.")
        ).to_be_visible()
        page.get_by_role("button", name="Anmeldung absenden").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Bitte bestätigen Sie Ihre E-Mail-Adresse")


def test_a_field_that_is_off_is_not_asked_and_one_that_is_a_must_is_demanded(
    event: Event, servers: Live, organiser: Page, other_page: Page
):
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/registration/questions")
    organiser.get_by_role("row", name="Telefon").get_by_role("radio").first.check()
    organiser.get_by_role("row", name="Funktion").get_by_role("radio").last.check()
    organiser.get_by_role("button", name="Felder speichern").click()
    expect(organiser.get_by_role("status").first).to_be_visible()

    other_page.goto(f"{servers.address}/de/jahrestagung-2027/register")
    expect(other_page.get_by_label("Telefon")).to_have_count(0)
    other_page.get_by_label("Nachname").fill("Weiß")
    other_page.get_by_role("button", name="Weiter: Prüfen").click()
    expect(other_page.locator("a[href='#position']")).to_be_visible()
    expect(other_page.get_by_label("Nachname")).to_have_value("Weiß")
