"""Every promise has a proof and a control, and what `docs/promises.md` tells was run on this history."""

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.tree import ROOT, files, name_of
from tools import promises, proofs
from tools.steps import Failed

MARK = re.compile(r"mark\.promise\(((?:\"P\d+\",? ?)+)(control=True)?\)")


def marked() -> set[tuple[str, bool]]:
    """What the tests prove, each with whether the test is a control."""
    found = [
        (number, bool(control))
        for path in files(".py")
        if name_of(path).startswith("tests/")
        for numbers, control in MARK.findall(path.read_text(encoding="utf-8"))
        for number in re.findall(r"P\d+", numbers)
    ]
    return set(found)


def git(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], check=False, cwd=ROOT, capture_output=True, text=True)


def is_ours(commit: str) -> bool:
    """Whether what is checked out stands on that commit; a shallow clone knows too little to deny it."""
    if git("merge-base", "--is-ancestor", commit, "HEAD").returncode == 0:
        return True
    return git("rev-parse", "--is-shallow-repository").stdout.strip() == "true"


def test_no_test_proves_what_is_not_promised():
    assert {number for number, _control in marked()} <= {each.number for each in promises.PROMISES}


@pytest.mark.parametrize("each", promises.PROMISES, ids=lambda each: each.number)
@pytest.mark.parametrize("is_control", [False, True], ids=["proof", "control"])
def test_every_promise_has_a_proof_and_a_control(each: promises.Promise, *, is_control: bool):
    assert (each.number, is_control) in marked()


def test_the_page_tells_of_every_promise_what_was_proven_on_this_history():
    told = proofs.kept(proofs.PAGE)
    assert told.keys() == {each.number for each in promises.PROMISES}
    assert {run.commit for lines in told.values() for run, _row in lines if not is_ours(run.commit)} == set()


def test_the_page_tells_of_nothing_that_did_not_hold():
    told = proofs.kept(proofs.PAGE)
    assert [row for lines in told.values() for _run, row in lines if "**" in row[3]] == []


def test_the_page_is_what_the_tool_writes():
    assert proofs.page(proofs.kept(proofs.PAGE)) == proofs.PAGE.read_text(encoding="utf-8")


def test_a_commit_of_another_history_is_refused():
    assert not is_ours("0" * 12)


def test_a_promise_is_called_by_its_word_or_its_number():
    assert promises.named(["seats", "p2"]) == ["P1", "P2"]
    assert len(promises.named([])) == len(promises.PROMISES)
    with pytest.raises(Failed, match="'seat'"):
        promises.named(["seat"])


def test_a_line_survives_the_page(tmp_path: Path):
    run = proofs.Run("abcdef123456", "2027-04-22", "7", "a machine | with a bar")
    later = replace(run, commit="123456abcdef")
    line = ["P1", "36 people \\| 12 places", "12 \\| 24", "yes"]
    before = {"P1": [(run, line), (later, ["P1", "a part that was run anew", "", "yes"])]}
    page = tmp_path / "promises.md"
    page.write_text(proofs.page(before), encoding="utf-8")
    told = [(run.commit, row) for run, row in proofs.kept(page)["P1"]]
    assert told == [(run.commit, row) for run, row in before["P1"]]
    assert proofs.page(proofs.kept(page)) == page.read_text(encoding="utf-8")
