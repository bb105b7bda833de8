"""Somebody on the programme is asked by mail, answers, writes about themselves; and another stands in for them."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind, PersonStatus
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live, link_in
from tests.support.make import make_room
from tests.support.programme import MAI, TAREK, plan, publish, slot, with_people

TAREKS_ADDRESS = "tarek@example.org"
PEOPLE = "/de/manage/jahrestagung-2027/agenda/people"


@pytest.fixture
def forum(event: Event) -> None:
    """Tarek, who was asked, in one item, which is public; and Mai."""
    item = slot(1, code="A1", kind=Kind.FORUM, title=Localized("Kommunen"), room=make_room(event, name="Eichensaal").id)
    speaker = replace(TAREK, email=TAREKS_ADDRESS, status=PersonStatus.ASKED)
    plan(event, speaker, MAI, with_people(item, TAREK))
    publish(event)


@pytest.mark.usefixtures("forum")
def test_whoever_is_asked_declines_and_another_stands_in(organiser: Page, servers: Live, other_page: Page):
    organiser.goto(f"{servers.address}{PEOPLE}/{TAREK.uuid}")
    organiser.get_by_role("link", name="Link zur eigenen Seite senden").click()
    organiser.get_by_role("button", name="Link senden").click()
    expect(organiser.get_by_text(f"Der Link ist unterwegs an {TAREKS_ADDRESS}.")).to_be_visible()

    other_page.goto(link_in(servers.mailbox.wait_for(TAREKS_ADDRESS)))
    other_page.get_by_role("button", name="Meine Seite öffnen").click()
    expect(other_page.get_by_text("Do., 22. Apr., 09:00–10:00, Eichensaal")).to_be_visible()
    other_page.get_by_label("Kurzbiografie, Deutsch").fill("Tarek Lindholm fördert **Wirtschaft**.")
    other_page.get_by_label("Donnerstag, 22. April 2027", exact=True).select_option("nur zu diesen Zeiten")
    other_page.get_by_label("Zeiten am").fill("14–16")
    other_page.get_by_role("button", name="Speichern").click()
    expect(other_page.get_by_text("Ihre Angaben sind gespeichert.")).to_be_visible()
    other_page.get_by_role("link", name="Jetzt antworten").click()
    other_page.get_by_label("Ich kann nicht mitwirken").check()
    other_page.get_by_role("button", name="Antwort senden").click()
    expect(other_page.get_by_text("Sie haben abgesagt.")).to_be_visible()

    organiser.goto(f"{servers.address}{PEOPLE}?group=declined")
    expect(organiser.get_by_role("row").filter(has_text="Lindholm")).to_contain_text("14:00–16:00")
    organiser.get_by_role("link", name="Lindholm, Tarek").click()
    expect(organiser.get_by_text("Hat abgesagt")).to_be_visible()
    organiser.get_by_role("link", name="Vertretung eintragen").click()
    organiser.get_by_label("Wer vertritt").select_option("Mai Lan Petersen")
    organiser.get_by_role("button", name="Vertretung eintragen").click()
    expect(organiser.get_by_text("Die Vertretung für Dr. Tarek Lindholm ist eingetragen.")).to_be_visible()
    organiser.goto(f"{servers.address}/de/manage/jahrestagung-2027/agenda/publication")
    organiser.get_by_role("button", name=re.compile("^Veröffentlichen und|^Version 2 veröffentlichen")).click()
    expect(organiser.get_by_text("Version 2 ist veröffentlicht")).to_be_visible()

    other_page.goto(f"{servers.address}/de/jahrestagung-2027/people")
    expect(other_page.get_by_text("in Vertretung für Dr. Tarek Lindholm")).to_be_visible()
    other_page.get_by_role("link", name="Kommunen").first.click()
    other_page.get_by_role("link", name="Mai Lan Petersen").click()
    expect(other_page).to_have_url(f"{servers.address}/de/jahrestagung-2027/people/{MAI.uuid}")
