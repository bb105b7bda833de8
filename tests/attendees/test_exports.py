"""The downloaded files, reopened: nothing executes and nothing is altered (promise P12)."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from gocluster_events.attendees.exports import semicolons, workbook
from gocluster_events.attendees.rules.table import Table

HARMLESS = (
    "+49 30",
    "+49 (0)30 1234-56",
    "01067",
    "Müller-Lüdenscheid, Käthe",
    "Straße",
    "Lê Thị Hạnh",
    "-12,5",
    'a;"b"',
    "two\nlines",
)
FORMULAS = ("=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", '=HYPERLINK("http://evil.example")', "http://example.org")
SPRING = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # an hour after the clocks went forward in Berlin


def table(*cells):
    heads = tuple(f"Head {number}" for number, _cell in enumerate(cells))
    return Table(heads, rows=(cells,), zone="Europe/Berlin", title="Anmeldungen")


def reopened(*cells):
    file = io.BytesIO()
    workbook.write(file, table(*cells))
    return openpyxl.load_workbook(file).active


def read_back(*cells):
    file = io.BytesIO()
    semicolons.write(file, table(*cells))
    content = file.getvalue()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == 2
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("text", HARMLESS + FORMULAS)
def test_text_in_a_workbook_is_the_same_text_and_never_a_formula_or_a_link(text):
    cell = reopened(text)["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_an_instant_in_a_workbook_is_a_date_on_the_clocks_of_the_venue():
    cell = reopened(SPRING)["A2"]
    assert (cell.value, cell.is_date) == (datetime(2027, 3, 28, 3, 30), True)  # noqa: DTZ001 -- Excel knows no zones


def test_a_number_in_a_workbook_is_a_number_and_nothing_is_nothing():
    sheet = reopened(25, None, "")
    assert [cell.value for cell in sheet[2]] == [25, None, None]


def test_a_workbook_has_a_frozen_head_and_a_filter_over_all_columns():
    sheet = reopened("a", "b")
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B2")


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_in_csv_is_the_same_text(text):
    assert read_back(text)[1] == [text]


@pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith("http")])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_in_csv(text):
    assert read_back(text)[1] == [f"'{text}"]


def test_csv_tells_instants_on_the_clocks_of_the_venue():
    assert read_back(SPRING, 25, None)[1] == ["28.03.2027 03:30", "25", ""]
