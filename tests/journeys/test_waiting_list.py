"""An organiser keeps places for start-ups, moves somebody up with a reason, and reads why somebody else was not."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import ActorType
from tests.support.live import Live
from tests.support.make import make_event
from tests.support.registrants import arrive, cancel
from tests.support.settings import NOW

BEFORE = NOW - timedelta(hours=2)
MANAGE = "/de/manage/jahrestagung-2027/registration"


@pytest.fixture
def event(session: object) -> Event:
    """Two places, both taken, and three people who wait; Mai is from a start-up."""
    made = make_event(slug="jahrestagung-2027", capacity_onsite=2, capacity_online=0)
    for number, name in enumerate(("Ada", "Ben", "Kim", "Jo")):
        arrive(made, f"{name.lower()}@example.org", BEFORE + timedelta(minutes=number), first_name=name)
    arrive(made, "mai@example.org", BEFORE + timedelta(minutes=9), first_name="Mai", actor_type=ActorType.STARTUP)
    return made


def test_a_quota_a_move_with_a_reason_and_the_answer_to_why(organiser: Page, servers: Live, event: Event):
    organiser.goto(f"{servers.address}{MANAGE}/quotas")
    organiser.get_by_role("link", name="Neues Kontingent").click()
    organiser.get_by_label("Name, deutsch").fill("Start-ups")
    organiser.get_by_label("Plätze", exact=True).fill("1")
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_role("alert").get_by_text("würde für alle gelten")).to_be_visible()
    organiser.get_by_label("Start-up", exact=True).check()
    organiser.get_by_role("button", name="Speichern").click()
    expect(organiser.get_by_role("row", name=re.compile("^Start-ups"))).to_be_visible()

    organiser.get_by_role("navigation", name="Anmeldungen").get_by_role("link", name="Warteliste").click()
    expect(organiser.get_by_role("heading", name="Vor Ort: Start-ups")).to_be_visible()
    organiser.get_by_role("link", name=re.compile("^Verschieben.*Jo$")).click()
    organiser.get_by_label("Neue Nummer").fill("1")
    organiser.get_by_role("button", name="Verschieben").click()
    expect(organiser.get_by_role("alert").get_by_text("Nennen Sie den Grund")).to_be_visible()
    organiser.get_by_label("Grund").fill("hält die Keynote")
    organiser.get_by_role("button", name="Verschieben").click()
    expect(organiser.get_by_role("status").get_by_text("Jo Tannert ist jetzt Nr. 1.")).to_be_visible()
    assert "Nr. 1" in str(servers.mailbox.wait_for("jo@example.org", 3)["Subject"])

    cancel(event, 1, NOW + timedelta(hours=1))
    organiser.reload()
    organiser.get_by_role("link", name="Tannert, Kim", exact=True).click()
    entries = organiser.get_by_role("listitem").filter(has=organiser.locator("time"))
    expect(entries.first).to_contain_text("Ein Platz des Kontingents Start-ups ging an Nr. 1, Mai Tannert.")
    expect(entries.nth(1)).to_contain_text("verschoben. Grund: „hält die Keynote“.")
    expect(organiser.get_by_text("Zurzeit ist kein Platz frei.")).to_be_visible()
