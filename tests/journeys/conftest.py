"""The meeting that people go through in these journeys, and whoever runs it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support import chromium
from tests.support.live import Live
from tests.support.make import make_day, make_event, make_member, make_room
from tests.support.programme import plan, slot
from tests.support.signing_in import enter
from tools.servers import Server


@pytest.fixture
def event(session: Session) -> Event:
    made = make_event(slug="jahrestagung-2027")
    make_day(made)
    return made


@pytest.fixture
def other_page(browser: Browser) -> Iterator[Page]:
    """The browser of somebody else."""
    with chromium.opened(browser) as opened:
        yield opened


@pytest.fixture
def worker(servers: Live) -> Server:
    """The worker, which does what takes long."""
    return servers.worker


@pytest.fixture
def organiser(event: Event, servers: Live, page: Page) -> Page:
    """The browser of an organiser who has signed in; no page is open yet."""
    enter(page, servers.address, make_member(event, email="organiser@example.org").email)
    return page


@pytest.fixture
def rooms(event: Event) -> list[int]:
    """Two rooms; A1 in the first at nine, B1 in the second at ten, C1 is not scheduled."""
    made = [make_room(event, name=name).id for name in ("Eichensaal", "1.04")]
    plan(
        event,
        slot(1, 0, code="A1", kind=Kind.FORUM, title=Localized("Kommunen als Partner"), room=made[0]),
        slot(2, 60, code="B1", kind=Kind.WORKSHOP, title=Localized("Vom Pitch zum Projekt"), room=made[1]),
        slot(3, None, code="C1", title=Localized("Noch offen"), length_minutes=30, room=None),
    )
    return made


@pytest.fixture
def board(organiser: Page, servers: Live, rooms: list[int]) -> Page:
    """The board as the organiser sees it."""
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/agenda")
    expect(organiser.locator("#editor[data-ready]")).to_be_visible()
    return organiser


@pytest.fixture
def colleague(servers: Live, event: Event, rooms: list[int], other_page: Page) -> Page:
    """Somebody else of the team, in front of the same board."""
    enter(other_page, servers.address, make_member(event, email="colleague@example.org").email)
    other_page.goto(f"{servers.address}/de/manage/jahrestagung-2027/agenda")
    expect(other_page.locator("#editor[data-ready]")).to_be_visible()
    return other_page
