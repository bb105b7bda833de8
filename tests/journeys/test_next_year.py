"""An organiser copies last year's meeting, walks the checklist, and publishes the new one."""

import re

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_item, make_person, make_registration, make_room
from tests.support.questions import ask


def test_last_years_meeting_becomes_this_years(organiser: Page, other_page: Page, servers: Live, event: Event):
    prepare(event)
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/")
    note_for_next_time(organiser)
    copy_for_next_year(organiser)
    walk_the_checklist(organiser)
    address = f"{servers.address}/de/jahrestagung-2028/"
    other_page.goto(address)
    expect(other_page.get_by_role("heading", name="Jahrestagung 2028")).to_be_hidden()
    organiser.get_by_role("link", name="Veröffentlichen …").click()
    expect(organiser.get_by_text("Laut Checkliste kommt vorher:")).to_be_visible()
    organiser.get_by_role("button", name="Veranstaltung veröffentlichen").click()
    expect(organiser.get_by_role("status").get_by_text("veröffentlicht")).to_be_visible()
    expect(organiser.get_by_text("Die Kurve beginnt mit der ersten bestätigten Anmeldung.")).to_be_visible()
    other_page.goto(address)
    expect(other_page.get_by_text("18. Mai 2028").first).to_be_visible()


def prepare(event: Event) -> None:
    """Last year's meeting has a room, an item, a person, a question that names its day, and somebody who came."""
    make_room(event, name="Eichensaal")
    make_item(event)
    make_person(event)
    make_registration(event)
    ask(event, "Waren Sie am 22. April 2027 dabei?")


def note_for_next_time(organiser: Page) -> None:
    """What is to be different comes to the organiser's mind at the desk."""
    organiser.get_by_role("link", name="Fürs nächste Mal notieren").click()
    organiser.get_by_label("Was soll nächstes Mal anders sein?").fill("Mehr Steckdosen im Foyer")
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_label("Was soll nächstes Mal anders sein?")).to_be_hidden()


def copy_for_next_year(organiser: Page) -> None:
    """The organiser looks at the proposed day, prefers another one, and copies."""
    organiser.get_by_role("link", name="Einrichten").first.click()
    organiser.get_by_role("link", name="Veranstaltung kopieren").click()
    expect(organiser.get_by_label("Teil der Adresse")).to_have_value("jahrestagung-2028")
    expect(organiser.get_by_text("Do., 20. April 2028, 09:00 Uhr")).to_be_visible()
    organiser.get_by_label("Erster Tag").fill("2028-05-18")
    organiser.get_by_role("button", name="Termine anzeigen").click()
    expect(organiser.get_by_text("Do., 18. Mai 2028, 09:00 Uhr")).to_be_visible()
    organiser.get_by_label("Titel, Deutsch").fill("Jahrestagung 2028")
    organiser.get_by_role("button", name="Veranstaltung kopieren").click()


def walk_the_checklist(organiser: Page) -> None:
    """The organiser mends the question, comes back by the desk, and ticks the venue."""
    expect(organiser.get_by_role("link", name="Checkliste")).to_have_attribute("aria-current", "page")
    expect(organiser.get_by_text("Mehr Steckdosen im Foyer")).to_be_visible()
    questions = organiser.locator("#questions")
    expect(questions).to_contain_text("„22. April 2027“")
    questions.get_by_role("link", name="Waren Sie am").click()
    organiser.get_by_label("Frage, deutsch").fill("Waren Sie schon einmal dabei?")
    organiser.get_by_role("button", name="Speichern").click()
    organiser.get_by_role("link", name="Übersicht").click()
    organiser.get_by_role("navigation", name="Übersicht").get_by_role("link", name="Checkliste").click()
    expect(organiser.locator("#questions")).to_contain_text("Erledigt")
    before = settled(organiser)
    organiser.locator("#venue").get_by_role("button", name="Abhaken").click()
    expect(organiser.locator("#venue")).to_contain_text("Abgehakt von Kim Muster")
    assert settled(organiser) == before + 1


def settled(page: Page) -> int:
    """How many points of the checklist are done, as its head says it."""
    match = re.search(r"(\d+) von \d+ Punkten", page.get_by_role("main").inner_text())
    assert match
    return int(match.group(1))
