"""Codes at the door that are none of ours: of a website, a card, a network."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from tests.journeys.test_at_the_door import at_desk, verdict
from tests.support.arrivals import make_guest
from tests.support.live import Live


@pytest.mark.parametrize("typed", ["https://example.com/tagung", "WIFI:S:Foyer;T:WPA;P:geheim;;"])
def test_a_code_of_somebody_else_is_called_that_and_goes_when_a_new_search_begins(
    page: Page, event: Event, servers: Live, typed: str
):
    make_guest(event, first_name="Jo", last_name="Käßbohrer")
    at_desk(page, servers, event)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    search = page.get_by_role("searchbox", name="Name, Institution")
    search.fill(typed)
    search.press("Enter")  # as a scanner does
    expect(verdict(page)).to_contain_text("Kein Code dieser Veranstaltung")
    assert "POST" not in sent
    search.press_sequentially("j")
    expect(verdict(page)).to_be_empty()
    expect(page.get_by_role("button", name="Einlassen: Jo Käßbohrer")).to_be_visible()
