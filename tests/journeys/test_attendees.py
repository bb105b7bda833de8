"""Staff narrow the attendee list and take away exactly what they see."""

import csv
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from gocluster_events.core.access import Role
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.live import Live
from tests.support.make import make_member, make_registration
from tests.support.signing_in import enter


@pytest.fixture
def people(event: Event) -> None:
    """Seven people; two of them are called Müller, come from Bavaria and are confirmed."""
    for number, (first_name, last_name, state, status, more) in enumerate(
        [
            ("Änne", "Müller", FederalState.BY, Status.CONFIRMED, {"phone": "+49 30 123456"}),
            ("Jo", "Müller-Lüdenscheidt", FederalState.BY, Status.CONFIRMED, {"organisation": "=1+1 GmbH"}),
            ("Uwe", "Müller", FederalState.SN, Status.CONFIRMED, {}),
            ("Pia", "Müller", FederalState.BY, Status.CANCELLED, {}),
            ("Max", "Muller", FederalState.BY, Status.DECLINED, {}),
            ("Ina", "Mühlmann", FederalState.BY, Status.CONFIRMED, {}),
            ("Ida", "Weiß", FederalState.BY, Status.CONFIRMED, {}),
        ]
    ):
        make_registration(
            event, first_name=first_name, last_name=last_name, state=state, status=status,
            email=f"{number}@example.org", **more,
        )  # fmt: skip


@pytest.fixture
def staff(event: Event, people: None, servers: Live, page: Page) -> Page:
    """The browser of somebody who has signed in and sees the list."""
    enter(page, servers.address, make_member(event, Role.STAFF, email="staff@example.org").email)
    page.goto(f"{servers.address}/de/manage/jahrestagung-2027/attendees")
    return page


def names_on(page: Page) -> list[str]:
    """The names in the list, in its order."""
    return page.get_by_role("table").get_by_role("rowheader").all_inner_texts()


def download(page: Page, kind: str, to: Path) -> Path:
    """The list as it stands, taken away for the name badges."""
    page.locator("summary", has_text="Herunterladen").click()
    page.get_by_label("Zweck des Downloads").fill("Namensschilder")
    with page.expect_download() as started:
        page.get_by_role("button", name=kind).click()
    path = to / started.value.suggested_filename
    started.value.save_as(path)
    page.reload()
    return path


def test_staff_download_exactly_the_rows_they_see(staff: Page, tmp_path: Path):
    expect(staff.get_by_role("heading", level=1)).to_have_text("Anmeldungen")
    staff.get_by_label("Name, Institution oder E-Mail").fill("mueller")
    staff.keyboard.press("Enter")
    staff.get_by_role("group", name="Status").get_by_label("Bestätigt").check()
    staff.get_by_role("group", name="Bundesland").get_by_label("Bayern").check()
    staff.get_by_role("button", name="Anwenden").click()
    expect(staff.get_by_text("2 von 7 Anmeldungen")).to_be_visible()
    staff.get_by_role("link", name="Name", exact=True).click()
    expect(staff.get_by_role("table").get_by_role("rowheader")).to_have_text(
        ["Müller, Änne", "Müller-Lüdenscheidt, Jo"]
    )

    sheet = openpyxl.load_workbook(download(staff, "Excel (.xlsx)", tmp_path)).active
    head, *rows = sheet.iter_rows(values_only=True)
    entries = [dict(zip(head, row, strict=True)) for row in rows]
    assert [f"{row['Nachname']}, {row['Vorname']}" for row in entries] == names_on(staff)
    assert [row["Bundesland"] for row in entries] == ["Bayern", "Bayern"]
    assert [row["Institution"] for row in entries] == ["Musternetzwerk Nord", "=1+1 GmbH"]
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []

    with download(staff, "CSV für Excel", tmp_path).open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file, delimiter=";"))
    assert [f"{line['Nachname']}, {line['Vorname']}" for line in lines] == names_on(staff)
    assert [line["Institution"] for line in lines] == ["Musternetzwerk Nord", "'=1+1 GmbH"]


def test_whoever_searches_finds_umlauts_in_every_spelling(staff: Page):
    search = staff.get_by_label("Name, Institution oder E-Mail")
    for typed, count in (("mueller", 4), ("muller", 5), ("MÜLLER", 5), ("weiss", 1)):
        search.fill(typed)
        search.press("Enter")
        expect(staff.get_by_text(f"{count} von 7 Anmeldungen")).to_be_visible()
