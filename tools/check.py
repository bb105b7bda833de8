"""Format, lint, the import contracts, types and the tests that need no database, in under a minute."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tools import parts
from tools.steps import ROOT, Failed, checked, main, program

BYTECODE = ROOT / ".venv" / "bytecode"


def run(arguments: list[str]) -> None:
    """Everything that can be checked in a minute is in order. Raises Failed otherwise."""
    parts.build()
    static_checks()
    print("Running the fast tests …", flush=True)
    if pytest("-m", "not slow and not browser and not database", "-q", *arguments):
        raise Failed("a fast test failed; see above.")


def static_checks() -> None:
    """Format, lint, contracts and types are in order."""
    checked("Checking the format", program("ruff", "format", "--check", "."), "run `python3 dev.py fix`.")
    checked("Linting", program("ruff", "check", "."), "mend what the linter names, or run `python3 dev.py fix`.")
    checked("Checking the import contracts", program("lint-imports"), "move the import to where the house allows it.")
    checked("Checking types", program("mypy"), "mend the types named above.")


def pytest(*arguments: str) -> int:
    """The exit code of pytest, which prints as it goes."""
    return subprocess.run(program("pytest", *arguments), check=False, cwd=ROOT, env=_environ()).returncode


@contextmanager
def tests_compiled() -> Iterator[None]:
    """Meanwhile a fresh clone's tests are compiled, once, and not by each of the processes that run them."""
    if any(path.exists() for path in (ROOT / "tests" / "__pycache__", BYTECODE)):
        yield
        return
    command = program("pytest", "--collect-only", "--quiet")
    with subprocess.Popen(command, cwd=ROOT, env=_environ(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL):
        yield


def _environ() -> dict[str, str]:
    """Each process takes what another has compiled, also where no bytecode may lie beside the code."""
    environ = dict(os.environ)
    if environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
    return environ


if __name__ == "__main__":
    main(run, sys.argv[1:])
