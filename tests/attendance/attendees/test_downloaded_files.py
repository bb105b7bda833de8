"""The downloaded files, reopened: nothing executes and nothing is altered (promise P12)."""

import csv
import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest

from gocluster_events.attendance.attendees.exports import document, paper_list, separated, workbook
from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.rules.table import COLUMNS, Coded, Format, Frame, Table, named, on_paper
from tests.support.office import read_by_office
from tests.support.paper import flat, opened, set_lines, tags, text_of
from tests.support.pdf_ua import flaws

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
HOSTILE = (
    *HARMLESS,
    *FORMULAS,
    "\t=1+1",
    "\r=1+1",
    "=\r\n1+1",
    'DDE("cmd";"/C calc";"!A0")',
    "a\r\nb",
    '"\r\n=1+1,"',
    ";;;",
    ",,,",
    "<script>alert(1)</script>",
    "]]>&amp;",
    "{{7*7}}",
    "\\input{x}",
    "e\u0301 \U0001f469\u200d\U0001f52c \u05d0",
    "x" * 500,
    "_x0041_",
)
SPRING = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # an hour after the clocks went forward in Berlin


def table(*cells):
    heads = tuple(f"Head {number}" for number, _cell in enumerate(cells))
    return Table(heads, rows=(cells,), zone="Europe/Berlin", title="Anmeldungen")


def framed(*rows, heads=("Name", "Teilnahmeart", "Eingang"), keys=("name", "mode", "received")):
    about = (("Veranstaltung", "Jahrestagung"), ("Was sie zeigt", "vor Ort, „=1+1“"), ("Zweck", "Einlass"))
    frame = Frame("de", SPRING, "Jahrestagung", "Über diese Liste", about, ("Seite ", " von ", ""))
    return Table(heads, rows, "Europe/Berlin", "Pforte: [Liste]", keys, frame)


def written(write, table):
    file = io.BytesIO()
    write(file, table)
    return file.getvalue()


def sheet_rows(content):
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink] == []
    return sheet.max_row - 1


def separated_rows(content, delimiter, encoding):
    read = list(csv.reader(io.StringIO(content.decode(encoding), newline=""), delimiter=delimiter))
    assert {len(row) for row in read} == {3}
    assert [row[0] for row in read if row[0].startswith(("=", "@", "\t", "\r"))] == []
    return len(read) - 1


def paper_rows(content):
    assert flaws(content) == []
    pages = len(opened(content).pages)
    return tags(content).count("TR") - pages if tags(content).count("TH") > 3 else tags(content).count("TR") - 1


READ = {
    Format.XLSX: sheet_rows,
    Format.PDF: paper_rows,
    Format.CSV_EXCEL: lambda content: separated_rows(content, ";", "utf-8-sig"),
    Format.CSV: lambda content: separated_rows(content, ",", "utf-8"),
    Format.JSON: lambda content: len(json.loads(content)["rows"]),
}


def reopened(*cells):
    file = io.BytesIO()
    workbook.write(file, table(*cells))
    return openpyxl.load_workbook(file).active


def read_back(*cells):
    file = io.BytesIO()
    separated.write_for_excel(file, table(*cells))
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


def test_a_workbook_is_printed_across_as_wide_as_the_page_with_its_head_on_every_page():
    sheet = reopened("a", "b")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToWidth) == (True, None)  # None is 1
    assert (sheet.page_setup.fitToHeight, sheet.print_title_rows) == (0, "$1:$1")


@pytest.mark.parametrize("text", HARMLESS)
def test_harmless_text_in_csv_is_the_same_text(text):
    assert read_back(text)[1] == [text]


@pytest.mark.parametrize("text", [text for text in FORMULAS if not text.startswith("http")])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe_in_csv(text):
    assert read_back(text)[1] == [f"'{text}"]


def test_csv_tells_instants_on_the_clocks_of_the_venue():
    assert read_back(SPRING, 25, None)[1] == ["28.03.2027 03:30", "25", ""]


def test_a_date_in_a_workbook_is_a_date_and_a_code_is_its_word():
    day, word, none = reopened(date(2027, 4, 22), Coded("onsite", "vor Ort"), 0)[2]
    assert (day.value, day.number_format) == (datetime(2027, 4, 22), "dd.mm.yyyy")  # noqa: DTZ001 -- no zones there
    assert (word.value, word.data_type, none.value) == ("vor Ort", "s", 0)


def test_a_second_sheet_says_what_the_list_is():
    book = openpyxl.load_workbook(io.BytesIO(written(workbook.write, framed(("Müller", None, SPRING)))))
    assert book.sheetnames == ["Pforte   Liste ", "Über diese Liste"]
    rows = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert rows == [["Veranstaltung", "Jahrestagung"], ["Was sie zeigt", "vor Ort, „=1+1“"], ["Zweck", "Einlass"]]


def test_rfc_4180_has_commas_crlf_no_mark_and_the_columns_names():
    table = framed(('Müller, "Jo"', Coded("onsite", "vor Ort"), SPRING), ("=1+1", None, date(2027, 4, 22)))
    assert written(separated.write_rfc_4180, table).decode() == (
        'name,mode,received\r\n"Müller, ""Jo""",vor Ort,2027-03-28T03:30:00+02:00\r\n\'=1+1,,2027-04-22\r\n'
    )


@pytest.mark.parametrize("text", HARMLESS + FORMULAS)
def test_json_alters_nothing(text):
    payload = json.loads(written(document.write, table(text)))
    assert payload["rows"] == [{"Head 0": text}]


def test_json_says_the_code_beside_the_word():
    payload = json.loads(
        written(document.write, framed(("Müller", Coded("onsite", "vor Ort"), SPRING), (None, None, None)))
    )
    assert payload["columns"][1] == {"key": "mode", "label": "Teilnahmeart"}
    assert payload["rows"] == [
        {"name": "Müller", "mode": {"code": "onsite", "label": "vor Ort"}, "received": "2027-03-28T03:30:00+02:00"},
        {"name": None, "mode": None, "received": None},
    ]
    assert (payload["format"], payload["version"], payload["time_zone"]) == (
        "gocluster-events-list",
        1,
        "Europe/Berlin",
    )


def test_a_list_without_rows_is_json_too():
    assert json.loads(written(document.write, framed()))["rows"] == []


def test_the_paper_is_accessible_and_repeats_its_head_on_every_page():
    content = written(paper_list.write, framed(*[(f"Müller {number}", None, SPRING) for number in range(70)]))
    assert flaws(content) == []
    assert tags(content).count("TH") == 3
    pages = [page.extract_text() for page in opened(content).pages]
    assert ["Teilnahmeart" in page for page in pages] == [True] * len(pages)
    assert [f"Seite {number} von {len(pages)}" in page for number, page in enumerate(pages, start=1)] == [
        True,
        True,
        True,
    ]
    assert "Was sie zeigt: vor Ort, „=1+1“" in flat(content)
    assert opened(content).pages[0].mediabox.width > opened(content).pages[0].mediabox.height


def test_a_list_without_rows_is_a_sound_paper_too():
    assert flaws(written(paper_list.write, framed())) == []


def test_a_long_word_on_paper_stays_in_its_column_and_one_that_fits_is_whole():
    heads = ("Titel", "Vorname", "Nachname", "Institution", "Funktion", "E-Mail", "Land", "Status", "Nummer", "Listen")
    usual = ("Dr.", "Maximilian", "Muster", "Musternetzwerk Optik und Mechatronik Brandenburg", "Projektleitung",
             "maximilian@example.org", "Sachsen-Anhalt", "Bestätigt", "ABCD-2345", "ja")  # fmt: skip
    long = ("W" * 24, "ABCDEFGHIJKLMNOPQRSTUVWX", "Nutzungsvereinbarungen", "x" * 200, *usual[4:9], "W" * 20)
    content = written(paper_list.write, framed(*[usual] * 12, long, heads=heads, keys=heads))
    lines = set_lines(content)
    begins = sorted(at for at, _width, words in lines if words in heads)
    ends = dict(zip(begins, [*begins[1:], 842 - 40], strict=True))
    assert len(begins) == 10
    assert [words for at, width, words in lines if at in ends and at + width > ends[at]] == []
    once = [words for _at, _width, words in lines]
    assert [once.count(each) for each in usual[4:9]] == [13] * 5


def test_what_people_typed_is_no_markup_on_paper():
    hostile = "#panic(1) *stark* $x$ = @ziel <marke> \\ //"
    assert hostile in text_of(written(paper_list.write, framed((hostile, None, None)))).replace("\n", " ")


def test_paper_takes_ten_columns_at_most_and_leaves_out_the_least_first():
    assert len(on_paper(COLUMNS)) == 10
    few = named("remark", "last_name", "list_email")
    assert on_paper(few) == few
    assert {*named("last_name", "organisation", "email", "reference")} <= set(on_paper(COLUMNS))


@pytest.mark.promise("P12")
@pytest.mark.parametrize("kind", [Format.XLSX, Format.CSV_EXCEL])
def test_another_office_finds_the_same_text_and_runs_none_of_it(kind, tmp_path):
    texts = ("Lê Thị Hạnh", "+49 30", "01067")
    read = read_by_office(
        written(KINDS[kind].write, framed((*texts, "=1+1"), heads=("A", "B", "C", "D"), keys=())), kind.value, tmp_path
    )
    assert [text for text in (*texts, "=1+1") if text not in read] == []


@pytest.mark.promise("P12")
@pytest.mark.parametrize("kind", list(Format))
def test_every_format_survives_whatever_somebody_can_type(kind):
    """No row is lost, none is added, and the file is sound."""
    rows = [(text, None, SPRING) for text in HOSTILE]
    content = written(KINDS[kind].write, framed(*rows))
    assert READ[kind](content) == len(HOSTILE)
