"""The report is stored while one writes it, and a button that is pressed meanwhile loses nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.db import session
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.report.queries.draft import draft
from tests.support import live
from tests.support.databases import Database
from tests.support.live import Live
from tests.support.make import make_member
from tests.support.report import BODY, COLLEAGUE, REPORT, SAYING, VISITORS, with_blocks, write
from tests.support.signing_in import enter
from tools import page_checks


@pytest.fixture
def servers(database: Database, tmp_path: Path) -> Iterator[Live]:
    with live.running(database, tmp_path) as started:
        yield started


@pytest.fixture
def editor(page: Page, servers: Live, event: Event) -> Page:
    write(event)
    enter(page, servers.address, make_member(event, email="organiser@example.org").email)
    page.goto(f"{servers.address}/de/manage/{event.slug}/report")
    return page


def stored(event: Event) -> tuple[str, list[str]]:
    session().rollback()
    report = draft(session(), event.id).report
    return report.headline.de, [each.uuid for each in report.blocks]


def test_what_is_typed_is_stored_by_itself_and_blocks_move_by_keys(editor: Page, event: Event):
    assert page_checks.axe(editor) == []
    editor.get_by_label("Schlagzeile", exact=True).fill("Von selbst gespeichert")
    expect(editor.locator("#headline-hint")).to_have_text("22 von höchstens 110 Zeichen")
    expect(editor.get_by_role("status").filter(has_text="Gespeichert um")).to_be_visible()
    assert stored(event) == ("Von selbst gespeichert", [BODY.uuid, VISITORS.uuid, SAYING.uuid])
    editor.get_by_label("Schlagzeile", exact=True).fill("Gleich darauf verschoben")
    editor.get_by_role("button", name="Nach oben: Zahl: rund 1.500").focus()
    editor.keyboard.press("Enter")
    expect(editor.get_by_role("button", name="Nach oben: Absatz: Drei Foren")).to_be_visible()
    assert stored(event) == ("Gleich darauf verschoben", [VISITORS.uuid, BODY.uuid, SAYING.uuid])


def test_once_a_colleague_has_saved_nothing_is_overwritten_and_both_texts_stand_side_by_side(
    editor: Page, event: Event
):  # fmt: skip
    write(event, with_blocks(BODY), COLLEAGUE)
    editor.get_by_label("Schlagzeile", exact=True).fill("Meine Schlagzeile")
    expect(editor.get_by_role("status").filter(has_text="Jemand aus dem Team")).to_be_visible()
    assert stored(event) == (REPORT.headline.de, [BODY.uuid])
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor.get_by_role("table")).to_contain_text("Meine Schlagzeile")
    editor.get_by_role("button", name="Entwurf speichern").click()
    expect(editor.get_by_text("Der Entwurf ist gespeichert.")).to_be_visible()
    assert stored(event)[0] == "Meine Schlagzeile"
