"""A screen in the foyer and at a door moves on through the day, also when the network is gone."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import FRESH
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support import live
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import NINE, plan, publish, slot
from tools import page_checks

SCREEN = "/de/jahrestagung-2027/screen"
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    const store = await caches.open("screens");
    for (;;) {
        const kept = (await store.keys()).map((each) => new URL(each.url).pathname);
        if (["/screen", "screen.css", "screen.js"].every((end) => kept.some((each) => each.endsWith(end)))) return;
        await new Promise((done) => setTimeout(done, 50));
    }
}"""
CUT = "all => all.filter((each) => each.scrollHeight > each.clientHeight + 1).map((each) => each.dataset.part)"
SIZES = "all => all.map((each) => parseFloat(getComputedStyle(each).fontSize))"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers on the day itself, at a quarter past nine."""
    clock = f"{(NINE + timedelta(minutes=15)).isoformat()}@{int(time.time())}"
    with live.running(database, tmp_path, clock=clock) as started:
        yield started


@pytest.fixture(autouse=True)
def programme(event: Event) -> None:
    """A keynote at nine, two sessions at half past ten, and an outlook at noon."""
    hall, seminar = make_room(event, name="Eichensaal").id, make_room(event, name="1.04").id
    plan(
        event,
        slot(1, kind=Kind.KEYNOTE, title=Localized("Eröffnung"), room=hall),
        slot(2, 90, code="A1", kind=Kind.FORUM, title=Localized("Kommunen"), room=hall),
        slot(3, 90, code="B1", kind=Kind.WORKSHOP, title=Localized("Start-ups"), room=seminar),
        slot(4, 180, kind=Kind.PANEL, title=Localized("Ausblick"), room=hall),
    )
    publish(event)


def titles_by_room(page: Page) -> dict[str, list[str]]:
    """The titles in each part that is visible."""
    parts = page.locator("section[data-part]:visible")
    return {
        str(part.get_attribute("data-part")): part.locator(".entry__title:visible").all_inner_texts()
        for part in parts.all()
    }


def stopped_at(page: Page, servers: Live, minutes: int) -> None:
    """The screen is open, its clock stands so many minutes after nine."""
    page.goto(servers.address + SCREEN)
    ahead = float(page.locator("html").get_attribute("data-clock-ahead-seconds") or 0)
    page.clock.install(time=NINE + timedelta(minutes=minutes) - timedelta(seconds=ahead, minutes=1))
    page.clock.pause_at(NINE + timedelta(minutes=minutes) - timedelta(seconds=ahead))
    page.goto(servers.address + SCREEN)


def test_the_screen_follows_the_day(page: Page, servers: Live):
    stopped_at(page, servers, 15)
    assert titles_by_room(page) == {"now": ["Eröffnung"], "next": ["Kommunen", "Start-ups"], "later": ["Ausblick"]}
    expect(page.locator("[data-clock]")).to_have_text("09:15")

    page.clock.fast_forward("50:00")
    assert titles_by_room(page) == {"next": ["Kommunen", "Start-ups"], "later": ["Ausblick"]}
    expect(page.get_by_text("Es geht um 10:30 Uhr weiter.")).to_be_visible()

    page.clock.fast_forward("30:00")
    assert titles_by_room(page) == {"now": ["Kommunen", "Start-ups"], "next": ["Ausblick"]}

    page.clock.fast_forward("05:00:00")
    assert titles_by_room(page) == {}
    expect(page.get_by_text("Das Programm ist hier zu Ende. Vielen Dank für Ihren Besuch.")).to_be_visible()


def test_a_new_version_comes_to_the_screen_by_itself(page: Page, servers: Live, event: Event):
    stopped_at(page, servers, 15)
    plan(event, slot(5, 10, title=Localized("Kurzfristig dabei"), room=None))
    publish(event)
    time.sleep(FRESH.total_seconds())  # so long the server may take what it knows for the newest
    page.clock.fast_forward(46_000)
    expect(page.get_by_text("Neu: Kurzfristig dabei")).to_be_visible()
    assert titles_by_room(page)["now"] == ["Eröffnung", "Kurzfristig dabei"]


def test_without_network_the_screen_goes_on_and_says_since_when(page: Page, servers: Live):
    stopped_at(page, servers, 15)
    stand = page.locator("[data-stand]")
    expect(stand).to_have_text("")
    page.context.set_offline(True)
    page.clock.fast_forward("01:20:00")
    assert titles_by_room(page) == {"now": ["Kommunen", "Start-ups"], "next": ["Ausblick"]}
    expect(stand).to_have_text(re.compile("Stand 09:1[45] Uhr, ohne Verbindung"))  # the answer took its time
    expect(page.locator("[data-clock]")).to_have_text("10:35")
    page.context.set_offline(False)
    page.clock.fast_forward(46_000)
    expect(stand).to_have_text("")


def test_a_screen_that_starts_anew_without_network_shows_what_it_knew(page: Page, servers: Live):
    page.goto(servers.address + SCREEN)
    page.evaluate(KEPT)
    page.context.set_offline(True)
    page.reload()
    assert titles_by_room(page)["now"] == ["Eröffnung"]
    expect(page.locator("[data-stand]")).to_have_text(re.compile("Stand 09:1[5-9] Uhr, ohne Verbindung"))
    assert page.evaluate("getComputedStyle(document.querySelector('.screen__main')).display") == "grid"
    page.context.set_offline(False)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1024, 768)])
def test_the_screen_needs_no_scrolling_and_is_read_from_afar(
    page: Page, servers: Live, event: Event, size: tuple[int, int]
):
    for number in (6, 7, 8):
        plan(event, slot(number, kind=Kind.ADVICE, title=Localized("Beratung der Landesinitiativen"), room=None))
    publish(event)
    width, height = size
    page.set_viewport_size({"width": width, "height": height})
    page.goto(servers.address + SCREEN, wait_until="networkidle")
    expect(page.locator("[data-clock]")).not_to_have_text("")
    assert page.evaluate("document.documentElement.scrollHeight") <= height
    assert page.locator("section[data-part]:visible").evaluate_all(CUT) == []
    assert len(titles_by_room(page)["now"]) == 4
    sizes = page.locator("[data-part=now] .entry__title").evaluate_all(SIZES)
    assert min(sizes) >= min(width, height) / 28
    assert page_checks.axe(page) == []


def test_without_a_script_the_screen_shows_the_hour_it_was_asked_for(servers: Live, page: Page):
    source = page.request.get(servers.address + SCREEN).text()
    now, ahead = source.split('data-part="next"')[:2]
    assert ("Eröffnung" in now, "Eröffnung" in ahead, "Kommunen" in ahead) == (True, False, True)
