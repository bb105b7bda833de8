"""Somebody says what they wish on their phone, thinks better of it, and comes too late in the end."""

from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, expect

from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.core import db
from gocluster_events.meeting.events.models import Event
from tests.support.keyboard import tab_to
from tests.support.live import Live
from tests.support.registrants import arrive
from tests.support.settings import NOW
from tests.support.signing_up import personal
from tests.support.wishing import make_round, make_wish_meeting, wishes_of
from tools import page_checks


@pytest.fixture
def event(session) -> Event:
    """Kommunen, Start-ups and Wissen at nine, Pitch and KI at eleven, by wish until 1 April."""
    made = make_wish_meeting(slug="jahrestagung-2027")
    make_round(made)
    return made


@pytest.fixture
def miriam(event: Event, servers: Live, page: Page) -> int:
    """Miriam stands on the page of her wishes, to which her own page has led her."""
    person = arrive(event, "miriam@example.org")
    page.goto(servers.address + personal(person))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    page.goto(f"{servers.address}/de/my/wishes")
    expect(page.get_by_role("heading", name="Ihre Wünsche")).to_be_visible()
    return person


def wish(page: Page, rank: int, title: str) -> Locator:
    return page.get_by_role("radio", name=f"{rank}. Wunsch: {title}")


def save(page: Page) -> None:
    page.get_by_role("button", name="Wünsche speichern").click()
    expect(page.get_by_role("status").get_by_text("Gespeichert.")).to_be_visible()


def test_somebody_wishes_changes_their_mind_and_comes_too_late(miriam: int, page: Page):
    wish(page, 1, "Kommunen").check()
    wish(page, 2, "Start-ups").check()
    wish(page, 1, "Start-ups").check()  # each wish once, and each item one wish
    expect(wish(page, 1, "Kommunen")).not_to_be_checked()
    expect(wish(page, 2, "Start-ups")).not_to_be_checked()
    wish(page, 2, "Kommunen").check()
    wish(page, 2, "Kommunen").click()
    expect(wish(page, 2, "Kommunen")).not_to_be_checked()
    wish(page, 1, "KI").check()
    page.get_by_role("checkbox", name="Keine Teilnahme um 11:00 Uhr").check()
    expect(wish(page, 1, "KI")).not_to_be_checked()
    save(page)
    assert wishes_of(miriam) == [(2, 1), (4, 0), (5, 0)]
    wish(page, 2, "Pitch").check()
    expect(page.get_by_role("checkbox", name="Keine Teilnahme um 11:00 Uhr")).not_to_be_checked()
    page.get_by_role("button", name="Wünsche speichern").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.locator(".wishes__block--wrong")).to_contain_text("Davor fehlt ein Wunsch.")
    wish(page, 1, "KI").check()
    save(page)
    assert wishes_of(miriam) == [(2, 1), (4, 2), (5, 1)]
    with db.transaction() as session:
        session.query(WishRound).one().closes_at = NOW - timedelta(minutes=1)
    page.get_by_role("button", name="Wünsche speichern").click()
    expect(page.get_by_role("heading", name="Die Zuteilung läuft")).to_be_visible()
    expect(page.get_by_text("1. Wunsch: Start-ups")).to_be_visible()
    expect(page.get_by_text("Was Sie gerade gesendet haben, wurde nicht gespeichert.")).to_be_visible()


def test_wishes_are_named_by_keyboard_alone_and_the_page_is_for_everybody(miriam: int, page: Page, servers: Live):
    for lang, heading in (("en", "Your choices"), ("de", "Ihre Wünsche")):
        page.goto(f"{servers.address}/{lang}/my/wishes")
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
        assert page_checks.structure(page, lang) == []
    tab_to(page, "1. Wunsch: Kommunen")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    expect(wish(page, 1, "Start-ups")).to_be_focused()
    expect(wish(page, 1, "Start-ups")).to_be_checked()
    tab_to(page, "2. Wunsch: Start-ups")
    page.keyboard.press("ArrowDown")
    expect(wish(page, 2, "Wissen")).to_be_checked()
    tab_to(page, "Wünsche speichern")
    for width in (320, 1280):
        assert page_checks.sideways(page, width) == []
    assert (page_checks.axe(page), page_checks.contrast(page)) == ([], [])
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").get_by_text("Gespeichert.")).to_be_visible()
    assert wishes_of(miriam) == [(2, 1), (3, 2)]
