"""Measure what may take long, each against a floor measured in the same run: `dev.py bench invitations`.

To measure something more, write `tools/bench_<name>.py` with a `run()` that prints and raises Failed.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from tools.steps import Failed, main

PREFIX = "bench_"


def run(arguments: list[str]) -> None:
    """What the one argument names is measured. Raises Failed when it takes more than promised, or names nothing."""
    names = sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))
    if len(arguments) != 1 or arguments[0] not in names:
        raise Failed(f"say what to measure: `python3 dev.py bench {'|'.join(names)}`.")
    importlib.import_module(f"tools.{PREFIX}{arguments[0]}").run()  # only this one: memory is measured, too


if __name__ == "__main__":
    main(run, sys.argv[1:])
