"""Every command of `dev.py` works as the first one: what its tool imports is installed, and what it serves is built."""

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

import dev
from tests.support.tree import ROOT

OURS = {"tools", "gocluster_events", "tests", "app", "dev"}
FONTS = "tools.fonts"  # runs with packages that are there for as long as it does
STARTED = {  # what a tool runs as a program or imports by a name that it puts together
    "bench": [f"tools.{path.stem}" for path in sorted((ROOT / "tools").glob("bench_*.py"))],
    "demo": ["tools.demo_data", "app"],
}
PARTS = {
    "demo": {""}, "test": {""}, "check": {""}, "fix": set(), "lock": set(), "install": {""}, "bench": {""},
    "sweep": {"", "tools/sweep_parts"}, "prove": {""}, "measure": {""}, "screenshots": {""},
}  # fmt: skip
"""The folders whose front-end parts a command needs, by command; the empty name is the project's own."""


def file_of(module: str) -> Path | None:
    path = ROOT / module.replace(".", "/")
    candidates = (path.with_suffix(".py"), path / "__init__.py")
    return next((candidate for candidate in candidates if candidate.exists()), None)


@cache
def imports(module: str) -> frozenset[str]:
    """Every module that one imports, anywhere in its code; of `from a import b` both `a` and `a.b`."""
    path = file_of(module)
    if path is None:
        return frozenset()
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(names)


def reached(command: str) -> set[str]:
    """Every module that a command's tool comes to, ours and others."""
    waiting, seen = [f"tools.{command}", *STARTED.get(command, ())], set[str]()
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += imports(module) if module != FONTS else ()
    return seen


def distributions(names: set[str]) -> Iterator[str]:
    """The distributions from which those modules come, but for ours and Python's own."""
    providers = packages_distributions()
    for top in {name.partition(".")[0] for name in names} - OURS - sys.stdlib_module_names:
        assert importlib.util.find_spec(top), f"{top} is not installed"
        yield from (re.sub(r"[-_.]+", "-", provider).lower() for provider in providers.get(top, ())[:1])


def locked(packages: str) -> set[str]:
    lines = (ROOT / "requirements" / f"{packages}.txt").read_text(encoding="utf-8").splitlines()
    return {line.partition("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))}


@pytest.mark.parametrize("command", dev.COMMANDS)
def test_the_packages_of_a_command_hold_all_that_its_tool_imports(command: str):
    assert set(distributions(reached(command))) - locked(dev.COMMANDS[command].packages) == set()


@pytest.mark.parametrize("command", dev.COMMANDS)
def test_a_command_that_makes_the_app_fetches_and_builds_its_parts(command: str):
    needs = {str(folder.relative_to(ROOT)).removeprefix(".") for folder in dev.COMMANDS[command].parts}
    assert needs == PARTS[command]
    if "gocluster_events.factory" in reached(command):
        assert "" in needs
        assert "tools.frontend" in reached(command)


def test_what_makes_the_fonts_has_packages_of_its_own():
    assert set(distributions(set(imports(FONTS)))) == {"fonttools"}
    assert locked("build") == {"fonttools", "brotli"}
    assert locked("app") & locked("build") == set()
