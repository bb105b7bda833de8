"""The sweep looks where it is told to, says each fault once, and fails when there is one."""

import shutil
from pathlib import Path

import pytest

from tests.support.databases import Database
from tests.support.pages import PAGES
from tools import demo, sweep
from tools.steps import Failed
from tools.sweep_findings import Finding, as_text, findings_on, write


def test_without_words_every_program_looks_at_every_page():
    assert sweep.order([]) == sweep.Order(("axe", "html", "lighthouse"), ())
    assert sweep.order([]).of(PAGES) == list(PAGES)


def test_words_choose_programs_and_pages():
    selection = sweep.order(["html", "/imprint"])
    assert (selection.programs, [page.address for page in selection.of(PAGES)]) == (("html",), ["/{lang}/imprint"])


def test_what_is_seen_in_several_ways_is_said_once():
    lines = ["reflow: <table>", "reflow: <h1>"]
    findings = (
        findings_on("/a", "de 320", lines)
        + findings_on("/a", "en 320", lines[:1])
        + [Finding("/b", "html error", "x", "de")]
    )
    assert (
        as_text(findings)
        == "/a\n  reflow\n    <h1>  [de 320]\n    <table>  [de 320, en 320]\n\n/b\n  html error\n    x  [de]"
    )


def test_the_report_of_a_clean_site_says_so(tmp_path):
    write(tmp_path / "sweep", [], ["a table"])
    assert (tmp_path / "sweep" / "report.txt").read_text(encoding="utf-8") == "No findings.\n\na table\n"
    assert (tmp_path / "sweep" / "report.json").read_text(encoding="utf-8") == "[]"


@pytest.fixture
def filled_demo(seeded: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo begins with what another has filled in already, which is a test of its own."""
    prepare = demo.prepare

    def prepare_filled(folder: Path, host: str, port: int) -> dict[str, str]:
        shutil.copy(seeded.path, folder / "events.db")
        return prepare(folder, host, port)

    monkeypatch.setattr(demo, "prepare", prepare_filled)


@pytest.mark.slow
@pytest.mark.seldom
@pytest.mark.browser
@pytest.mark.usefixtures("filled_demo")
def test_the_sweep_starts_a_demo_of_its_own_and_finds_nothing_on_a_page_in_order(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(sweep, "FOLDER", tmp_path)
    monkeypatch.setattr(sweep, "ROOT", tmp_path.parent)
    sweep.run(["axe", "/imprint"])
    assert "No findings." in capsys.readouterr().out


def test_a_word_that_no_page_has_is_refused_at_once():
    with pytest.raises(Failed, match="no page is called like /nowhere"):
        sweep.run(["axe", "/nowhere"])
