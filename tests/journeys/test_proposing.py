"""An organiser has a day proposed, looks at it, and takes it over; and finds a single item its place."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, slot
from tools import page_checks

AGENDA = "/de/manage/jahrestagung-2027/agenda"
SECONDS = 60_000  # for the worker beside everything else that may run on the machine


@pytest.fixture
def ideas(event: Event) -> None:
    """A welcome that stays, and three workshops that have no time yet."""
    hall = make_room(event, name="Eichensaal").id
    make_room(event, name="1.04", seats=40)
    plan(event, slot(1, code="P1", kind=Kind.WELCOME, title=Localized("Begrüßung"), room=hall, is_pinned=True))
    for number in (5, 6, 7):
        title = Localized(f"Werkstatt {number}")
        plan(event, slot(number, None, code=f"W{number}", kind=Kind.WORKSHOP, title=title, room=None, seats=30))


@pytest.mark.usefixtures("ideas", "worker")
def test_a_day_is_proposed_and_taken_over(organiser: Page, servers: Live):
    organiser.goto(f"{servers.address}{AGENDA}/proposal")
    assert page_checks.sideways(organiser, 360) == []
    organiser.get_by_label("Programmpunkt", exact=True).select_option(label="W5 Werkstatt 5")
    organiser.get_by_label("Anderer Programmpunkt").select_option(label="W6 Werkstatt 6")
    organiser.get_by_label("Wunsch").select_option(label="nie gleichzeitig")
    organiser.get_by_role("button", name="Wunsch hinzufügen").click()
    expect(organiser.get_by_text("Der Wunsch gilt für den nächsten Vorschlag.").last).to_be_visible()

    organiser.get_by_role("button", name="Vorschlag machen").press("Enter")
    accept = organiser.get_by_role("button", name="3 Änderungen übernehmen")
    expect(accept).to_be_visible(timeout=SECONDS)
    expect(organiser.locator(".ghost")).to_have_count(3)
    side = organiser.get_by_role("complementary", name="Vorschlag")
    side.get_by_role("button", name="Änderung von W5 annehmen").press("Enter")
    expect(organiser.get_by_text("1 angenommen, 2 offen. Noch ist nichts geändert.").last).to_be_visible()
    expect(side.get_by_role("button", name="Änderung von W5 annehmen")).to_be_focused()
    side.get_by_role("button", name="W6 lassen, wie er ist").press("Enter")
    expect(organiser.locator(".ghost")).to_have_count(2)
    expect(organiser.get_by_role("button", name="1 Änderung übernehmen")).to_be_visible()
    organiser.get_by_role("button", name="Übrige 1 annehmen").press("Enter")
    accept = organiser.get_by_role("button", name="2 Änderungen übernehmen")
    expect(accept).to_be_visible()
    assert page_checks.structure(organiser, "de") + page_checks.axe(organiser) == []
    assert page_checks.sideways(organiser, 360) == []
    accept.press("Enter")
    expect(organiser.locator(".editor__notice")).to_contain_text("Der Vorschlag ist jetzt der Entwurf.")
    organiser.goto(f"{servers.address}{AGENDA}/proposal")
    expect(organiser.get_by_role("heading", name="Was soll vorgeschlagen werden?")).to_be_visible()


@pytest.mark.usefixtures("ideas")
def test_an_item_is_put_where_it_fits_best(organiser: Page, servers: Live):
    organiser.goto(f"{servers.address}{AGENDA}/items/{slot(5).uuid}")
    organiser.get_by_role("link", name="Freie Zeiten vorschlagen").click()
    expect(organiser.get_by_role("heading", name="Freie Zeiten für W5")).to_be_visible()
    assert page_checks.sideways(organiser, 360) == []
    first = organiser.get_by_role("button", name="Hierher legen").first
    expect(first).to_have_accessible_description("Do., 22. Apr., 10:00–11:00, Raum 1.04")
    first.press("Enter")
    expect(organiser.get_by_text("W5 ist eingeplant: Do., 22. Apr., 10:00–11:00, Raum 1.04.").last).to_be_visible()
