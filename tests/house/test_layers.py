"""The import contracts hold, and they speak of every feature."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.tree import ROOT, files, name_of

FLOORS = ("rules", "words", "models", "forms", "exports", "queries", "services", "views")
NO_ROOMS = {"factory", "cli", "demo", "web", "migrations"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def contract(name: str) -> dict[str, list[str]]:
    return next(each for each in CONTRACTS if each["name"].startswith(name))


def test_every_contract_is_kept():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_contract_has_exceptions():
    assert len(CONTRACTS) == 15
    assert [each["name"] for each in CONTRACTS if "ignore_imports" in each] == []


def rooms() -> set[str]:
    """Every folder that holds floors."""
    package = ROOT / "gocluster_events"
    floors = (path for name in FLOORS for path in (*package.rglob(name), *package.rglob(f"{name}.py")))
    return {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in floors
        if not {*path.parent.relative_to(package).parts} & {*FLOORS, *NO_ROOMS}
    }


def test_the_floors_are_checked_in_every_room_of_the_house():
    assert rooms() == {*contract("Feature")["containers"], *contract("Agenda")["containers"]}


def test_no_folder_holds_code_of_its_own():
    doors = (ROOT / "gocluster_events").rglob("__init__.py")
    assert [path.parent.name for path in doors if len(path.read_text(encoding="utf-8").splitlines()) > 1] == ["factory"]


def test_nothing_but_the_tools_and_tests_themselves_knows_them():
    imports = re.compile(r"^\s*(?:from|import) (?:tools|tests)\b", re.MULTILINE)
    ours = [path for path in files(".py") if name_of(path).split("/")[0] not in {"tools", "tests"}]
    assert [name_of(path) for path in ours if imports.search(path.read_text(encoding="utf-8"))] == []
