"""The search over everything as one types, from the rail of any page; and at the door, whom Enter reaches."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support import live
from tests.support.arrivals import make_guest
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import make_member
from tests.support.signing_in import enter
from tools import page_checks

MANAGE = "/de/manage/jahrestagung-2027"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    with live.running(database, tmp_path) as started:
        yield started


@pytest.fixture
def silke(event: Event) -> Registration:
    return make_guest(event, first_name="Silke", last_name="Fährmann")


def signed_in(page: Page, servers: Live, event: Event, path: str) -> Page:
    enter(page, servers.address, make_member(event, Role.STAFF, email="staff@example.org").email)
    page.goto(f"{servers.address}{MANAGE}{path}")
    return page


def test_from_any_page_keys_alone_lead_to_a_person(page: Page, servers: Live, event: Event, silke: Registration):
    signed_in(page, servers, event, "/figures")
    page.keyboard.press("/")
    page.keyboard.type("Fährmann, Silk")
    expect(page.locator(".rail__hits a").first).to_contain_text("Silke Fährmann")
    assert page_checks.axe(page) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Silke Fährmann")


def test_escape_closes_what_was_found_and_enter_opens_its_page(
    page: Page, servers: Live, event: Event, silke: Registration
):
    signed_in(page, servers, event, "/figures")
    page.keyboard.press("/")
    page.keyboard.type("fährmann")
    expect(page.locator(".rail__hits")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".rail__hits")).to_be_hidden()
    page.get_by_role("searchbox", name="Alles durchsuchen").fill("fährmann")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Suchen")
    expect(page.locator("#main [data-hits]")).to_contain_text("Silke Fährmann")


def test_the_page_follows_what_is_typed_and_asks_once_a_pause(
    page: Page, servers: Live, event: Event, silke: Registration
):
    signed_in(page, servers, event, "/search")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url) if "?q=" in request.url else None)
    page.locator("#q").press_sequentially("faehrman", delay=20)
    expect(page.locator("#main [data-hits]")).to_contain_text("Silke Fährmann")
    assert (len(requests), page.url.endswith("?q=faehrman")) == (1, True)


@pytest.mark.parametrize("typed", ["Fährmnan", "half"])
def test_at_the_door_enter_reaches_nobody_who_is_only_similar(
    page: Page, servers: Live, event: Event, silke: Registration, typed: str
):
    signed_in(page, servers, event, "/admission").wait_for_selector("[data-door][data-kept]")
    field = page.get_by_role("searchbox", name="Name, Institution")
    field.fill(silke.reference[:4] if typed == "half" else typed)
    expect(page.locator("[data-found]")).to_contain_text("Nur ähnlich, bitte prüfen")
    for _time in range(3):
        page.keyboard.press("Enter")
    expect(field).to_be_focused()
    expect(page.locator("[data-admitted]")).to_have_text("0")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[data-answers]")).to_contain_text("Silke Fährmann")
    expect(page.locator("[data-admitted]")).to_have_text("1")
