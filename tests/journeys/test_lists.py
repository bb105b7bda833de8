"""The gate gets its list, somebody cancels, and the gate gets what has changed."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event
from tests.support.live import Live
from tests.support.make import make_member
from tests.support.registrants import arrive, cancel
from tests.support.signing_in import enter


def taken(page: Page, to: Path) -> list[list[str]]:
    """What the button of the list hands out."""
    with page.expect_download() as started:
        page.get_by_role("button", name="Excel (.xlsx)").click()
    path = to / started.value.suggested_filename
    started.value.save_as(path)
    rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [[str(cell) for cell in row if cell is not None] for row in rows]


def test_the_gate_learns_what_has_changed_since_its_last_list(event: Event, servers: Live, page: Page, tmp_path: Path):
    make_member(event, Role.STAFF, email="staff@example.org")
    adler, _baum = (arrive(event, f"{name}@example.org", last_name=name.title()) for name in ("adler", "baum"))
    enter(page, servers.address, "staff@example.org")
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/attendees")
    page.get_by_role("link", name="Vor Ort").click()
    page.get_by_role("link", name="Listen", exact=True).click()
    page.get_by_role("link", name="Liste für die Pforte").click()
    page.get_by_label("Zweck des Downloads").fill("Wachdienst am Haupteingang")
    assert [row[0] for row in taken(page, tmp_path)] == ["Nachname", "Adler", "Baum"]

    cancel(event, adler)
    arrive(event, "celik@example.org", last_name="Celik")
    page.reload()
    expect(page.get_by_text("Neu: 1, Entfallen: 1")).to_be_visible()
    expect(page.get_by_label("Zweck des Downloads")).to_have_value("Wachdienst am Haupteingang")
    page.get_by_label("Nur was sich geändert hat").check()
    rows = taken(page, tmp_path)
    assert [row[:2] for row in rows] == [["Unterschied", "Nachname"], ["Neu", "Celik"], ["Entfallen", "Adler"]]
    page.reload()
    expect(page.get_by_text("Nichts hat sich geändert")).to_be_visible()
