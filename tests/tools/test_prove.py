"""The proofs of a small house: which ones run, with which dice, and what the table says of those that do not hold."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support import proving
from tools import proofs
from tools.proofs import Line
from tools.steps import ROOT, program

CONFTEST = """
import pytest
from tests.support import proving

def pytest_configure(config):
    config.addinivalue_line("markers", "promise(*numbers, control=False): as in the real house")
    config.pluginmanager.register(proving.Plugin(), "proving")

@pytest.fixture
def proof(request):
    return proving.Proof(request.node)
"""
HOUSE = """
import pytest

@pytest.mark.promise("P1")
def test_seats(proof):
    proof.says(f"{proof.size(36, 2000)} people", str(proof.random.random()))

@pytest.mark.promise("P1", control=True)
def test_seats_without_a_lock(proof):
    proof.says("nobody locks", "12 of 12")
    assert False, "the control did not break the proof"

@pytest.mark.promise("P2")
def test_a_page_that_said_yes(proof):
    assert False

@pytest.mark.promise("P3", "P4")
def test_the_disk():
    pass

def test_something_else():
    pass
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    (tmp_path / "conftest.py").write_text(CONFTEST, encoding="utf-8")
    (tmp_path / "test_house.py").write_text(HOUSE, encoding="utf-8")
    return tmp_path


def proven(house: Path, *words: str, **options: str) -> list[dict[str, Any]]:
    """What the report tells."""
    report = house / "report.json"
    environ = {**os.environ, "PYTHONPATH": str(ROOT), proving.SEED: "7", proving.PROMISES: "", proving.FULL: ""}
    environ |= {
        proving.REPORT: str(report),
        **{f"EVENTS_PROVE_{name.upper()}": value for name, value in options.items()},
    }
    command = program("pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(house), str(house), *words)
    subprocess.run(command, check=False, cwd=house, env=environ, capture_output=True)
    entries: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
    return entries


def lines(runs: list[dict[str, Any]]) -> list[list[str]]:
    """The rows of the table."""
    rows = [Line.of(number, each, is_control=control) for each in runs for number, control in each["promises"]]
    return [[cell.strip() for cell in row.split("|")[1:-1]] for row in proofs.table(rows).splitlines()[2:]]


def test_the_table_says_what_was_done_and_what_did_not_hold(house: Path):
    rows = lines(proven(house))
    assert [row[:2] + row[3:] for row in rows] == [
        ["P1", "36 people", "yes"],
        ["P1", "Control: nobody locks", "**void**"],
        ["P2", "test a page that said yes", "**no**"],
        ["P3", "1 test of `dev.py test`", "yes"],
        ["P4", "1 test of `dev.py test`", "yes"],
    ]


def test_the_same_seed_throws_the_same_dice_in_both_forms_and_in_several_processes(house: Path):
    short, full = lines(proven(house, promises="P1")), lines(proven(house, "-n", "2", promises="P1 P4", full="yes"))
    assert (short[0][1], full[0][1]) == ("36 people", "2000 people")
    assert short[0][2] == full[0][2]
    assert {row[0] for row in full} == {"P1", "P3", "P4"}, "only what is wanted, and what the same test proves"
    assert lines(proven(house, promises="P1", seed="8"))[0][2] != short[0][2]
