"""A free place is offered with a deadline; whoever waited accepts it by the link in the mail."""

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import MovingUp
from tests.support.live import Live, link_in
from tests.support.make import make_event
from tests.support.registrants import arrive, cancel
from tests.support.settings import NOW


@pytest.fixture
def event(session: object) -> Event:
    """One place, which is taken, and one person who waits for it."""
    made = make_event(slug="jahrestagung-2027", capacity_onsite=1, capacity_online=0, moving_up=MovingUp.OFFER)
    first = arrive(made, "ada@example.org", NOW)
    arrive(made, "mai@example.org", NOW, first_name="Mai")
    cancel(made, first, NOW)
    return made


def test_a_place_that_is_offered_is_accepted_by_its_link(event: Event, servers: Live, page: Page):
    letter = servers.mailbox.wait_for("mai@example.org", 3)
    assert letter["Subject"] == "Für Sie ist bis 22. März 2027, 10:00 Uhr ein Platz frei: Jahrestagung"
    page.goto(link_in(letter))
    page.get_by_role("button", name="Meine Anmeldung öffnen").click()
    expect(page.get_by_text("Für Sie freigehalten bis 22. März 2027, 10:00 Uhr")).to_be_visible()
    page.get_by_role("button", name="Platz annehmen").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    (calendar,) = servers.mailbox.wait_for("mai@example.org", 4).iter_attachments()
    assert "STATUS:CONFIRMED" in calendar.get_content()
