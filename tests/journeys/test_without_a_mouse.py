"""Registering and running the meeting with keys alone: every focus is seen, nothing asks for a mouse."""

import csv
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.access import Role
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.keyboard import focused, follow, press, tab_to, type_into
from tests.support.live import Live, link_in
from tests.support.make import PASSWORD, make_member, make_registration, make_room
from tests.support.programme import plan, publish, slot


def open_signed_in(page: Page, servers: Live, email: str, path: str) -> None:
    """The page stands open after signing in for it."""
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/{path}")
    type_into(page, "E-Mail", email)
    type_into(page, "Passwort", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url(f"**/manage/jahrestagung-2027/{path}")


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


@pytest.fixture
def list_page(event: Event, servers: Live, page: Page) -> Page:
    """The list of three people, on a screen that has no room for the filter beside it."""
    make_member(event, Role.STAFF, email="staff@example.org")
    for last_name, status in (("Brandt", Status.CONFIRMED), ("Weiß", Status.CONFIRMED), ("Adler", Status.CANCELLED)):
        make_registration(event, last_name=last_name, status=status)
    page.set_viewport_size({"width": 900, "height": 700})
    open_signed_in(page, servers, "staff@example.org", "attendees")
    return page


def names(page: Page) -> list[str]:
    """The last names in the list."""
    rows = page.get_by_role("table").get_by_role("rowheader").all_inner_texts()
    return sorted(row.partition(",")[0] for row in rows)


@pytest.mark.promise("P22")
def test_a_person_signs_up_from_the_edition_to_the_ticket_and_takes_it_along(event: Event, servers: Live, page: Page):
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    follow(page, "Jetzt anmelden")
    heading(page, "Anmelden")
    press(page, "Vor Ort", "Space")
    for name, text in (("Vorname", "Jördis"), ("Nachname", "Weiß"), ("E-Mail", "joerdis@example.org")):
        type_into(page, name, text)
    type_into(page, "Name der Institution", "Musternetzwerk")
    type_into(page, "Art der Institution", "Start")  # a list goes to what is typed
    type_into(page, "Bundesland", "Sachs")
    tab_to(page, "Ja")  # the first of a group; arrows choose among them
    page.keyboard.press("ArrowDown")
    press(page, "Weitere Angaben", "Space")
    tab_to(page, "Keine Angabe")
    while not focused(page).startswith("Vegan"):
        page.keyboard.press("ArrowDown")
    follow(page, "Weiter: Prüfen")
    heading(page, "Stimmt alles?")
    expect(page.get_by_role("definition").filter(has_text="Vegan").last).to_be_visible()
    follow(page, "Anmeldung absenden")
    heading(page, "Bitte bestätigen Sie Ihre E-Mail-Adresse")
    page.goto(link_in(servers.mailbox.wait_for("joerdis@example.org")))
    follow(page, "E-Mail-Adresse bestätigen")
    heading(page, "Mein Tag")
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    with page.expect_download() as started:
        press(page, "In den Kalender")
    assert started.value.suggested_filename == f"{event.slug}.ics"


@pytest.mark.promise("P22")
def test_staff_narrow_the_list_and_widen_it_again(list_page: Page):
    press(list_page, "Filter")
    press(list_page, "Bestätigt", "Space")
    follow(list_page, "Anwenden")
    expect(list_page.get_by_text("2 von 3 Anmeldungen").last).to_be_visible()
    assert names(list_page) == ["Brandt", "Weiß"]
    follow(list_page, "Filter entfernen: ")
    expect(list_page.get_by_text("3 von 3 Anmeldungen").last).to_be_visible()
    assert names(list_page) == ["Adler", "Brandt", "Weiß"]


@pytest.mark.promise("P22")
def test_staff_download_the_list_with_its_purpose(list_page: Page, tmp_path: Path):
    press(list_page, "Herunterladen")
    type_into(list_page, "Zweck des Downloads", "Namensschilder")
    tab_to(list_page, "CSV")
    with list_page.expect_download() as started:
        list_page.keyboard.press("Enter")
    started.value.save_as(tmp_path / "list.csv")
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert sorted(row["Nachname"] for row in rows) == ["Adler", "Brandt", "Weiß"]


@pytest.mark.promise("P22")
def test_an_organiser_changes_an_item_and_publishes_it(event: Event, servers: Live, page: Page):
    title = Localized("Kommunen als Partner", "Municipalities as partners")
    plan(event, slot(1, code="A1", kind=Kind.FORUM, title=title, room=make_room(event).id))
    publish(event)
    make_member(event, email="organiser@example.org")
    open_signed_in(page, servers, "organiser@example.org", "")
    follow(page, "Programm")
    heading(page, "Programm")
    follow(page, "Kommunen als Partner")
    type_into(page, "Titel, Deutsch", "Kommunen gestalten mit")
    follow(page, "Speichern")
    expect(page.get_by_text("ist gespeichert").last).to_be_visible()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("Rückgängig gemacht: A1: Titel geändert").last).to_be_visible()
    expect(page.get_by_role("link", name="Kommunen als Partner")).to_be_visible()
    page.keyboard.press("Control+y")
    expect(page.get_by_text("Wiederholt: A1: Titel geändert").last).to_be_visible()
    follow(page, "Vergleichen und veröffentlichen")
    type_into(page, "Hinweis zur Version, Deutsch", "Neuer Titel")
    follow(page, "Version 2 veröffentlichen")
    expect(page.get_by_text(re.compile("Version 2 ist veröffentlicht")).last).to_be_visible()
    page.goto(f"{servers.address}/de/jahrestagung-2027/agenda")
    expect(page.get_by_role("link", name="Kommunen gestalten mit")).to_be_visible()
