"""Every promise has a proof and a control, and what `docs/promises/README.md` tells was run on this history."""

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.support.tree import ROOT, files, name_of
from tools import promises, proofs
from tools.steps import Failed

MARK = re.compile(r"mark\.promise\(((?:\"P\d+\",? ?)+)(control=True)?\)")


@cache
def marked() -> set[tuple[str, bool]]:
    """What the tests prove, each with whether the test is a control."""
    marks = [
        (number, bool(control))
        for path in files(".py")
        if name_of(path).startswith("tests/")
        for numbers, control in MARK.findall(path.read_text(encoding="utf-8"))
        for number in re.findall(r"P\d+", numbers)
    ]
    return set(marks)


def git(*words: str, at: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], check=False, cwd=at, capture_output=True, text=True)


def is_ours(commit: str, at: Path = ROOT) -> bool | None:
    """Whether what is checked out stands on that commit; None where a shallow clone ends before it could be known."""
    if git("merge-base", "--is-ancestor", commit, "HEAD", at=at).returncode == 0:
        return True
    return None if git("rev-parse", "--is-shallow-repository", at=at).stdout.strip() == "true" else False


def commit_in(folder: Path, text: str) -> str:
    """The name of a new commit there."""
    author = ("-c", "user.name=Kim Adler", "-c", "user.email=kim@example.org", "-c", "commit.gpgsign=false")
    made = git(*author, "commit", "--quiet", "--allow-empty", "-m", text, at=folder)
    assert made.returncode == 0, made.stderr
    return git("rev-parse", "HEAD", at=folder).stdout.strip()


def test_no_test_proves_what_is_not_promised():
    assert {number for number, _control in marked()} <= {each.number for each in promises.PROMISES}


@pytest.mark.parametrize("each", promises.PROMISES, ids=lambda each: each.number)
@pytest.mark.parametrize("is_control", [False, True], ids=["proof", "control"])
def test_every_promise_has_a_proof_and_a_control(each: promises.Promise, *, is_control: bool):
    assert (each.number, is_control) in marked()


def test_the_page_tells_of_every_promise_what_was_proven_on_this_history():
    lines_by_number = proofs.last_page(proofs.PAGE)
    assert lines_by_number.keys() == {each.number for each in promises.PROMISES}
    commits = {run.commit for lines in lines_by_number.values() for run, _row in lines}
    assert [commit for commit in commits if is_ours(commit) is False] == []


def test_the_page_tells_of_nothing_that_did_not_hold():
    lines_by_number = proofs.last_page(proofs.PAGE)
    assert [row for lines in lines_by_number.values() for _run, row in lines if "**" in row[3]] == []


def test_the_page_is_what_the_tool_writes():
    assert proofs.page(proofs.last_page(proofs.PAGE)) == proofs.PAGE.read_text(encoding="utf-8")


def test_a_commit_of_another_history_is_refused_and_a_shallow_clone_says_that_it_cannot_know(tmp_path: Path):
    ours, theirs, shallow = tmp_path / "ours", tmp_path / "theirs", tmp_path / "shallow"
    for folder in (ours, theirs):
        git("init", "--quiet", str(folder), at=tmp_path)
    commits = [commit_in(ours, "First"), commit_in(ours, "Last"), commit_in(theirs, "Another")]
    assert git("clone", "--quiet", "--depth=1", ours.as_uri(), str(shallow), at=tmp_path).returncode == 0
    assert [is_ours(commit, ours) for commit in [*commits, "0" * 12]] == [True, True, False, False]
    assert [is_ours(commit, shallow) for commit in [*commits, "0" * 12]] == [None, True, None, None]


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
    page = tmp_path / "README.md"
    page.write_text(proofs.page(before), encoding="utf-8")
    lines = [(run.commit, row) for run, row in proofs.last_page(page)["P1"]]
    assert lines == [(run.commit, row) for run, row in before["P1"]]
    assert proofs.page(proofs.last_page(page)) == page.read_text(encoding="utf-8")
