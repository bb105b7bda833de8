"""What somebody finds on the own page: what is stored, a new link, and what changed in the programme meanwhile."""

import csv
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.services import drafting as agenda
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import Diet
from gocluster_events.meeting.registration.people.rules.fields import Needs
from tests.support.live import Live, link_in
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot
from tests.support.registrants import arrive
from tests.support.settings import NOW

MIRIAM = "miriam@example.org"


@pytest.fixture
def own_page(event: Event, servers: Live, page: Page) -> Page:
    """The browser of Miriam, who is confirmed and has opened her page by the link in her mail."""
    arrive(event, MIRIAM, NOW - timedelta(hours=1), needs=Needs(diet=Diet.VEGAN))
    page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()
    return page


def taken_along(page: Page, button: str, to: Path) -> str:
    with page.expect_download() as started:
        page.get_by_role("link", name=button).click()
    path = to / started.value.suggested_filename
    started.value.save_as(path)
    return path.read_text(encoding="utf-8-sig")


def test_everything_that_is_stored_is_read_and_taken_along(own_page: Page, tmp_path: Path):
    own_page.get_by_role("link", name="Meine Daten", exact=True).click()
    expect(own_page.get_by_role("heading", level=1)).to_have_text("Meine Daten")
    for text in ("Tannert", "Vegan", MIRIAM):
        expect(own_page.get_by_text(text, exact=True).first).to_be_visible()
    assert "Tannert" in json.dumps(json.loads(taken_along(own_page, "Als JSON", tmp_path)))
    lines = list(csv.reader(taken_along(own_page, "Als CSV", tmp_path).splitlines()))
    assert any("Tannert" in line for line in lines)


def test_the_address_of_the_calendar_is_copied_and_another_made_only_after_a_question(own_page: Page, servers: Live):
    own_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    own_page.goto(f"{servers.address}/de/my/feed")
    address = own_page.get_by_label("Adresse Ihres Kalenders")
    own_page.get_by_role("button", name="Kopieren").click()
    expect(own_page.get_by_text("Die Adresse ist kopiert.")).to_be_visible()
    old = address.input_value()
    assert own_page.evaluate("() => navigator.clipboard.readText()") == old
    own_page.get_by_role("link", name="Neue Adresse erzeugen …").click()
    expect(own_page.get_by_role("heading", level=1)).to_have_text("Neue Adresse für Ihren Kalender?")
    own_page.get_by_role("button", name="Neue Adresse erzeugen").click()
    expect(address).to_be_visible()
    assert address.input_value() != old


def test_a_new_link_ends_the_old_one_at_once(own_page: Page, servers: Live):
    own_page.get_by_text("Mehr", exact=True).click()
    own_page.get_by_role("link", name="Neuer persönlicher Link").click()
    own_page.get_by_role("button").last.click()
    new = link_in(servers.mailbox.wait_for(MIRIAM, 3))
    own_page.goto(link_in(servers.mailbox.wait_for(MIRIAM, 2)))
    expect(own_page.get_by_role("heading", level=1)).to_have_text("Dieser Link gilt nicht mehr")
    own_page.goto(new)
    own_page.get_by_role("button", name="„Mein Tag“ öffnen").click()
    expect(own_page.get_by_role("heading", name="Ihr Platz ist bestätigt")).to_be_visible()


def test_a_change_of_the_programme_is_told_until_it_was_read(own_page: Page, event: Event):
    talk = slot(1, title=Localized("Kommunen"), room=make_room(event).id)
    plan(event, talk)
    publish(event)
    own_page.reload()
    own_page.get_by_role("button", name="Gelesen").click()
    later = replace(talk, starts_at=(talk.starts_at or NOW) + timedelta(minutes=30))
    agenda.apply(event.id, [Change(talk, later)], {talk.uuid: 1}, Act("organiser@example.org", NOW))
    publish(event)
    own_page.reload()
    expect(own_page.get_by_text("09:30–10:30 statt 09:00–10:00")).to_be_visible()
    own_page.get_by_role("button", name="Gelesen").click()
    expect(own_page.get_by_text("09:30–10:30 statt 09:00–10:00")).to_have_count(0)
