"""What a meeting leaves behind: the team publishes it, somebody reads it and takes it along, and it comes back."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from tests.support import live
from tests.support.cards import AFTER, a_meeting, public_card
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import make_member
from tests.support.signing_in import enter
from tools import page_checks

QUESTION = "Wie bleibt Wissen?"


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    """A web server whose clock shows the day after."""
    with live.running(database, tmp_path, clock=f"{AFTER.isoformat()}@{int(time.time())}") as started:
        yield started


@pytest.fixture
def event(session: Session) -> Event:
    made = a_meeting(slug="jahrestagung-2027")
    public_card(made, question=QUESTION)
    return made


def test_the_team_publishes_it_somebody_reads_it_by_strand_and_as_a_pdf_and_the_team_takes_it_back(
    page: Page, other_page: Page, servers: Live, event: Event
):
    enter(page, servers.address, make_member(event, email="organiser@example.org").email, AFTER)
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/documentation")
    page.get_by_role("link", name="Veröffentlichen …").click()
    page.get_by_role("button", name="Veröffentlichen").click()
    expect(page.get_by_text("Die Dokumentation ist veröffentlicht.")).to_be_visible()
    other_page.goto(f"{servers.address}/de/jahrestagung-2027/")
    menu = other_page.get_by_role("navigation", name="Hauptnavigation")
    menu.get_by_role("link", name="Dokumentation").click()
    contents = other_page.get_by_role("navigation", name="Inhalt der Dokumentation")
    contents.get_by_role("link", name="Plenum").click()
    expect(other_page.get_by_role("heading", name=QUESTION)).to_be_visible()
    assert page_checks.axe(other_page) == []
    with other_page.expect_download() as taken:
        contents.get_by_role("link", name="Als PDF").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF-")
    other_page.reload()
    expect(contents.get_by_role("link", name=re.compile(r"Als PDF, \d+ Seite"))).to_be_visible()
    page.get_by_role("link", name="Zurücknehmen …").click()
    page.get_by_role("button", name="Zurücknehmen").click()
    expect(page.get_by_text("Die Dokumentation ist nicht mehr öffentlich.")).to_be_visible()
    other_page.reload()
    expect(other_page.get_by_role("heading", name=QUESTION)).to_be_hidden()
    expect(other_page.get_by_role("heading", level=1)).to_be_visible()
