"""On the day one's own page follows the clock while it is open, without asking the server for anything."""

import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support import live
from tests.support.databases import Database
from tests.support.live import Live, link_in
from tests.support.make import make_room
from tests.support.programme import NINE, plan, publish, slot
from tests.support.registrants import arrive

MIRIAM = "miriam@example.org"
FIVE_TO_TEN = NINE + timedelta(minutes=55)


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """The servers on the day itself, at five to ten."""
    with live.running(database, tmp_path, clock=f"{FIVE_TO_TEN.isoformat()}@{int(time.time())}") as started:
        yield started


@pytest.fixture
def own_page(event: Event, servers: Live, page: Page) -> Page:
    """Miriam's page during the coffee until ten; then comes the forum for an hour."""
    hall = make_room(event, name="Eichensaal").id
    plan(
        event,
        slot(1, 30, kind=Kind.COFFEE, title=Localized("Kaffeepause"), room=hall, length_minutes=30),
        slot(2, 60, kind=Kind.FORUM, title=Localized("Kommunen"), room=hall),
    )
    publish(event)
    arrive(event, MIRIAM)
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    page.clock.install()
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.locator(".next-card")).to_be_visible()
    page.wait_for_load_state()  # by then the script counts
    return page


def pass_by(page: Page, minutes: int) -> None:
    page.clock.fast_forward(minutes * 60_000)
    page.clock.run_for(11_000)


def test_the_strip_counts_down_says_now_and_then_over_without_any_request(own_page: Page):
    strip, pause = own_page.locator(".next-card__strip strong"), own_page.locator(".my-now")
    more = own_page.get_by_role("link", name="Zeigen, was als Nächstes kommt")
    requests: list[str] = []
    own_page.on("request", lambda request: requests.append(request.resource_type))
    expect(strip).to_have_text("In 5 Minuten")
    expect(pause).to_contain_text("Kaffeepause bis 10:00")
    pass_by(own_page, 2)
    expect(strip).to_have_text("In 3 Minuten")
    pass_by(own_page, 1)
    expect(strip).to_have_text("In 2 Minuten")
    expect(more).to_be_hidden()
    pass_by(own_page, 3)
    expect(strip).to_have_text("Jetzt, bis 11:00")
    expect(pause).to_be_hidden()
    expect(own_page.locator(".my-head .meta")).to_contain_text("10:0")
    pass_by(own_page, 60)
    expect(strip).to_have_text("Vorbei")
    assert not {"document", "fetch", "xhr", "ping"} & set(requests)
    more.click()
    expect(own_page.get_by_role("heading", level=1)).to_be_visible()


def test_nothing_of_it_is_read_out_by_itself(own_page: Page):
    answers = own_page.locator("[data-keep-said]")  # to a button, once it is pressed
    assert own_page.locator(".my-today").locator("[aria-live], [role=status]:not([data-keep-said])").count() == 0
    expect(answers).to_be_empty()
