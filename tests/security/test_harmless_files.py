"""What is downloaded neither runs nor is another text than what was typed (promise P12)."""

import csv
import io
import json
from collections.abc import Sequence

import openpyxl
import pytest

from gocluster_events.attendance.attendees.exports import separated, workbook
from gocluster_events.attendance.attendees.exports.kinds import KINDS
from gocluster_events.attendance.attendees.rules.table import Format, Frame, Table
from gocluster_events.meeting.registration.invitations import exports as invitations
from tests.security.corpus import stored
from tests.support.paper import flat
from tests.support.proving import Proof
from tests.support.settings import NOW

LONGEST = 10_000  # characters of the longest field there is
NUMBERS = ("+49 30", "01067", "+49 (0)30 1234-56", "-12,5", "Müller-Lüdenscheid, Käthe", "Straße")
STORED = tuple(dict.fromkeys((*NUMBERS, *stored(LONGEST))))
ESCAPED = "_x005F_"  # an underscore before "x0041_" (ECMA-376, ST_Xstring), as it stands in the file
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def table(strings: Sequence[str]) -> Table:
    """One string a row, under its number."""
    frame = Frame("de", NOW, "Jahrestagung", "Über diese Liste", (), ("Seite ", " von ", ""))
    rows = tuple((number, typed) for number, typed in enumerate(strings))
    return Table(("Nummer", "Text"), rows, "Europe/Berlin", "Liste", ("number", "text"), frame)


def written(kind: Format, strings: Sequence[str]) -> bytes:
    file = io.BytesIO()
    KINDS[kind].write(file, table(strings))
    return file.getvalue()


def flaws_of_workbook(content: bytes, strings: Sequence[str]) -> list[str]:
    """What Excel would run, or what is another text."""
    cells = [row[1] for row in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(min_row=2)]
    faults = [f"runs: {cell.value}" for cell in cells if cell.data_type != "s" or cell.hyperlink]
    return faults + altered([str(cell.value).replace(ESCAPED, "_") for cell in cells], strings)


def flaws_of_csv(content: bytes, strings: Sequence[str], delimiter: str) -> list[str]:
    """The same; a text that a spreadsheet would run has an apostrophe before it, which is all that may be added."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=delimiter))[1:]
    cells = [row[-1] for row in rows]
    faults = [f"runs: {cell}" for cell in cells if cell.startswith(RUNS) and cell not in NUMBERS and is_formula(cell)]
    typed = [
        one if cell == f"'{one}" and one.startswith(RUNS) else cell for cell, one in zip(cells, strings, strict=False)
    ]
    return faults + altered([*typed, *cells[len(strings) :]], strings)


def is_formula(cell: str) -> bool:
    """Whether it is more than a number or a number to call."""
    return any(each not in "0123456789+-., ()/" for each in cell)


def altered(read: Sequence[str], strings: Sequence[str]) -> list[str]:
    faults = [f"{one[:60]!r} became {other[:60]!r}" for one, other in zip(strings, read, strict=False) if one != other]
    return faults + [f"{len(read)} rows instead of {len(strings)}"] * (len(read) != len(strings))


@pytest.mark.promise("P12")
def test_every_string_comes_out_of_every_format_as_it_went_in(proof: Proof):
    strings = proof.random.sample(STORED, proof.size(250, len(STORED)))
    assert flaws_of_workbook(written(Format.XLSX, strings), strings) == []
    assert flaws_of_csv(written(Format.CSV_EXCEL, strings), strings, ";") == []
    assert flaws_of_csv(written(Format.CSV, strings), strings, ",") == []
    assert [row["text"] for row in json.loads(written(Format.JSON, strings))["rows"]] == strings
    faulty = invitations.write(("Nummer", "Text"), [(str(n), each) for n, each in enumerate(strings)])
    assert flaws_of_csv(faulty, strings, ";") == []
    proof.says(
        f"{len(strings)} strings as XLSX, both kinds of CSV, JSON and the list of rows to correct, reopened",
        f"{5 * len(strings)} cells, 0 formulas, 0 altered",
    )


@pytest.mark.promise("P12")
def test_paper_says_numbers_umlauts_and_markup_as_they_were_typed(proof: Proof):
    plain = [
        each for each in STORED if each.isascii() and each.isprintable() and 3 < len(each) < 60 and "  " not in each
    ]
    strings = [*NUMBERS, *proof.random.sample(plain, proof.size(25, 200))]
    text = flat(written(Format.PDF, strings)).replace(" ", "")
    assert [each for each in strings if each.replace(" ", "") not in text] == []
    proof.says(f"{len(strings)} strings on paper, its text read again", f"{len(strings)} found as typed")


@pytest.mark.promise("P12", control=True)
def test_writers_without_their_guards_are_found_out(monkeypatch: pytest.MonkeyPatch, proof: Proof):
    strings = STORED  # few of them are what a writer takes for a formula
    monkeypatch.setattr(workbook, "_TEXT_ONLY", {})
    monkeypatch.setattr("xlsxwriter.worksheet.Worksheet.write_string", lambda sheet, *values: sheet.write(*values))
    monkeypatch.setattr(separated, "RISKY", frozenset())
    sheet = flaws_of_workbook(written(Format.XLSX, strings), strings)
    listed = flaws_of_csv(written(Format.CSV, strings), strings, ",")
    assert [faults != [] for faults in (sheet, listed)] == [True, True]
    proof.says(
        "a workbook whose cells are written as they look, and a CSV without apostrophes",
        f"{len(sheet)} and {len(listed)} findings in {len(strings)} strings",
    )
