"""What is different between two folders that hold what was crawled."""

from __future__ import annotations

from collections import defaultdict
from difflib import unified_diff
from pathlib import Path

MOST_LINES = 12  # of a difference
MOST_NAMES = 5  # of those files that differ in the same way


def compared(before: Path, after: Path) -> list[str]:
    """Each difference once with the files that have it; nothing where both folders are alike."""
    left, right = _files(before), _files(after)
    gone = [f"only in {before}: {name}" for name in sorted(left - right)]
    new = [f"only in {after}: {name}" for name in sorted(right - left)]
    ways: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(left & right):
        change = difference(_lines(before / name), _lines(after / name))
        if change:
            ways[change].append(name)
    return [*gone, *new, *(_as_text(change, names) for change, names in ways.items())]


def difference(before: list[str], after: list[str]) -> tuple[str, ...]:
    """The lines that went and came, without where they stood."""
    lines = list(unified_diff(before, after, lineterm="", n=0))[2:]
    return tuple(line for line in lines if not line.startswith("@@"))


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def _as_text(change: tuple[str, ...], names: list[str]) -> str:
    more = [f"and {len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    cut = [f"  … {len(change) - MOST_LINES} more lines"] if len(change) > MOST_LINES else []
    return "\n".join([*names[:MOST_NAMES], *more, *(f"  {line[:300]}" for line in change[:MOST_LINES]), *cut])
