"""Prove what the software promises: `dev.py prove [NAME …] [--full] [--seed=NUMBER]`.

The proofs are tests. Without ``--full`` they run in the short form of `dev.py test`; with it they take much longer, and
what came of them goes into `docs/promises/README.md`.
"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tools import browser, parts, promises, proofs
from tools.check import pytest
from tools.proofs import Line, Run
from tools.steps import ROOT, Failed, main

FOLDER = ROOT / "instance" / "proof"
FULL, SEED = "--full", "--seed="


def run(arguments: list[str]) -> None:
    """The wanted promises are proven and told. Raises Failed when one does not hold."""
    words = [each for each in arguments if not each.startswith("--")]
    options = [each for each in arguments if each.startswith("--")]
    unknown = [each for each in options if each != FULL and not each.startswith(SEED)]
    if unknown:
        raise Failed(f"there is no option {unknown[0]}; say `dev.py prove [NAME …] [--full] [--seed=NUMBER]`.")
    wanted, is_full = promises.named(words), FULL in options
    if is_full and _git("status", "--porcelain"):
        raise Failed("commit first: the table of a full run names the commit that was proven.")
    commit = _git("rev-parse", "HEAD")
    seed = next((each.removeprefix(SEED) for each in options if each.startswith(SEED)), str(secrets.randbelow(2**32)))
    parts.build()
    browser.prepare()
    FOLDER.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    report = FOLDER / f"{now:%Y-%m-%dT%H%M%S}.json"
    code = _tests(report, wanted, seed, is_full=is_full)
    lines = _lines(report)
    table = proofs.table(lines)
    report.with_suffix(".md").write_text(f"seed {seed}\n\n{table}\n", encoding="utf-8")
    print(f"\n{table}\n\nseed {seed}; the table is in {report.with_suffix('.md').relative_to(ROOT)}.")
    if is_full:
        if _git("rev-parse", "HEAD") != commit or _git("status", "--porcelain"):
            raise Failed("the tree is another one than at the beginning: nobody knows what was proven.")
        this = Run(commit[:12], f"{now:%Y-%m-%d}", seed, proofs.machine())
        proofs.write(this, wanted, lines)
    if code:
        raise Failed("something does not hold; see above.")


def _tests(report: Path, wanted: Sequence[str], seed: str, *, is_full: bool) -> int:
    """The exit code of pytest for the proofs of the wanted promises."""
    os.environ |= {"EVENTS_PROVE_SEED": seed, "EVENTS_PROVE_PROMISES": " ".join(wanted)}
    os.environ |= {"EVENTS_PROVE_REPORT": str(report), "EVENTS_PROVE_FULL": "yes" if is_full else ""}
    return pytest("-m", "promise", "--durations=5")


def _lines(report: Path) -> list[Line]:
    """What the tests said. Raises Failed when they could not even begin."""
    if not report.exists():
        raise Failed("the proofs did not run; see above.")
    read: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))
    return [Line.of(number, each, is_control=control) for each in read for number, control in each["promises"]]


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], check=True, cwd=ROOT, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    main(run, sys.argv[1:])
