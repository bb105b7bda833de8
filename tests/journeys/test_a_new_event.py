"""Somebody who has never seen the product makes an event of two days public, and every submit is counted."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.support.live import Live
from tests.support.make import PASSWORD, make_account
from tests.support.sheets import semicolons

MOST_SUBMITS = 40
COUNT = "document.addEventListener('submit', () => window.countSubmit(), true)"
HEADS = ("Titel, Deutsch", "Art", "Tag", "Beginn", "Dauer in Minuten", "Raum", "Themenstrang", "Personen")
FIRST, SECOND = "10.06.2027", "11.06.2027"
ITEMS = (
    ("Begrüßung", "Plenum", FIRST, "10:00", 30, "Großer Saal", None, None),
    ("Regionen im Wandel", "Vortrag", FIRST, "11:00", 60, "Großer Saal", "Regionen", "Dr. Kim Weber"),
    ("Ausgründungen begleiten", "Workshop", FIRST, "11:00", 60, "Raum Elbe", "Start-ups", "Silke Fährmann"),
    ("Wissen weitergeben", "Workshop", FIRST, "11:00", 60, "Raum Spree", "Wissen", None),
    ("Nach der Förderung", "Vortrag", SECOND, "09:30", 60, "Großer Saal", "Regionen", None),
    ("Start-ups treffen Mittelstand", "Workshop", SECOND, "09:30", 60, "Raum Elbe", "Start-ups", None),
    ("Wenn Erfahrene gehen", "Workshop", SECOND, "09:30", 60, "Raum Spree", "Wissen", None),
)
GUESTS = semicolons(
    [["Vorname", "Nachname", "E-Mail"], ["Jördis", "Weiß", "joerdis@example.org"], ["Ole", "Böhm", "ole@example.org"]]
)
LEGAL_TEXTS = (
    "Datenschutzhinweise",
    "Hinweise zur Teilnehmendenliste",
    "Hinweise zu Fotos",
    "Impressum",
    "Erklärung zur Barrierefreiheit",
)
PLACEHOLDER = re.compile(r"\[[^\[\]\n]+\](?![(\[])")


@pytest.fixture
def submits(session: Session, servers: Live, page: Page) -> list[str]:
    """Where forms were sent from, in the browser of an administrator who stands before an empty product."""
    made: list[str] = []
    page.expose_function("countSubmit", lambda: made.append(page.url))
    page.add_init_script(COUNT)
    make_account(is_admin=True, email="admin@example.org", name="Alex Admin")
    page.goto(f"{servers.address}/de/sign-in")
    page.get_by_label("E-Mail").fill("admin@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    press(page, "Einloggen")
    return made


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_load_state()


def choose(page: Page, *links: str) -> None:
    """The links one after the other; a tab's number may stand behind its name."""
    for link in links:
        page.get_by_role("link", name=re.compile(rf"^{link}\s?\d*$")).first.click()


@pytest.mark.usefixtures("worker")
def test_an_event_of_two_days_becomes_public_in_forty_submits(
    submits: list[str], page: Page, other_page: Page, servers: Live, tmp_path: Path
):
    make_the_event(page)
    describe_it(page)
    set_up_registration(page)
    plan_the_programme(page, tmp_path)
    invite(page)
    approve_the_legal_texts(page)
    make_it_public(page)
    assert len(submits) <= MOST_SUBMITS, submits

    other_page.goto(f"{servers.address}/de/transferforum-2027/")
    expect(other_page.get_by_text("10.–11. Juni 2027").first).to_be_visible()
    other_page.get_by_role("link", name="Programm", exact=True).first.click()
    for strand in ("Regionen", "Start-ups", "Wissen"):
        expect(other_page.get_by_role("main")).to_contain_text(strand)
    other_page.get_by_role("link", name=re.compile("11. Juni")).first.click()
    expect(other_page.get_by_role("link", name=re.compile("Wenn Erfahrene gehen")).first).to_be_visible()


def make_the_event(page: Page) -> None:
    choose(page, "Neue Veranstaltung")
    page.get_by_label("Titel, Deutsch").fill("Transferforum")
    page.get_by_label("Beginn", exact=True).fill("2027-06-10T09:00")
    page.get_by_label("Ende", exact=True).fill("2027-06-11T16:00")
    page.locator("[name=venue]").fill("Haus der Region")
    page.locator("[name=city]").fill("Musterhausen")
    page.locator("[name=capacity_onsite]").fill("120")
    press(page, "Veranstaltung anlegen")
    expect(page.get_by_role("link", name="Checkliste")).to_be_visible()


def describe_it(page: Page) -> None:
    choose(page, "Einrichten")
    page.locator("[name=address]").fill("Am Markt 1, 12345 Musterhausen")
    page.locator("[name=directions_de]").fill("Vom Bahnhof zehn Minuten zu Fuß.")
    page.locator("[name=motto_de]").fill("Wissen bleibt: in der Region")
    page.locator("[name=description_de]").fill("Zwei Tage für alle, die Regionen verbinden.")
    press(page, "Speichern")


def set_up_registration(page: Page) -> None:
    choose(page, "Anmeldungen", "Formular", "Neue Frage")
    page.get_by_label("Frage, deutsch").fill("Kommen Sie zum Abendessen?")
    page.get_by_label("Ja oder Nein").check()
    page.get_by_label("Zweck").fill("Planung des Abendessens")
    press(page, "Speichern")
    choose(page, "Plätze", "Neues Kontingent")
    page.get_by_label("Name, deutsch").fill("Fachpresse")
    page.locator("[name=places]").fill("5")
    page.locator("[name=by_invitation]").check()
    press(page, "Speichern")


def plan_the_programme(page: Page, folder: Path) -> None:
    choose(page, "Programm", "Punkte", "Programm aus Excel")
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel-Formular herunterladen").click()
    form = folder / "programm.xlsx"
    download.value.save_as(form)
    book = load_workbook(form)
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row, item in enumerate(ITEMS, 2):
        for head, value in zip(HEADS, item, strict=True):
            sheet.cell(row, heads.index(head) + 1).value = value
    book.save(form)
    page.get_by_label("Programm (.xml").set_input_files(form)
    press(page, "Datei hochladen")
    page.locator("[name=word_0]").select_option(label="Begrüßung")
    page.locator("[name=creates_places]").check()
    press(page, "Auswahl anwenden")
    press(page, "In den Entwurf importieren")
    expect(page.get_by_text(re.compile("Die Datei ist importiert")).last).to_be_visible()


def invite(page: Page) -> None:
    choose(page, "Anmeldungen", "Einladungen", "Liste hochladen")
    page.get_by_label("Liste (.xlsx oder .csv)").set_input_files(
        files=[{"name": "gäste.csv", "mimeType": "text/csv", "buffer": GUESTS}]
    )
    press(page, "Liste hochladen")
    press(page, "Weiter: Liste prüfen")
    press(page, "2 Personen importieren")
    expect(page.get_by_text("2 Personen wurden aufgenommen.")).to_be_visible()


def approve_the_legal_texts(page: Page) -> None:
    choose(page, "Website", "Rechtstexte")
    home = page.url
    for text in LEGAL_TEXTS:
        page.goto(home)
        choose(page, text)
        expect(page.locator("main textarea").first).to_be_visible()
        for area in page.locator("main textarea").all():
            area.fill(PLACEHOLDER.sub("Musterangabe", area.input_value()))
        press(page, "Als neue Version speichern")
        choose(page, "Freigeben …")
        press(page, "Version 1 freigeben")
    page.get_by_role("link", name="Transferforum").first.click()


def make_it_public(page: Page) -> None:
    choose(page, "Übersicht")
    page.get_by_role("link", name="Veröffentlichen …").click()
    press(page, "Veranstaltung veröffentlichen")
    expect(page.get_by_text("Die Veranstaltung ist veröffentlicht.")).to_be_visible()
    choose(page, "Programm", "Versionen")
    press(page, "Version 1 veröffentlichen, ohne E-Mail")
    choose(page, "Anmeldungen", "Einladungen", "Alle ohne E-Mail einladen …")
    press(page, "2 E-Mails senden")
    expect(page.get_by_role("status").get_by_text("in fünf Minuten")).to_be_visible()
