"""An organiser sees what goes when, shortens a period, and reads afterwards what went by itself."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.attendance.attendees.services.figures import freeze_in
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Diet
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.live import Live
from tests.support.make import make_event
from tests.support.registrants import arrive
from tests.support.settings import NOW

EARLIER = NOW - timedelta(days=30)


@pytest.fixture
def event(session: object) -> Event:
    """A meeting that ended twelve days ago; of one person the diet is known."""
    ended = NOW - timedelta(days=12)
    made = make_event(
        slug="jahrestagung-2027", starts_at=ended - timedelta(hours=8), ends_at=ended,
        registration_opens_at=EARLIER, registration_closes_at=ended - timedelta(days=1),
    )  # fmt: skip
    arrive(made, "mai@example.org", EARLIER, needs=Needs(diet=Diet.VEGAN))
    return made


def test_what_goes_is_announced_and_what_went_is_logged(organiser: Page, servers: Live, event: Event):
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/registration/retention")
    needs = organiser.get_by_role("row", name="Verpflegung und Unterstützung").first
    expect(needs).to_contain_text("22. März 2027")
    expect(organiser.get_by_text("Bisher wurde nichts automatisch gelöscht.")).to_be_visible()

    organiser.get_by_label("Verpflegung und Unterstützung").fill("-1")
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_role("alert")).to_be_visible()
    organiser.get_by_label("Verpflegung und Unterstützung").fill("10")
    organiser.get_by_role("button", name="Speichern").click()
    expect(needs).to_contain_text("18. März 2027")

    privacy.expire(NOW, freeze_in)
    organiser.reload()
    went = organiser.get_by_role("region", name="Was gelöscht wurde")
    expect(went.get_by_role("row", name="Verpflegung und Unterstützung")).to_contain_text("1")
    expect(needs.get_by_role("cell").first).to_have_text("0")
