"""The meeting that people go through in these journeys, and whoever runs it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from tests.support import chromium
from tests.support.live import Live
from tests.support.make import PASSWORD, make_day, make_event, make_member


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
def organiser(event: Event, servers: Live, page: Page) -> Page:
    """The browser of an organiser who has signed in and stands at the desk."""
    make_member(event, email="organiser@example.org")
    page.goto(f"{servers.address}/de/sign-in")
    page.get_by_label("E-Mail").fill("organiser@example.org")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Einloggen", exact=True).click()
    return page
