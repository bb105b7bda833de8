"""Format, lint, the import contracts and types; they use one core, so they can be checked beside the tests."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import Any

from tools.steps import ROOT, Failed, checked, main, program


def run(_arguments: list[str]) -> None:
    """Format, lint, contracts and types are in order. Raises Failed otherwise."""
    checked("Checking the format", program("ruff", "format", "--check", "."), "run `python3 dev.py fix`.")
    checked("Linting", program("ruff", "check", "."), "mend what the linter names, or run `python3 dev.py fix`.")
    checked("Checking the import contracts", program("lint-imports"), "move the import to where the house allows it.")
    checked("Checking types", program("mypy"), "mend the types named above.")


@contextmanager
def beside() -> Iterator[None]:
    """The same while the block runs, in a process whose words come after those of the block."""
    with TemporaryFile() as words:
        options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": words.fileno(), "stderr": words.fileno()}
        with subprocess.Popen([sys.executable, "-m", "tools.static_checks"], cwd=ROOT, **options) as checks:
            try:
                yield
            finally:
                checks.wait()
                words.seek(0)
                sys.stdout.write(words.read().decode())
    if checks.returncode:
        raise Failed("the code is not in order; see above.")


if __name__ == "__main__":
    main(run, [])
