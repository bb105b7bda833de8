"""Somebody marks what they want to hear, without an account, and takes it along."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tools import page_checks

PROGRAMME = "/de/jahrestagung-2027/agenda"


@pytest.fixture(autouse=True)
def programme(event: Event) -> None:
    """Two sessions at once, one later, and a break."""
    hall, seminar = make_room(event, name="Eichensaal").id, make_room(event, name="1.04").id
    plan(
        event,
        slot(1, code="A1", kind=Kind.FORUM, title=Localized("Kommunen als Partner"), room=hall),
        slot(2, code="B1", kind=Kind.WORKSHOP, title=Localized("Start-ups halten"), room=seminar),
        slot(3, 60, kind=Kind.COFFEE, title=Localized("Kaffeepause"), room=hall),
        slot(4, 90, code="P1", kind=Kind.PANEL, title=Localized("Ausblick"), room=hall),
    )
    publish(event)


def titles(page: Page) -> list[str]:
    return page.locator(".slot__title, .plan__title").all_inner_texts()


def test_bookmarks_are_kept_in_the_browser_and_clashes_are_said(page: Page, servers: Live):
    page.goto(servers.address + PROGRAMME)
    for title in ("Kommunen als Partner", "Start-ups halten"):
        page.get_by_role("button", name=f"Vormerken: {title}").click()
    expect(page.get_by_role("status").filter(has_text="Vorgemerkt. Mein Programm: 2")).to_be_attached()
    page.reload()
    star = page.get_by_role("button", name="Vormerken: Kommunen als Partner")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name=re.compile("^Vormerken:"))).to_have_count(3)
    page.get_by_role("link", name="Mein Programm 2").click()
    expect(page.get_by_role("heading", name="Mein Programm")).to_be_visible()
    assert titles(page) == ["Kommunen als Partner", "Start-ups halten"]
    expect(page.get_by_text("überschneiden sich: Do., 22. Apr., 09:00–10:00.")).to_be_visible()
    assert page.context.cookies() == []


def test_on_a_phone_search_own_programme_and_more_share_one_line(page: Page, servers: Live):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(servers.address + PROGRAMME)
    controls = [page.locator(f".controls {each}:visible") for each in (".control--open", ".mine", ".more-ways")]
    for title in ("Kommunen als Partner", "Start-ups halten", "Ausblick"):
        assert len({each.bounding_box()["y"] for each in controls}) == 1  # type: ignore[index]
        page.get_by_role("button", name=f"Vormerken: {title}").click()
    page.locator("[data-mine-count]").evaluate("count => count.textContent = '24'")
    assert len({each.bounding_box()["y"] for each in controls}) == 1  # type: ignore[index]


@pytest.mark.promise("P22")
def test_the_keyboard_marks_and_unmarks_an_item_on_its_page(page: Page, servers: Live):
    page.goto(f"{servers.address}{PROGRAMME}/p1-ausblick")
    star = page.get_by_role("button", name="Vormerken: Ausblick")
    star.focus()
    page.keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(page.get_by_role("status").filter(has_text="Nicht mehr vorgemerkt. Mein Programm: 0")).to_be_attached()
    page.get_by_role("link", name="Mein Programm", exact=True).click()
    expect(page.get_by_text("Noch ist nichts vorgemerkt.")).to_be_visible()


def test_a_selection_is_shared_and_taken_over(page: Page, servers: Live, browser: Browser):
    page.goto(servers.address + PROGRAMME)
    for title in ("Kommunen als Partner", "Ausblick"):
        page.get_by_role("button", name=f"Vormerken: {title}").click()
    page.get_by_role("link", name="Mein Programm 2").click()
    address = page.url
    with chromium.opened(browser, java_script_enabled=False) as plain:
        plain.goto(address)
        assert titles(plain) == ["Kommunen als Partner", "Ausblick"]
        expect(plain.get_by_role("heading", name="Eine Auswahl aus dem Programm")).to_be_visible()
        expect(plain.get_by_role("link", name=re.compile("Mein Programm"))).to_be_hidden()
        assert plain.get_by_role("button", name=re.compile("Vormerken")).count() == 0
    with chromium.opened(browser) as other:
        other.goto(address)
        other.get_by_role("button", name="Alle vormerken").click()
        expect(other.get_by_role("link", name="Mein Programm 2")).to_be_visible()
        other.goto(f"{servers.address}{PROGRAMME}?items=")
        expect(other.get_by_role("heading", name="Mein Programm")).to_be_visible()
        assert titles(other) == ["Kommunen als Partner", "Ausblick"]


def test_everyone_can_use_the_own_programme(page: Page, servers: Live):
    page.goto(servers.address + PROGRAMME)
    for title in ("Kommunen als Partner", "Start-ups halten"):
        page.get_by_role("button", name=f"Vormerken: {title}").click()
    assert page_checks.axe(page) == []
    page.get_by_role("link", name="Mein Programm 2").click()
    expect(page.get_by_role("heading", name="Mein Programm")).to_be_visible()
    assert page_checks.axe(page) + page_checks.structure(page, "de") + page_checks.sideways(page, 320) == []


def test_the_search_needs_no_script(servers: Live, browser: Browser):
    with chromium.opened(browser, java_script_enabled=False) as page:
        hits = page.locator(".slot__title")
        page.goto(servers.address + PROGRAMME)
        expect(page.get_by_role("searchbox", name="Programm durchsuchen")).to_be_hidden()
        page.get_by_role("link", name="Suchen und filtern").click()
        page.get_by_role("searchbox", name="Programm durchsuchen").fill("partner KOMMUNEN")
        page.get_by_role("button", name="Suchen").click()
        expect(hits).to_have_text(["Kommunen als Partner"])
        page.get_by_role("link", name="Suchen und filtern").click()
        page.get_by_label("Raum", exact=True).select_option("Raum 1.04")
        page.get_by_role("button", name="Suchen").click()
        expect(page.get_by_text("Kein Programmpunkt passt zu Ihrer Auswahl.")).to_be_visible()
        page.get_by_role("link", name="Filter entfernen: „partner KOMMUNEN“").click()
        expect(hits).to_have_text(["Start-ups halten"])
        page.get_by_role("link", name="Filter entfernen: Raum 1.04").click()
        expect(page).to_have_url(servers.address + PROGRAMME)
