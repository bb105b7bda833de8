"""Whoever comes too early, too late or for nothing reads why, since or until when, and what there is to do."""

from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.support.live import Live
from tests.support.make import make_event
from tests.support.registrants import arrive
from tests.support.settings import NOW

pytestmark = pytest.mark.usefixtures("session")

SOON, LATELY = NOW + timedelta(days=2), NOW - timedelta(days=2)
ARCHIVED = {
    "status": EventStatus.ARCHIVED, "starts_at": LATELY, "ends_at": LATELY + timedelta(hours=8),
    "registration_closes_at": LATELY,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "heading", "sentence", "way_on"),
    [
        (
            {"registration_opens_at": SOON},
            "Die Anmeldung ist noch nicht geöffnet",
            "22. März 2027, 10:00 Uhr",
            "Termin speichern (.ics)",
        ),
        (
            {"registration_closes_at": LATELY},
            "Die Anmeldefrist ist abgelaufen",
            "18. März 2027, 10:00 Uhr",
            "persönlichen Link",
        ),
        (ARCHIVED, "Diese Veranstaltung ist vorbei", "18. März 2027", "Zum Programm"),
        ({"status": EventStatus.DRAFT}, "Diese Seite gibt es nicht", "", ""),
    ],
    ids=["too early", "too late", "over", "not yet public"],
)
def test_the_page_says_why_since_when_and_what_one_can_do(
    servers: Live, page: Page, changes: dict[str, Any], heading: str, sentence: str, way_on: str
):
    make_event(slug="jahrestagung-2027", **changes)
    page.goto(f"{servers.address}/de/jahrestagung-2027/register")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    expect(page.get_by_role("main")).to_contain_text(sentence)
    if way_on:
        expect(page.get_by_role("main").get_by_role("link", name=way_on)).to_be_visible()


def test_a_full_meeting_offers_its_waiting_list(servers: Live, page: Page):
    event = make_event(slug="jahrestagung-2027", capacity_onsite=1, capacity_online=0)
    arrive(event, "ada@example.org")
    page.goto(f"{servers.address}/de/jahrestagung-2027/")
    expect(page.get_by_text("Ausgebucht").first).to_be_visible()
    page.get_by_role("link", name="Auf die Warteliste").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Anmelden")
