"""An organiser takes a programme from a file of each kind, looks at what would change, and takes it back."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from gocluster_events.meeting.agenda.rules.uploads import LARGE
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tools import page_checks

SECONDS = 60_000  # for the worker beside everything else that may run on the machine
PROGRESS = "**/progress.json"
IMPORT = "/de/manage/jahrestagung-2027/agenda/import"
PENTABARF = """<?xml version="1.0"?><schedule><conference><title>Vorjahr</title></conference>
<day date="2027-04-22" index="1"><room name="Empore"><event id="7"><start>17:00</start><duration>00:45</duration>
<title>Gespräche auf der Empore</title><persons><person id="1">Dr. Kim Weber</person></persons></event></room></day>
</schedule>"""


@pytest.fixture
def talk(event: Event) -> None:
    plan(event, slot(1, code="A1", room=make_room(event, name="Eichensaal").id))
    publish(event)


def look_at(page: Page, servers: Live, file: Path) -> None:
    """The file is uploaded, and the page shows what it would change."""
    page.goto(servers.address + IMPORT)
    page.get_by_label("Programm (.xml").set_input_files(file)
    page.get_by_role("button", name="Datei hochladen").click()
    expect(page.get_by_role("heading", name=file.name)).to_be_visible()


@pytest.mark.usefixtures("talk")
def test_each_kind_of_file_is_looked_at_and_one_is_taken_in_and_taken_back(
    organiser: Page, servers: Live, tmp_path: Path
):
    for name in ("schedule.xml", "schedule.json", "agenda.ics"):
        feed = tmp_path / name
        feed.write_bytes(organiser.request.get(f"{servers.address}/jahrestagung-2027/{name}?lang=de").body())
        look_at(organiser, servers, feed)
        expect(organiser.get_by_text("1 Programmpunkt der Datei steht schon so im Entwurf.").last).to_be_visible()

    organiser.goto(servers.address + IMPORT)
    with organiser.expect_download() as download:
        organiser.get_by_role("link", name="Excel-Formular herunterladen").click()
    form = tmp_path / "programm.xlsx"
    download.value.save_as(form)
    book = load_workbook(form)
    heads = [cell.value for cell in book.worksheets[0][1]]
    book.worksheets[0].cell(2, heads.index("Titel, Deutsch") + 1).value = "Vom Hub zur Region"
    book.save(form)
    look_at(organiser, servers, form)
    expect(organiser.get_by_role("insertion")).to_contain_text("Vom Hub zur Region")
    assert page_checks.axe(organiser) == []
    organiser.get_by_role("button", name="In den Entwurf importieren").click()
    expect(organiser.get_by_text("Die Datei ist importiert: A1: Titel geändert.").last).to_be_visible()


@pytest.mark.usefixtures("talk")
@pytest.mark.promise("P22")
def test_an_old_schedule_brings_its_room_and_its_people_by_keyboard_on_a_phone(
    organiser: Page, servers: Live, tmp_path: Path
):
    organiser.set_viewport_size({"width": 360, "height": 800})
    file = tmp_path / "vorjahr.xml"
    file.write_text(PENTABARF, encoding="utf-8")
    look_at(organiser, servers, file)
    expect(organiser.get_by_text("Empore").first).to_be_visible()
    assert page_checks.sideways(organiser, 360) == []
    organiser.get_by_role("button", name="In den Entwurf importieren").focus()
    organiser.keyboard.press("Enter")
    expect(organiser.get_by_text(re.compile("Die Datei ist importiert")).last).to_be_visible()
    expect(organiser.get_by_text("Gespräche auf der Empore").first).to_be_attached()


@pytest.mark.usefixtures("talk", "worker")
def test_a_large_file_is_read_while_the_page_waits_and_then_shows_what_it_changes(
    organiser: Page, servers: Live, tmp_path: Path
):
    file = tmp_path / "vorjahr.xml"
    file.write_text(PENTABARF + "\n" * LARGE, encoding="utf-8")
    not_yet = {"state": "Die Datei wird gelesen", "is_over": False}
    organiser.route(PROGRESS, lambda route: route.fulfill(json=not_yet))  # else it loads anew while it is looked at
    look_at(organiser, servers, file)
    assert page_checks.structure(organiser, "de") + page_checks.axe(organiser) == []
    assert page_checks.sideways(organiser, 360) == []
    organiser.unroute(PROGRESS)
    expect(organiser.get_by_role("button", name="In den Entwurf importieren")).to_be_visible(timeout=SECONDS)
    expect(organiser.get_by_text("Empore").first).to_be_visible()
