"""Uploaded tables: every usual file is read, and what would hurt is refused at once, in a process of its own."""

import time
from datetime import date

import pytest

from gocluster_events.sheets.limits import FileError, Unreadable
from gocluster_events.sheets.reading import read
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
