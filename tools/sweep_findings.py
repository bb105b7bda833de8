"""What the sweep finds, and how it is told: by page and rule, each once, with the ways in which it was seen."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong with a page, seen in one way, such as ``de dark 320``."""

    page: str
    rule: str
    what: str
    way: str


def findings_on(page: str, way: str, lines: Iterable[str]) -> list[Finding]:
    """The findings in lines of the form ``rule: what``."""
    split = (line.partition(": ") for line in lines)
    return [Finding(page, rule, what, way) for rule, _, what in split]


def as_text(findings: Sequence[Finding]) -> str:
    """All findings as text; the same thing seen in several ways is one line."""
    ways: dict[tuple[str, str, str], list[str]] = {}
    for each in sorted(findings):
        seen = ways.setdefault((each.page, each.rule, each.what), [])
        if each.way not in seen:
            seen.append(each.way)
    lines: list[str] = []
    page, rule = "", ""
    for (next_page, next_rule, what), seen in ways.items():
        if next_page != page:
            lines.append(f"\n{next_page}")
        if (next_page, next_rule) != (page, rule):
            lines.append(f"  {next_rule}")
        lines.append(f"    {what}  [{', '.join(seen)}]")
        page, rule = next_page, next_rule
    return "\n".join(lines).strip()


def write(folder: Path, findings: Sequence[Finding], tables: Sequence[str]) -> None:
    """``report.txt`` for people and ``report.json`` for programs are in the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "\n\n".join(filter(None, [as_text(findings) or "No findings.", *tables]))
    (folder / "report.txt").write_text(text + "\n", encoding="utf-8")
    rows = [asdict(each) for each in sorted(findings)]
    (folder / "report.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
