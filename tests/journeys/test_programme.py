"""An organiser changes the programme; the public sees it when it is published, and not a moment earlier."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from gocluster_events.agenda.rules.codes import Kind
from gocluster_events.events.models import Event
from gocluster_events.text import Localized
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot

PROGRAMME = "/de/jahrestagung-2027/agenda"


@pytest.fixture
def forum(event: Event) -> None:
    """One item, which is public."""
    title = Localized("Kommunen als Partner", "Municipalities as partners")
    plan(event, slot(1, code="A1", kind=Kind.FORUM, title=title, room=make_room(event, name="Eichensaal").id))
    publish(event)


def titles(page: Page, servers: Live) -> list[str]:
    """What the public programme, the item's page and the calendar call the item."""
    page.goto(servers.address + PROGRAMME)
    in_programme = page.get_by_role("heading", level=4).inner_text()
    page.get_by_role("link", name=in_programme).click()
    on_its_page = page.get_by_role("heading", level=1).inner_text()
    answer = page.request.get(f"{servers.address}/jahrestagung-2027/agenda.ics?lang=de")
    (in_calendar,) = (str(each["SUMMARY"]) for each in Calendar.from_ical(answer.body()).walk("VEVENT"))
    return [in_programme, on_its_page, in_calendar]


@pytest.mark.usefixtures("forum")
def test_a_change_is_public_once_it_is_published(organiser: Page, servers: Live, other_page: Page):
    organiser.get_by_role("link", name=re.compile("^Programm")).click()
    organiser.get_by_role("link", name="Kommunen als Partner").click()
    organiser.get_by_label("Titel, Deutsch").fill("Kommunen gestalten mit")
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_text("ist gespeichert")).to_be_visible()
    assert titles(other_page, servers) == ["Kommunen als Partner"] * 3

    organiser.get_by_role("link", name="Vergleichen und veröffentlichen").click()
    expect(organiser.get_by_role("deletion")).to_contain_text("Kommunen als Partner")
    expect(organiser.get_by_role("insertion")).to_contain_text("Kommunen gestalten mit")
    organiser.get_by_label("Hinweis zur Version, Deutsch").fill("Neuer Titel im Fachforum")
    organiser.get_by_role("button", name="Version 2 veröffentlichen").click()
    expect(organiser.get_by_text("Version 2 ist veröffentlicht")).to_be_visible()

    assert titles(other_page, servers) == ["Kommunen gestalten mit"] * 3
    other_page.goto(servers.address + PROGRAMME)
    expect(other_page.get_by_text("Neuer Titel im Fachforum")).to_be_visible()


@pytest.mark.usefixtures("forum")
def test_an_item_leads_back_to_its_place_in_the_choice_one_came_from(page: Page, servers: Live):
    page.goto(f"{servers.address}{PROGRAMME}?kind=forum")
    page.get_by_role("link", name="Kommunen als Partner").click()
    page.get_by_role("link", name="Zurück zum Programm").click()
    assert page.url == f"{servers.address}{PROGRAMME}?kind=forum#item-a1"
    expect(page.locator("#item-a1:target")).to_be_in_viewport()
