"""On the day of the meeting the programme says what runs and what comes next; before and after it says nothing."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support import live
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import NINE, plan, publish, slot

PROGRAMME = "/de/jahrestagung-2027/agenda"
HALF_PAST_TEN = NINE + timedelta(minutes=90)
SHIFTS = """() => new Promise((done) => new PerformanceObserver((list) => done(
    list.getEntries().reduce((sum, each) => sum + each.value, 0))).observe({ type: "layout-shift", buffered: true })
    || setTimeout(() => done(0), 500))"""


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers on the day itself, at half past ten."""
    clock = f"{HALF_PAST_TEN.isoformat()}@{int(time.time())}"
    with live.running(database, tmp_path, clock=clock) as started:
        yield started


@pytest.fixture
def programme(event: Event) -> None:
    """The evening before, a keynote at nine, two sessions at ten, lunch at eleven, a gap, and a talk at one."""
    hall, seminar = make_room(event, name="Eichensaal").id, make_room(event, name="1.04").id
    plan(
        event,
        slot(9, -870, kind=Kind.RECEPTION, title=Localized("Vorabendempfang"), room=hall),
        slot(1, kind=Kind.KEYNOTE, title=Localized("Eröffnung"), room=hall),
        slot(2, 60, code="A1", kind=Kind.FORUM, title=Localized("Kommunen"), room=hall),
        slot(3, 60, code="B1", kind=Kind.WORKSHOP, title=Localized("Start-ups"), room=seminar),
        slot(4, 120, kind=Kind.LUNCH, title=Localized("Mittagspause"), room=hall),
        slot(5, 240, kind=Kind.PANEL, title=Localized("Ausblick"), room=hall),
    )
    publish(event)


def at(page: Page, servers: Live, minutes: int) -> None:
    """The programme is opened so many minutes after nine on the day."""
    page.goto(servers.address + PROGRAMME)
    ahead = float(page.locator("html").get_attribute("data-clock-ahead-seconds") or 0)
    page.clock.set_fixed_time(NINE + timedelta(minutes=minutes) - timedelta(seconds=ahead))
    page.goto(servers.address + PROGRAMME)


def notices(page: Page) -> list[str]:
    """What the strip says, part by part."""
    parts = page.locator(".now__part:visible")
    return [" ".join(part.inner_text().split()) for part in parts.all()]


def past(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator(".slot--past .slot__title").all()]


@pytest.mark.usefixtures("programme")
def test_the_programme_follows_the_day(servers: Live, page: Page):
    at(page, servers, -15)
    assert (notices(page), past(page)) == (["Als Nächstes 09:00 Eröffnung"], ["Vorabendempfang"])
    expect(page.locator(".timetable__now")).to_be_hidden()

    at(page, servers, 80)
    assert notices(page) == ["Jetzt 10:00–11:00 Kommunen, Start-ups", "Als Nächstes 11:00 Mittagspause"]
    assert past(page) == ["Eröffnung", "Vorabendempfang"]
    assert page.locator(".timetable__now").inner_text() == "10:20 jetzt"

    at(page, servers, 150)
    assert notices(page) == ["Jetzt 11:00–12:00 Mittagspause", "Als Nächstes 13:00 Ausblick"]
    at(page, servers, 200)
    assert notices(page) == ["Als Nächstes 13:00 Ausblick"]
    for minutes in (400, 24 * 60, -3 * 24 * 60):
        at(page, servers, minutes)
        assert (notices(page), past(page)) == ([], [])


@pytest.mark.usefixtures("programme")
def test_the_line_of_the_present_lies_where_the_time_is(servers: Live, page: Page):
    at(page, servers, 90)
    line, block = page.locator(".timetable__now").bounding_box(), page.locator("#item-a1").bounding_box()
    assert line is not None
    assert block is not None
    assert abs(line["y"] - (block["y"] + block["height"] / 2)) < 3
    dots = page.locator(".slot--now").evaluate_all("all => all.map((each) => getComputedStyle(each, '::before').width)")
    assert dots == ["14px", "14px"]


@pytest.mark.usefixtures("programme")
def test_what_is_shown_moves_on_by_itself(servers: Live, page: Page):
    page.goto(servers.address + PROGRAMME)
    ahead = float(page.locator("html").get_attribute("data-clock-ahead-seconds") or 0)
    shortly_before_ten = datetime(2027, 4, 22, 7, 59, 50, tzinfo=UTC) - timedelta(seconds=ahead)
    page.clock.install(time=shortly_before_ten - timedelta(minutes=1))
    page.clock.pause_at(shortly_before_ten)  # however long the page takes to load
    page.goto(servers.address + PROGRAMME)
    assert notices(page)[0] == "Jetzt 09:00–10:00 Eröffnung"
    page.clock.fast_forward(31_000)
    assert notices(page)[0] == "Jetzt 10:00–11:00 Kommunen, Start-ups"


@pytest.mark.usefixtures("programme")
def test_on_a_slow_phone_a_link_leads_to_what_runs_and_nothing_has_moved(servers: Live, page: Page):
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 10})
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 740})
        page.goto(servers.address + PROGRAMME, wait_until="load")
        assert page.evaluate(SHIFTS) < 0.02
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Jetzt: 10:00–11:00").click()
    expect(page.locator("#item-b1")).to_be_in_viewport()
    assert page.locator(".timetable__time .tag--now:visible").count() == 1


@pytest.mark.usefixtures("programme")
def test_without_a_script_the_programme_is_whole(servers: Live, page: Page):
    source = page.request.get(servers.address + PROGRAMME).text()
    parts = source.count('class="now__part"')
    assert (parts > 0, source.count('hidden><span class="tag tag--n')) == (True, parts)
    assert "slot--past" not in source
