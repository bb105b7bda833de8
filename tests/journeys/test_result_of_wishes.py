"""Somebody reads on their phone what they got by their wishes, leaves the list by keyboard, and asks the team."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.core.db import session as reading
from tests.support.allotted import allotted
from tests.support.keyboard import tab_to
from tests.support.live import Live
from tests.support.make import make_event
from tests.support.signing_up import personal
from tools import page_checks


@pytest.fixture
def miriam(session, servers: Live, page: Page) -> int:
    """She has her second choice, waits for the first one, and stands on her result."""
    person = allotted(make_event(slug="jahrestagung-2027"))
    page.goto(servers.address + personal(person))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{servers.address}/de/my/wishes")
    expect(page.get_by_role("heading", name="Ihr Platz um 09:00 Uhr")).to_be_visible()
    return person


def problems(page: Page) -> list[str]:
    """What keeps somebody from using the page, on a small screen and on a large one."""
    sideways = [each for width in (320, 1280) for each in page_checks.sideways(page, width)]
    return [*sideways, *page_checks.axe(page), *page_checks.contrast(page)]


def test_somebody_leaves_the_list_and_keeps_their_place_by_keyboard_alone(miriam: int, page: Page):
    assert problems(page) == []
    tab_to(page, "Warteliste verlassen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Sie haben diese Wartelisten verlassen.")).to_be_visible()
    reading().rollback()
    assert [each.is_held for each in own_bookings(reading(), miriam)] == [True]


def test_somebody_asks_the_team_from_their_result(miriam: int, page: Page):
    page.get_by_role("link", name="Das Team fragen …").click()
    expect(page.get_by_role("heading", name="Das Team fragen")).to_be_visible()
    assert problems(page) == []
    page.get_by_label("Ihre Frage").fill("Weshalb bekam ich keinen Platz bei den Start-ups?")
    page.get_by_role("button", name="Senden").click()
    expect(page.get_by_role("status").get_by_text("Ihre Frage ist unterwegs.")).to_be_visible()
