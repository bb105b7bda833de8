"""Format, lint, the import contracts, types and the tests that need no database, in under a minute."""

from __future__ import annotations

import os
import subprocess
import sys

from tools import parts, static_checks
from tools.steps import ROOT, Failed, main, program, timed

BYTECODE = ROOT / ".venv" / "bytecode"


def run(arguments: list[str]) -> None:
    """Everything that can be checked in a minute is in order. Raises Failed otherwise."""
    parts.build()
    static_checks.run([])
    print("Running the fast tests …", flush=True)
    if pytest("-m", "not slow and not browser and not database", "-q", *arguments):
        raise Failed("a fast test failed; see above.")


def pytest(*arguments: str) -> int:
    """The exit code of pytest, which prints as it goes."""
    return subprocess.run(program("pytest", *arguments), check=False, cwd=ROOT, env=_environ()).returncode


def compile_tests() -> None:
    """A fresh clone's tests are compiled, once, and not by each of the processes that run them."""
    if not any(path.exists() for path in (ROOT / "tests" / "__pycache__", BYTECODE)):
        with timed("Compiling the tests"):
            command = program("pytest", "--collect-only", "--quiet")
            subprocess.run(command, check=False, cwd=ROOT, env=_environ(), capture_output=True)


def _environ() -> dict[str, str]:
    """Each process takes what another has compiled, also where no bytecode may lie beside the code."""
    environ = dict(os.environ)
    if environ.pop("PYTHONDONTWRITEBYTECODE", ""):
        environ.setdefault("PYTHONPYCACHEPREFIX", str(BYTECODE))
    return environ


if __name__ == "__main__":
    main(run, sys.argv[1:])
