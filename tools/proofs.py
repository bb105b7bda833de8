"""What came of the proofs, as a table, and `docs/promises/README.md`, which keeps the last full run of each promise."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Any

import psutil

from tools.promises import PROMISES
from tools.steps import ROOT

PAGE = ROOT / "docs" / "promises" / "README.md"
HEAD = ("promise", "what was done", "figure", "held")
RUNS = ("run", "commit", "date", "seed", "machine")
HELD = {(False, True): "yes", (False, False): "**no**", (True, True): "fails, as it must", (True, False): "**void**"}


@dataclass(frozen=True)
class Run:
    """One full run: where, when and with which dice."""

    commit: str
    date: str
    seed: str
    machine: str


@dataclass(frozen=True)
class Line:
    """One line of the table. A test without words of its own only counts."""

    promise: str
    did: str
    figure: str
    held: str
    test: str = ""

    @classmethod
    def of(cls, number: str, record: Mapping[str, Any], *, is_control: bool) -> Line:
        """What one test said of one promise."""
        did, figure = record["line"] or ("", "")
        did = f"Control: {did}" if is_control and did else did
        return cls(number, did, figure, HELD[is_control, bool(record["held"])], record["test"])


def table(lines: Sequence[Line]) -> str:
    """The lines in the order of the promises, as Markdown; tests that say nothing are one line for each promise."""
    return _markdown(HEAD, [[_cell(each) for each in astuple(line)[:4]] for line in _shown(lines)])


def _shown(lines: Sequence[Line]) -> list[Line]:
    rows: list[Line] = []
    for promise in PROMISES:
        ours = [line for line in lines if line.promise == promise.number]
        silent = [line for line in ours if not line.did and line.held in {"yes", "fails, as it must"}]
        spoke = [line for line in ours if line not in silent]
        rows += [line if line.did else _named(line) for line in spoke]
        if silent:
            tests = f"{'further ' if spoke else ''}test{'s' if len(silent) > 1 else ''}"
            controls = sum(line.held != "yes" for line in silent)
            broken = f", {controls} of them controls that fail, as they must" if controls else ""
            rows.append(Line(promise.number, f"{len(silent)} {tests} of `dev.py test`{broken}", "", "yes"))
    return rows


def _named(line: Line) -> Line:
    """A test that failed before it said what it does is called by its name."""
    return Line(line.promise, line.test.rpartition("::")[2].replace("_", " "), line.figure, line.held, line.test)


def write(run: Run, wanted: Sequence[str], lines: Sequence[Line]) -> None:
    """The page tells this run of what was wanted, and of all else what it told before."""
    before = last_page(PAGE)
    numbered = {number: rows for number, rows in before.items() if number not in wanted}
    ours = [[_cell(each) for each in astuple(line)[:4]] for line in _shown(lines) if line.promise in wanted]
    for number in wanted:
        numbered[number] = [(run, row) for row in ours if row[0] == number]
    PAGE.write_text(page(numbered), encoding="utf-8")


Kept = dict[str, list[tuple[Run, list[str]]]]  # the lines of each promise, each with the run that it is of


def page(numbered: Kept) -> str:
    """`docs/promises/README.md`: every promise in one line, the runs, and what came of them."""
    runs: list[Run] = []
    rows: list[list[str]] = []
    for promise in PROMISES:
        for run, row in numbered.get(promise.number, ()):
            if run not in runs:
                runs.append(run)
            rows.append([*row, str(runs.index(run) + 1)])
    says = _markdown(("promise", "says", "name"), [[each.number, each.says, each.name] for each in PROMISES])
    listed = _markdown(RUNS, [[str(number), *map(_cell, astuple(run))] for number, run in enumerate(runs, 1)])
    return f"{INTRODUCTION}\n{says}\n\n## Proofs\n\n{listed}\n\n{_markdown((*HEAD, 'run'), rows)}\n"


INTRODUCTION = """# What is promised, and how it is proven

`python3 dev.py prove` runs the proofs in the short form of `dev.py test`, `python3 dev.py prove --full` in full, and
`dev.py prove seats --full` those of one promise. In full, what somebody asks the software is asked of the real web
server, as a process of its own, over HTTP on the loopback address, and letters leave by the real worker, on SQLite and
on PostgreSQL. What has no server is asked directly: writers of files, services, migrations, rules. A control takes away
what a promise rests on, from the servers, from the app itself or from what is sent to them, and must break the proof;
otherwise the proof is void. `dev.py prove --full` writes this page.
"""


def last_page(path: Path) -> Kept:
    """What the page told last; nothing where there is none."""
    if not path.exists():
        return {}
    rows = [
        [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    runs = {row[0]: Run(*row[1:]) for row in rows if len(row) == len(RUNS) and row[0].isdigit()}
    lines_by_number: Kept = {}
    for row in rows:
        if len(row) == len(HEAD) + 1 and re.fullmatch(r"P\d+", row[0]):
            lines_by_number.setdefault(row[0], []).append((runs[row[4]], row[:4]))
    return lines_by_number


def machine() -> str:
    """Processor, cores, memory and system; nothing that tells whose machine it is."""
    memory = psutil.virtual_memory().total / 2**30
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {_system()}"


def _processor() -> str:
    path = Path("/proc/cpuinfo")
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    named = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return re.sub(r"\s+", " ", named[1]) if named else platform.processor() or platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return f"{platform.system()} {platform.release()}"


def _cell(text: str) -> str:
    return re.sub(r"(?<!\\)\|", r"\\|", re.sub(r"\s+", " ", text))


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
