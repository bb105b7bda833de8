"""Uploaded tables: every usual file is read, and what would hurt is refused at once, in a process of its own."""

import io
import time
from datetime import date

import pytest
import xlsxwriter
from openpyxl import Workbook

from gocluster_events.core.sheets.limits import FileError, Row, Sheet, Unreadable, cell_name
from gocluster_events.core.sheets.reading import read, read_sheets
from gocluster_events.core.sheets.sandbox import TABLE, confined
from tests.support.sheets import hostile, semicolons, with_parts, with_sheet, workbook

HOSTILE = hostile()
PEOPLE = [["Name", "E-Mail"], ["Jürgen Weiß", "juergen@example.org"], ["Zoë Łukasz", "zoe@example.org"]]
GERMAN = [row for row in PEOPLE if "Zoë" not in row[0]]


def cells(upload: bytes) -> list[list[str]]:
    return [list(row.cells) for row in read(upload)]


@pytest.mark.promise("P15")
@pytest.mark.parametrize(("upload", "fault", "row"), HOSTILE.values(), ids=list(HOSTILE))
def test_what_is_no_harmless_table_is_refused_at_once_with_its_row(
    upload: bytes, fault: FileError, row: int, record_property
):
    began = time.monotonic()
    with pytest.raises(Unreadable) as refusal:
        read(upload)
    record_property("seconds", round(time.monotonic() - began, 2))
    assert (refusal.value.fault, refusal.value.row) == (fault, row)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_every_usual_text_file_is_read(encoding: str, separator: str):
    text = "".join(separator.join(row) + "\r\n" for row in PEOPLE)
    assert cells(text.encode(encoding)) == PEOPLE


def test_a_list_as_german_excel_saves_it_keeps_its_umlauts_and_euros():
    assert cells(semicolons([*GERMAN, ["Groß & Söhne – €", "x@example.org"]])) == [
        *GERMAN,
        ["Groß & Söhne – €", "x@example.org"],
    ]


def test_excels_own_first_line_says_what_separates_and_is_no_row():
    assert [(row.number, row.cells) for row in read(b"sep=|\r\nAda|a;b\r\n")] == [(2, ("Ada", "a;b"))]


def test_commas_in_names_do_not_separate_where_semicolons_do():
    assert cells(b"Name;Mail\nTannert, Miriam;m@example.org\nVoss, Dr., Kim;k@example.org\n") == [
        ["Name", "Mail"],
        ["Tannert, Miriam", "m@example.org"],
        ["Voss, Dr., Kim", "k@example.org"],
    ]


def test_a_cell_over_several_lines_is_one_cell_and_its_row_one_row():
    assert [(row.number, row.cells) for row in read(b'Name;Ort\n"Ada\nB.";Bonn\n\nKim;Ulm\n')] == [
        (1, ("Name", "Ort")),
        (2, ("Ada\nB.", "Bonn")),
        (4, ("Kim", "Ulm")),
    ]


def test_a_list_of_bare_addresses_is_a_table_of_one_column():
    assert cells(b"ada@example.org\nkim@example.org") == [["ada@example.org"], ["kim@example.org"]]


def test_a_workbook_shows_its_values_as_text_and_numbers_its_rows_as_excel_does():
    upload = workbook([["Name", "Zahl", "Tag"], [], ["Jürgen", 17.0, date(2027, 4, 22)], ["Zoë", 1.5, True]])
    assert [(row.number, row.cells) for row in read(upload)] == [
        (1, ("Name", "Zahl", "Tag")),
        (3, ("Jürgen", "17", "2027-04-22")),
        (4, ("Zoë", "1.5", "true")),
    ]


def test_of_a_formula_only_the_stored_value_is_read():
    assert cells(with_sheet('<row r="1"><c r="A1" t="str"><f>A1&amp;"x"</f><v>Ada</v></c></row>')) == [["Ada"]]


def test_empty_columns_and_rows_that_were_only_coloured_do_not_count():
    far = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row><row r="1048576"><c r="A1048576" s="1"/></row>'
    assert cells(with_sheet(far)) == [["1"]]


def test_what_a_file_says_of_its_own_size_is_not_believed():
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData></worksheet>'
    )
    assert cells(with_parts({"xl/worksheets/sheet1.xml": sheet})) == [["7"]]


def an_address_list() -> bytes:
    """A workbook as an office keeps it: a cover, a list with hidden rows and formulas, an old list that is hidden."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("Leer")
    people = book.add_worksheet("Gäste 2027")
    people.write_row("A1", ["Gästeliste Jahrestagung"])
    people.write_row("A3", ["Name", "E-Mail", "Summe"])
    people.write_row("A4", ["Kim Voss", "kim@example.org"])
    people.write_formula("C4", "=1+1", None, 2)
    people.write_row("A5", ["Jo Baum", "jo@example.org"])
    people.set_row(4, None, None, {"hidden": True})
    old = book.add_worksheet("Alt")
    old.write_row("A1", ["Lea Adler", "lea@example.org", "x" * 900])
    old.hide()
    book.add_worksheet("Intern").very_hidden()
    book.close()
    return file.getvalue()


def test_every_sheet_that_people_can_see_or_show_is_read_with_what_is_hidden_in_it():
    assert read_sheets(an_address_list()) == [
        Sheet(
            "Gäste 2027",
            (
                Row(1, ("Gästeliste Jahrestagung",)),
                Row(3, ("Name", "E-Mail", "Summe")),
                Row(4, ("Kim Voss", "kim@example.org", "2")),
                Row(5, ("Jo Baum", "jo@example.org"), is_hidden=True),
            ),
        ),
        Sheet("Alt", (Row(1, ("Lea Adler", "lea@example.org", "x" * 501)),), is_hidden=True),
    ]


def test_a_formula_without_a_stored_value_leaves_the_rest_of_the_list_readable():
    rows = [
        ["Name", "Mail", "Firma"],
        ["Kim", "kim@example.org", "=A1"],
        ["=A1", "=A1", "=A1"],
        ["Jo", "jo@example.org"],
    ]
    assert read_sheets(workbook(rows))[0].rows == (
        Row(1, ("Name", "Mail", "Firma")),
        Row(2, ("Kim", "kim@example.org"), unsaved=(3,)),
        Row(3, (), unsaved=(1, 2, 3)),
        Row(4, ("Jo", "jo@example.org")),
    )
    with pytest.raises(Unreadable) as refusal:
        read(workbook(rows))
    assert refusal.value.cell == "C2"


def test_a_formula_whose_value_is_an_empty_text_has_a_value():
    cells = '<c r="A1"><v>1</v></c><c r="B1" t="str"><f>IF(1,"","x")</f><v></v></c><c r="C1"><f>A1</f><v/></c>'
    assert read_sheets(with_sheet(f'<row r="1">{cells}</row>'))[0].rows == (Row(1, ("1",), unsaved=(3,)),)


def test_a_sheet_that_is_too_long_does_not_hide_the_others():
    book = Workbook()
    book.create_sheet("Zahlen")
    book.worksheets[0].append(["Kim", "kim@example.org"])
    for number in range(20_001):
        book.worksheets[1].append([number])
    file = io.BytesIO()
    book.save(file)
    assert [(sheet.name, len(sheet.rows), sheet.fault) for sheet in read_sheets(file.getvalue())] == [
        ("Sheet", 1, None),
        ("Zahlen", 0, FileError.TOO_LONG),
    ]


def test_a_cell_is_called_as_a_spreadsheet_calls_it():
    assert [cell_name(14, column) for column in (1, 26, 27, 60)] == ["A14", "Z14", "AA14", "BH14"]


def test_the_process_keeps_no_bytecode_which_its_bounds_would_cut_off():
    assert confined("tests.support.bytecode", b"", TABLE) == b"keeps none"
