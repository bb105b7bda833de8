"""The day after: a report with somebody's words, a speaker's slides, and how it was."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.rules import Limits
from gocluster_events.core.accounts.services.sessions import sign_in, start_participant_session
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.post_event.materials.services.checking import check_next
from tests.support import chromium, live, sessions
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import PASSWORD, make_member, make_registration
from tests.support.materials import AFTER, OTHER, PDF, a_meeting
from tests.support.photographs import make_photo
from tests.support.programme import TAREK
from tests.support.releasing import number_of
from tests.support.surveying import answer, guests, sheet

HERE = "/de/jahrestagung-2027"
TEAM = "/de/manage/jahrestagung-2027"
WORDS = "Wissen bleibt, wenn Köpfe gehen"
As = Callable[[dict[str, Any]], Page]


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """A web server whose clock shows the day after."""
    with live.running(database, tmp_path, clock=f"{AFTER.isoformat()}@{int(time.time())}") as started:
        yield started


@pytest.fixture
def event(session: Session) -> Event:
    return a_meeting(slug="jahrestagung-2027")


@pytest.fixture
def open_as(app: Flask, servers: Live, browser: Browser) -> Iterator[As]:
    """The browsers of several people, each with what their link or password has opened."""
    profiles = []

    def opened(keys: dict[str, Any]) -> Page:
        profile = chromium.profile(browser, base_url=servers.address)
        profiles.append(profile)
        if keys:
            profile.add_cookies([{"name": "events", "value": sessions.cookie(app, keys), "url": servers.address}])
        return profile.new_page()

    yield opened
    for profile in profiles:
        profile.close()


def team(event: Event) -> dict[str, Any]:
    account = make_member(event, email="organiser@example.org")
    return {"_user_id": sign_in(account.email, PASSWORD, "127.0.0.1", Limits(5, 50), AFTER), "_fresh": True}


def personal(event: Event, subject: str) -> str:
    return start_participant_session(f"edition:{event.id}", subject, 1, AFTER)


def speaker(event: Event) -> dict[str, Any]:
    return {"contributor": personal(event, f"person:{number_of(event, TAREK)}")}


def test_a_report_is_written_released_read_and_loses_a_quote_that_is_withdrawn(event: Event, open_as: As):
    photo = make_photo(event)
    organiser, tarek, reader = open_as(team(event)), open_as(speaker(event)), open_as({})
    organiser.goto(f"{TEAM}/report")
    organiser.get_by_label("Schlagzeile", exact=True).fill("Cluster machen Region")
    organiser.get_by_label("Vorspann", exact=True).fill("Rund 200 Menschen haben gefragt.")
    add_block(organiser, "Foto", "Foto").select_option(photo)
    add_block(organiser, "Absatz", "Text").fill("Am Nachmittag drei Foren.")
    add_block(organiser, "Zitat", "Wortlaut").fill(WORDS)
    organiser.get_by_role("combobox", name="Person", exact=True).select_option(TAREK.uuid)
    organiser.get_by_role("button", name="Entwurf speichern").click()
    organiser.get_by_role("button", name="Um Freigabe bitten").click()
    expect(organiser.get_by_text("Ohne Freigabe erscheint das Zitat nicht")).to_be_visible()
    organiser.get_by_role("button", name="Nachbericht veröffentlichen").click()
    expect(organiser.get_by_role("link", name="Veröffentlichten Nachbericht lesen")).to_be_visible()
    reader.goto(f"{HERE}/report")
    expect(reader.get_by_role("heading", name="Cluster machen Region")).to_be_visible()
    expect(reader.get_by_role("img", name="Menschen im Saal")).to_be_visible()
    expect(reader.get_by_text(WORDS)).to_have_count(0)
    tarek.goto("/de/my/contribution/quotes")
    tarek.get_by_role("button", name="Ja, ich bin einverstanden").click()
    expect(tarek.get_by_text("Freigabe zurückziehen …")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text(WORDS)).to_be_visible()
    tarek.get_by_text("Freigabe zurückziehen …").click()
    expect(tarek.get_by_text("Das Zitat verschwindet sofort aus dem Nachbericht.")).to_be_visible()
    tarek.get_by_role("button", name="Freigabe zurückziehen").click()
    expect(tarek.get_by_role("button", name="Ja, ich bin einverstanden")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("Am Nachmittag drei Foren.")).to_be_visible()
    expect(reader.get_by_text(WORDS)).to_have_count(0)


def add_block(organiser: Page, kind: str, label: str) -> Locator:
    """The report has one more block; the field in which it is filled in."""
    organiser.get_by_role("button", name=kind, exact=True).click()
    field = organiser.locator("input, select, textarea").and_(organiser.get_by_label(label, exact=True))
    expect(field).to_be_visible()
    return field


def test_slides_are_handed_in_released_opened_and_gone_after_a_withdrawal(event: Event, open_as: As):
    organiser, tarek, reader = open_as(team(event)), open_as(speaker(event)), open_as({})
    tarek.goto(f"/de/my/contribution/materials/{OTHER}/upload")
    slides = {"name": "folien.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tarek.get_by_label("PDF", exact=False).first.set_input_files(files=[slides])
    tarek.get_by_label("Titel auf Deutsch").fill("Kommunen als Partner")
    tarek.get_by_role("button", name="Abgeben").click()
    say(tarek, "Ja, ich gebe es frei")
    assert check_next(AFTER) == 1  # the worker, which looks at it in a process of its own
    organiser.goto(f"{TEAM}/materials")
    organiser.get_by_role("link", name="Folien").click()
    organiser.get_by_role("link", name="Veröffentlichen").click()
    organiser.get_by_role("button", name="Veröffentlichen").click()
    expect(organiser.get_by_text("Alle können sie öffnen.")).to_be_visible()
    reader.goto(f"{HERE}/materials")
    way = reader.get_by_role("link", name="Kommunen als Partner").get_attribute("href") or ""
    file = reader.request.get(way)
    assert (file.status, file.body()) == (200, PDF)
    tarek.get_by_role("link", name="Freigabe ansehen oder zurückziehen").click()
    say(tarek, "Nein, ich gebe es nicht frei")
    assert reader.request.get(way).status == 404
    reader.reload()
    expect(reader.get_by_text("Es gibt noch keine Unterlagen.")).to_be_visible()


def say(speaker: Page, words: str) -> None:
    """The speaker answers, and is back on the page of all their materials."""
    speaker.get_by_label(words).check()
    speaker.get_by_role("button", name="Antwort speichern").click()
    expect(speaker.get_by_role("heading", name="Ihre Unterlagen")).to_be_visible()


def test_whoever_was_there_says_once_how_it_was_and_the_team_reads_figures_and_texts(event: Event, open_as: As):
    for person in guests(event, 4):
        answer(event, person, sheet(4, 5, text="Neue Kontakte"), AFTER, Random(person))
    person = make_registration(event, mode=Mode.ONLINE).id
    guest, organiser = open_as({"participant": personal(event, f"registration:{person}")}), open_as(team(event))
    guest.goto("/de/my/")
    guest.get_by_role("link", name="Rückmeldung geben").click()
    useful = guest.get_by_role("group", name="Wie nützlich waren die Inhalte")
    useful.get_by_label("5").check()
    guest.get_by_label("Was nehmen Sie mit?").fill("Zwei Ideen")
    guest.get_by_role("button", name="Antworten senden").click()
    expect(guest.get_by_text("Danke")).to_be_visible()
    guest.goto("/de/my/")
    expect(guest.get_by_role("heading", name="Die Veranstaltung ist vorbei")).to_be_visible()
    expect(guest.get_by_role("link", name="Rückmeldung geben")).to_have_count(0)
    organiser.goto(f"{TEAM}/survey")
    expect(organiser.get_by_text("Zwei Ideen")).to_have_count(0)
    organiser.get_by_role("link", name="Jetzt schließen").click()
    organiser.get_by_role("button", name="Umfrage schließen").click()
    expect(organiser.get_by_text("5 von 5")).to_be_visible()
    expect(organiser.get_by_text("Zwei Ideen").first).to_be_visible()
