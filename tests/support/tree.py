"""The files of the repository, as far as they are ours."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def files(*suffixes: str) -> list[Path]:
    """Every file that is committed or about to be, ordered; only with these suffixes if any are given."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, check=True, cwd=ROOT, capture_output=True, text=True).stdout.split("\0")
    paths = [ROOT / name for name in listed if name and (not suffixes or name.endswith(suffixes))]
    return sorted(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    """Its path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()
