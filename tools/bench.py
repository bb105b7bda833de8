"""Measure what may take long, each figure beside a floor of the same run, and print one table: `dev.py bench rush`.

Without a word everything is measured. What misses an aim is measured again, once, since whatever else the machine does
only adds to it; a line says so. To measure something more, write `tools/bench_<name>.py` with a `run()` that returns
rows.
"""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tools import parts
from tools.measuring import Row, table
from tools.steps import Failed, main, timed

PREFIX = "bench_"


def run(arguments: list[str]) -> None:
    """What the arguments name is measured, or all. Raises Failed when something is not as promised."""
    names = sorted(path.stem.removeprefix(PREFIX) for path in Path(__file__).parent.glob(f"{PREFIX}*.py"))
    if unknown := set(arguments) - set(names):
        raise Failed(f"there is nothing to measure called {', '.join(sorted(unknown))}; there are {', '.join(names)}.")
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as where it runs: each start takes what an earlier one compiled
    parts.build()
    rows, missed = list[Row](), list[str]()
    for name in names if not arguments else sorted(set(arguments)):
        try:
            rows += _alone(name)
        except Failed as failure:
            missed.append(f"{name}: {failure}")
    print(f"\n{table(rows)}\n")
    if missed := [*missed, *(row.what for row in rows if not row.is_met)]:
        raise Failed(f"less than promised: {'; '.join(missed)}.")


def _alone(name: str) -> Sequence[Row]:
    """The rows of one measurement, or of its second time where a row of the first misses its aim.

    Each is taken in a process of its own, because memory is measured, too.
    """
    for begin in ("Measuring", "Measuring again"):
        with timed(f"{begin} {name}"), ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            rows = process.submit(measured, name).result()
        if all(row.is_met for row in rows):
            break
    return rows


def measured(name: str) -> Sequence[Row]:
    """The rows that the measurement of that name returns."""
    rows: Sequence[Row] = importlib.import_module(f"tools.{PREFIX}{name}").run()
    return rows


if __name__ == "__main__":
    main(run, sys.argv[1:])
