"""A desk that was left open over night."""

import time
from datetime import timedelta
from urllib.parse import parse_qs

from playwright.sync_api import Page

from gocluster_events.meeting.events.models import Event
from tests.journeys.test_at_the_door import MORNING, at_desk, let_in, servers
from tests.support.arrivals import make_guest
from tests.support.live import Live

__all__ = ["servers"]


def test_a_desk_that_slept_over_night_lets_its_first_guest_in_today(page: Page, event: Event, servers: Live):
    make_guest(event, first_name="Jo", last_name="Käßbohrer")
    page.clock.install()
    at_desk(page, servers, event)
    page.clock.set_system_time(time.time() + 20 * 3600)  # nothing that was to happen in the night has happened
    with page.expect_request("**/admission/passages") as sent:
        let_in(page, "jo", "Jo Käßbohrer")
    assert parse_qs(sent.value.post_data)["day"] == [(MORNING + timedelta(days=1)).date().isoformat()]
