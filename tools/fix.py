"""Format the code and mend what the linter can mend."""

from __future__ import annotations

import subprocess
import sys

from tools.steps import ROOT, Failed, main, program, timed


def run(arguments: list[str]) -> None:
    """The code is formatted; what remains is printed."""
    with timed("Formatting"):
        subprocess.run(program("ruff", "format", "--quiet", *arguments), check=True, cwd=ROOT)
    if subprocess.run(program("ruff", "check", "--fix", "--quiet", *arguments), check=False, cwd=ROOT).returncode:
        raise Failed("the linter could not mend everything; see above.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
