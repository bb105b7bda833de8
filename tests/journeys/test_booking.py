"""People book places in workshops, wait, swap and give up, each in a browser of their own."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.booking import book, make_offer
from tests.support.keyboard import follow
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tests.support.registrants import arrive
from tests.support.signing_up import personal
from tools import page_checks

TITLES = ("KI im Clustermanagement", "Vom Pitch zum Pilotprojekt", "Wissen sichern")
NAMES = ("Ada", "Ben", "Kim")


@pytest.fixture(autouse=True)
def workshops(event: Event) -> None:
    """Three workshops at the same time with one place each."""
    for number, title in enumerate(TITLES, 1):
        room = make_room(event, name=f"1.0{number}").id
        facts = {"code": f"W{number}", "kind": Kind.WORKSHOP, "title": Localized(title), "room": room}
        plan(event, slot(number, **facts, sign_up=SignUp.BOOK))
        make_offer(event, number)
    publish(event)


@pytest.fixture
def people(event: Event, servers: Live, browser: Browser) -> Iterator[list[Page]]:
    """Ada, Ben and Kim, each on their own page."""
    with ExitStack() as stack:
        yield [
            own_page(stack.enter_context(chromium.opened(browser)), servers, event, name, number)
            for number, name in enumerate(NAMES)
        ]


def own_page(page: Page, servers: Live, event: Event, name: str, number: int) -> Page:
    person = arrive(event, f"{name.lower()}@example.org", first_name=name, organisation=f"Institut {number}")
    page.goto(servers.address + personal(person))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    return page


def open_item(page: Page, servers: Live, title: str) -> None:
    """Its sign-up page, by the way from the programme."""
    page.goto(f"{servers.address}/de/jahrestagung-2027/agenda")
    page.get_by_role("link", name=title).first.click()
    page.get_by_role("link", name="Plätze ansehen").click()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def says(page: Page, sentence: str) -> None:
    expect(page.locator("main").get_by_text(sentence).first).to_be_visible()


def test_a_full_workshop_has_a_waiting_list_from_which_people_move_up(people: list[Page], event: Event, servers: Live):
    ada, ben, _kim = people
    book(event.id, arrive(event, "jo@example.org"), 3)  # before anybody has asked for the numbers, which last a second
    ada.goto(f"{servers.address}/de/jahrestagung-2027/agenda")
    expect(ada.locator(".slot", has_text=TITLES[2]).get_by_text("Ausgebucht, Warteliste")).to_be_attached()
    for page in (ada, ben):
        open_item(page, servers, TITLES[0])
        expect(page.get_by_role("button", name="Platz buchen")).to_be_visible()
    press(ada, "Platz buchen")
    says(ada, "Ihr Platz ist gebucht.")
    press(ben, "Platz buchen")
    expect(ben.get_by_role("alert", name="Ihr Platz wurde nicht gebucht")).to_be_focused()
    assert page_checks.axe(ben) == []
    press(ben, "Auf die Warteliste")
    says(ben, "Warteliste, Platz 1")
    ben.locator("summary", has_text="Weshalb?").click()
    says(ben, "Sie sind als Nächstes an der Reihe")
    assert page_checks.axe(ben) == []
    ada.get_by_role("link", name="Platz freigeben").click()
    says(ada, "1 Person wartet darauf.")
    press(ada, "Jetzt freigeben")
    says(ada, "Sie haben Ihren Platz freigegeben.")
    ben.reload()
    says(ben, "Sie haben einen Platz")


def test_three_people_swap_and_nobody_ever_stands_with_nothing(people: list[Page], servers: Live):
    """Ben waits for what Ada has and Kim for what Ben has; once Ada moves, everybody has what they wanted."""
    ada, ben, kim = people
    for page, title in zip(people, TITLES, strict=True):
        open_item(page, servers, title)
        press(page, "Platz buchen")
    for page, title, own in ((ben, TITLES[0], TITLES[1]), (kim, TITLES[1], TITLES[2])):
        open_item(page, servers, title)
        says(page, f"Wenn Sie nachrücken, geben Sie „{own}“ frei.")
        press(page, "Auf die Warteliste")
        page.get_by_role("link", name="Meine Buchungen").click()
        expect(page.get_by_text("Gebucht", exact=True)).to_have_count(1)
    open_item(ada, servers, TITLES[0])
    ada.get_by_role("link", name="Platz freigeben").click()
    press(ada, "Jetzt freigeben")
    for page, title in ((ben, TITLES[0]), (kim, TITLES[1])):
        open_item(page, servers, title)
        says(page, "Sie haben einen Platz")
        page.get_by_role("link", name="Meine Buchungen").click()
        expect(page.get_by_text("Warteliste, Platz")).to_have_count(0)
    open_item(ada, servers, TITLES[2])
    press(ada, "Platz buchen")
    says(ada, "Ihr Platz ist gebucht.")


def test_without_script_and_without_a_session_one_is_led_in_and_back_to_the_item(
    browser: Browser, event: Event, servers: Live
):
    person = arrive(event, "jo@example.org", first_name="Jo")
    with chromium.opened(browser, java_script_enabled=False, viewport={"width": 360, "height": 740}) as page:
        open_item(page, servers, TITLES[0])
        says(page, "Noch 1 Platz")
        expect(page.get_by_role("button", name="Link an mich senden")).to_be_visible()
        page.goto(servers.address + personal(person))
        press(page, "„Mein Tag“ öffnen")
        expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[0])
        press(page, "Platz buchen")
        says(page, "Sie haben einen Platz")
        open_item(page, servers, TITLES[1])
        press(page, "Jetzt tauschen")
        says(page, "Sie haben getauscht")
        page.get_by_role("link", name="Meine Buchungen").click()
        expect(page.locator(".booking-row", has_text=TITLES[1]).get_by_text("Gebucht")).to_be_visible()


def test_with_keys_alone_one_swaps_and_gives_up(people: list[Page], servers: Live):
    ada = people[0]
    for title, button in ((TITLES[0], "Platz buchen"), (TITLES[1], "Jetzt tauschen")):
        open_item(ada, servers, title)
        assert page_checks.axe(ada) == []
        follow(ada, button)
    assert page_checks.axe(ada) == []
    follow(ada, "Platz freigeben")
    assert page_checks.axe(ada) == []
    follow(ada, "Jetzt freigeben")
    says(ada, "Sie haben Ihren Platz freigegeben.")
    follow(ada, "Meine Buchungen")
    assert page_checks.axe(ada) == []
    follow(ada, "Platz buchen")
    says(ada, "Ihr Platz ist gebucht.")
