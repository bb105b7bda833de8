"""The repository is at home everywhere: it names no registry and no machine."""

import re

import pytest

from tests.support.tree import ROOT, files, name_of

# A letter in brackets keeps a pattern from finding itself.
FOREIGN = {
    "a package address": r"https?:[/]/[^\s\"'<>]+\.(?:whl|tgz|tar\.gz|deb)\b",
    "where npm found a package": r'"resol[v]ed":',
    "a registry": r"(?:index-url|registry|find-links)\s*[=:]\s*[\"']?(?:https?|file):",
    "a folder beside the repository": rf"(?:{re.escape(str(ROOT))}\b|\bshared[/])",
}


@pytest.mark.parametrize("what", FOREIGN)
def test_no_file_names(what: str):
    pattern = re.compile(FOREIGN[what])
    texts = {name_of(path): path.read_bytes().decode("utf-8", "replace") for path in files()}
    assert [name for name, text in texts.items() if pattern.search(text)] == []


def test_every_locked_package_has_its_hash():
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        packages = re.split(r"\n(?=[a-z0-9])", path.read_text(encoding="utf-8"))
        assert [each.split()[0] for each in packages if "--hash=sha256:" not in each] == []


def test_production_and_tests_run_on_the_same_versions():
    app, test = (
        set(re.findall(r"^\S+==\S+", (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("app", "test")
    )
    assert app - test == set()


def test_no_test_is_skipped_or_expected_to_fail():
    mark = re.compile(r"pytest\.(?:mark\.)?(?:[s]kip|[x]fail|importor[s]kip)")
    tests = [path for path in files(".py") if name_of(path).startswith("tests/")]
    assert [name_of(path) for path in tests if mark.search(path.read_text(encoding="utf-8"))] == []
