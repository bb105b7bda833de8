"""From a new clone of the last commit to the first page of `dev.py demo`: `dev.py bench fresh`.

The floor is a new environment with Flask and its web server alone, installed by pip. For both, the packages lie in the
caches of a home of their own, so that no registry is measured.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from functools import partial
from pathlib import Path

from tools import servers
from tools.measuring import Row, in_turn
from tools.steps import ROOT, Failed

MOST_TIMES = 2.5  # 10 s where Flask is installed in 4; a third is 289 registrations, each by the verb that people use
PATIENCE_SECONDS = 300.0
PYTHON = str(Path(sys.base_prefix, "bin", "python3"))
FLASK = ("flask", "flask-sqlalchemy", "flask-wtf", "flask-login", "gunicorn")


def run() -> list[Row]:
    """Seconds until somebody can read the page of the demo's annual meeting."""
    with tempfile.TemporaryDirectory() as home:
        demo, bare = partial(_demo, Path(home)), partial(_bare, Path(home))
        demo(), bare()  # what a registry sends is there from now on
        ours, floor = in_turn(demo, bare)
    return [
        Row("a clone to the demo's first page (floor: Flask installed)", ours, "s", floor, at_most_times=MOST_TIMES)
    ]


def _demo(home: Path) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), servers.free_port()
        began = time.perf_counter()
        _do(home, "git", "clone", "--quiet", str(ROOT), str(folder / "clone"))
        with (folder / "log").open("wb") as log, subprocess.Popen(
            [PYTHON, "dev.py", "demo"], cwd=folder / "clone", env={**_environ(home), "PORT": str(port)},
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        ) as demo:  # fmt: skip
            try:
                _await(f"http://127.0.0.1:{port}/de/jahrestagung-2027/", demo, folder / "log")
                return time.perf_counter() - began
            finally:
                os.killpg(demo.pid, signal.SIGTERM)  # also what it has started to install


def _await(page: str, demo: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and demo.poll() is None:
        try:
            urllib.request.urlopen(page, timeout=5).read()  # noqa: S310 -- our own http address
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise Failed(f"the demo shows no page: {log.read_text(errors='replace')[-2_000:]}")


def _bare(home: Path) -> float:
    with tempfile.TemporaryDirectory() as name:
        folder, began = Path(name), time.perf_counter()
        _do(home, PYTHON, "-m", "venv", str(folder / "venv"))
        _do(home, str(folder / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet", *FLASK)
        return time.perf_counter() - began


def _do(home: Path, *command: str) -> None:
    done = subprocess.run(command, env=_environ(home), capture_output=True, text=True, check=False)
    if done.returncode:
        raise Failed(f"{command[0]} failed: {done.stderr[-500:]}")


def _environ(home: Path) -> dict[str, str]:
    """A home of its own, no settings of ours, no packages but those of a registry."""
    dropped = (
        "VIRTUAL_ENV",
        "XDG_",
        "PYTHON",
        "GOCLUSTER_",
        "PIP_FIND_LINKS",
        "PIP_CACHE",
        "UV_CACHE",
        "npm_config_cache",
    )
    environ = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**environ, "HOME": str(home)}
