"""An organiser goes to the place of what the checks have found, and lets a warning stay."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_room
from tests.support.programme import plan, slot
from tools import page_checks

DRAFT = "/de/manage/jahrestagung-2027/agenda"
CROWDED = slot(1, code="N1", kind=Kind.ADVICE, title=Localized("Beratung", "Advice"), seats=60)


@pytest.fixture
def crowded(event: Event) -> None:
    """A stand for more people than its room has seats."""
    plan(event, replace(CROWDED, room=make_room(event, name="Kontor", seats=40).id))


@pytest.mark.usefixtures("crowded")
def test_a_finding_leads_to_its_place_and_can_stay(organiser: Page, servers: Live):
    organiser.goto(servers.address + DRAFT)
    checks = organiser.locator("#checks")
    expect(checks).to_contain_text("N1 nimmt 60 Personen auf; Kontor hat 40 Plätze.")
    checks.get_by_role("link", name="Im Plan zeigen").click()
    expect(organiser.locator(f"#item-{CROWDED.uuid}").get_by_role("link")).to_be_focused()

    checks.get_by_role("link", name="Akzeptieren").click()
    organiser.get_by_role("button", name="Akzeptieren").click()
    expect(organiser.get_by_role("alert")).to_contain_text("Nennen Sie den Grund")
    organiser.get_by_label("Grund").fill("Die Hälfte steht.")
    organiser.get_by_role("button", name="Akzeptieren").click()
    expect(organiser.locator(".editor__notice")).to_have_text("Akzeptiert. Die Prüfung zählt das nicht mehr.")
    expect(checks).to_contain_text("Es ist nichts mehr offen.")

    checks.get_by_text("1 akzeptiert").click()
    expect(checks).to_contain_text("Akzeptiert: Die Hälfte steht.")
    assert page_checks.sideways(organiser, 360) == []
    checks.get_by_role("link", name="Zurückziehen").click()
    organiser.get_by_role("button", name="Zurückziehen").click()
    expect(checks.get_by_role("link", name="Akzeptieren")).to_be_visible()
