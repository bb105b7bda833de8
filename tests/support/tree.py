"""The files of the repository, as far as they are ours."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*suffixes: str) -> list[Path]:
    """Every file that is committed or about to be, ordered; only with these suffixes if any are given."""
    return [path for path in _all() if not suffixes or path.name.endswith(suffixes)]


@cache
def _all() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    return sorted(path for path in (ROOT / name for name in listed if name) if path.is_file())


def name_of(path: Path) -> str:
    """Its path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()
