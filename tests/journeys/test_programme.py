"""An organiser changes the programme; the public sees it when it is published, and not a moment earlier."""

import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect

from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support import chromium
from tests.support.live import Live
from tests.support.make import make_registration, make_room
from tests.support.programme import plan, publish, slot
from tools import page_checks

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
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/")
    organiser.get_by_role("link", name=re.compile("^Programm")).click()
    organiser.get_by_role("link", name="Kommunen als Partner").press("Enter")
    organiser.get_by_label("Titel, Deutsch").fill("Kommunen gestalten mit")
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_text("ist gespeichert").last).to_be_visible()
    assert titles(other_page, servers) == ["Kommunen als Partner"] * 3

    organiser.get_by_role("link", name="Vergleichen und veröffentlichen").click()
    expect(organiser.get_by_role("deletion")).to_contain_text("Kommunen als Partner")
    expect(organiser.get_by_role("insertion")).to_contain_text("Kommunen gestalten mit")
    organiser.get_by_label("Hinweis zur Version, Deutsch").fill("Neuer Titel im Fachforum")
    organiser.get_by_role("button", name="Version 2 veröffentlichen").click()
    expect(organiser.get_by_text("Version 2 ist veröffentlicht").last).to_be_visible()

    assert titles(other_page, servers) == ["Kommunen gestalten mit"] * 3
    other_page.goto(servers.address + PROGRAMME)
    expect(other_page.get_by_text("Neuer Titel im Fachforum").last).to_be_visible()


@pytest.mark.usefixtures("forum")
@pytest.mark.parametrize("path", ["manage/jahrestagung-2027/agenda/versions/1?to=2", "jahrestagung-2027/changes"])
def test_on_a_phone_the_longest_word_breaks(organiser: Page, servers: Live, event: Event, path: str):
    plan(event, slot(2, 90, title=Localized("Donaudampfschifffahrt" * 7), room=None))
    publish(event)
    organiser.goto(f"{servers.address}/de/{path}")
    expect(organiser.get_by_text("Donaudampfschifffahrt").first).to_be_visible()
    assert page_checks.sideways(organiser, 360) == []


@pytest.mark.usefixtures("forum")
def test_a_version_is_taken_back_and_that_is_undone(organiser: Page, servers: Live, event: Event):
    plan(event, slot(2, 90, code="B1", title=Localized("Neu dabei"), room=None))
    publish(event)
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/agenda/publication")
    organiser.get_by_role("link", name="Version 1").click()
    organiser.get_by_role("button", name="Version 1 wiederherstellen").click()
    expect(organiser.get_by_text("Der Entwurf ist jetzt wie Version 1.").last).to_be_visible()
    expect(organiser.get_by_role("link", name="1 Programmpunkt herausgenommen")).to_be_visible()
    organiser.get_by_role("button", name="Rückgängig").click()
    expect(organiser.get_by_text("Rückgängig gemacht: B1 herausgenommen").last).to_be_visible()
    expect(organiser.get_by_role("link", name="Neu dabei").first).to_be_visible()


@pytest.mark.usefixtures("forum")
def test_an_item_leads_back_to_its_place_in_the_choice_one_came_from(page: Page, servers: Live):
    page.goto(f"{servers.address}{PROGRAMME}?kind=forum")
    page.get_by_role("link", name="Kommunen als Partner").click()
    page.get_by_role("link", name="Zurück zum Programm").click()
    assert page.url == f"{servers.address}{PROGRAMME}?kind=forum#item-a1"
    expect(page.locator("#item-a1:target")).to_be_in_viewport()


@pytest.mark.parametrize(
    ("places", "sentence"), [(5, "Noch 5 Plätze vor Ort"), (0, "Vor Ort ausgebucht Auf die Warteliste"), (40, "")]
)
def test_the_last_places_are_told_at_the_head_of_the_programme(
    event: Event, forum: None, servers: Live, page: Page, places: int, sentence: str
):
    with transaction() as session:
        edition = session.get_one(Event, event.id)
        edition.capacity_onsite, edition.capacity_online = places + 1, 0
    make_registration(event, status=Status.CONFIRMED)
    with page.expect_response(re.compile(r"/places\.json")) as answered:
        page.goto(servers.address + PROGRAMME)
    answered.value.finished()
    expect(page.locator("[data-places]")).to_have_text(sentence)


def test_the_chosen_filter_is_in_sight_on_a_phone_and_so_is_the_first_item(event: Event, servers: Live, page: Page):
    rooms = [make_room(event, name=f"Raum {number}").id for number in range(6)]
    kinds = (Kind.FORUM, Kind.WORKSHOP, Kind.PITCHES)
    plan(event, *(slot(n, kind=kinds[n // 2], room=rooms[n]) for n in range(6)))
    publish(event)
    page.set_viewport_size({"width": 360, "height": 640})
    for kind, name in zip(kinds, ("Fachforum", "Workshop", "Pitch-Session"), strict=True):
        page.goto(f"{servers.address}{PROGRAMME}?kind={kind.value}")
        expect(page.get_by_role("link", name=f"Filter entfernen: {name}")).to_be_in_viewport(ratio=1)
        expect(page.locator(".timetable__time").first).to_be_in_viewport(ratio=1)


@pytest.fixture
def evening_before(event: Event) -> None:
    """Three talks, and something on the day before."""
    hall = make_room(event, name="Eichensaal").id
    plan(event, *(slot(number, 60 * number, code=f"A{number}", room=hall) for number in (1, 2, 3)))
    plan(event, slot(4, -15 * 60, title=Localized("Am Vorabend"), room=hall))
    publish(event)


@pytest.mark.usefixtures("evening_before")
def test_a_tab_shows_its_day_alone_and_an_address_the_day_of_its_item(servers: Live, page: Page):
    page.goto(servers.address + PROGRAMME)
    evening, talk = page.get_by_role("link", name="Am Vorabend"), page.get_by_role("link", name="Vortrag 1")
    main, before = page.get_by_role("link", name="Do., 22. Apr."), page.get_by_role("link", name="Mi., 21. Apr.")
    expect(talk).to_be_visible()
    expect(evening).to_be_hidden()
    expect(main).to_have_attribute("aria-current", "true")
    before.click()
    expect(evening).to_be_visible()
    expect(talk).to_be_hidden()
    expect(before).to_have_attribute("aria-current", "true")
    assert page_checks.axe(page) + page_checks.structure(page, "de") + page_checks.sideways(page, 320) == []
    page.goto(f"{servers.address}{PROGRAMME}#item-a2")
    expect(page.locator("#item-a2")).to_be_in_viewport()
    page.get_by_role("link", name=re.compile("^Suchen")).click()
    expect(page.get_by_role("searchbox", name="Programm durchsuchen")).to_be_visible()
    assert page_checks.axe(page) + page_checks.sideways(page, 320) == []


@pytest.mark.usefixtures("evening_before")
def test_without_script_the_days_stand_below_each_other(servers: Live, browser: Browser):
    with chromium.opened(browser, java_script_enabled=False) as plain:
        plain.goto(servers.address + PROGRAMME)
        for title in ("Vortrag 1", "Vortrag 2", "Vortrag 3", "Am Vorabend"):
            expect(plain.get_by_role("link", name=title)).to_be_visible()
