"""The import contracts hold, and they speak of every feature."""

import subprocess
import sys
import tomllib
from pathlib import Path

from tests.support.tree import ROOT

NO_FEATURES = {"factory", "cli", "demo", "web"}
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]


def contract(name: str) -> dict[str, list[str]]:
    return next(each for each in CONTRACTS if each["name"].startswith(name))


def test_every_contract_is_kept():
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([linter], check=False, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_there_are_eight_contracts_and_no_exceptions():
    assert len(CONTRACTS) == 8
    assert [each["name"] for each in CONTRACTS if "ignore_imports" in each] == []


def test_the_floors_are_checked_in_every_feature_of_the_house():
    storeys = [name for layer in contract("House")["layers"][:-1] for name in layer.split(" | ")]
    features = {name.strip("()") for name in storeys} - NO_FEATURES
    built = {path.name for path in (ROOT / "gocluster_events").iterdir() if (path / "__init__.py").exists()}
    rooms = {name.removeprefix("gocluster_events.") for name in contract("Room")["containers"]}
    assert rooms == features & built


def test_the_door_of_a_feature_is_empty():
    rooms = [name.replace(".", "/") for name in contract("Room")["containers"]]
    assert [room for room in rooms if (ROOT / room / "__init__.py").read_text(encoding="utf-8").strip()] == []
