"""A note for next time, taken in a box above whatever page it comes to mind on, by keys alone."""

from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tools import page_checks


def test_a_note_is_taken_without_leaving_the_page(organiser: Page, servers: Live, event: Event):
    figures = f"{servers.address}/de/manage/{event.slug}/figures"
    organiser.goto(figures)
    organiser.get_by_role("link", name="Fürs nächste Mal notieren").press("Enter")
    box = organiser.get_by_role("dialog", name="Fürs nächste Mal notieren")
    text = box.get_by_label("Was soll nächstes Mal anders sein?")
    expect(text).to_be_focused()
    assert page_checks.axe(organiser) == []
    box.get_by_role("link", name="Abbrechen").press("Enter")
    expect(box).to_be_hidden()
    organiser.get_by_role("link", name="Fürs nächste Mal notieren").press("Enter")
    expect(text).to_be_focused()
    text.fill("Mehr Steckdosen im Foyer")
    box.get_by_role("button", name="Speichern").press("Enter")
    expect(organiser.get_by_text("Fürs nächste Mal notiert.")).to_be_visible()
    assert organiser.url == figures
    organiser.goto(f"{servers.address}/de/manage/{event.slug}/lessons")
    expect(organiser.get_by_role("link", name="Übersicht › Auswertung")).to_be_visible()
    expect(organiser.get_by_role("link", name="Mehr Steckdosen im Foyer")).to_be_visible()
