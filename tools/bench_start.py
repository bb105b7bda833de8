"""How long the servers take from nothing to the first page, and what memory they hold at rest: `dev.py bench start`.

The floor is an app of Flask alone under the same web server. Memory is what the processes share counted once (PSS).
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import psutil

from tools import parts, servers
from tools.bench_programme import PAGE, fill
from tools.measuring import Row, in_turn
from tools.stage import Stage, serving, stage
from tools.steps import ROOT

LIBRARIES = ("typst", "xlsxwriter", "openpyxl", "lxml", "webauthn", "PIL", "alembic", "cryptography", "segno", "xml")
MOST_MEBIBYTES, REST_SECONDS = 200.0, 3.0
LOADED = "import sys, app; app.warm.warm(app.app); print(*(name for name in sys.argv[1:] if name in sys.modules))"


def run() -> list[Row]:
    """Seconds, mebibytes, and how many of the large libraries are loaded before anybody needs them."""
    parts.build()
    with stage() as on:
        fill()
        start, floor = in_turn(lambda: _seconds(on, "app:app", PAGE), lambda: _seconds(on, "tools.bare:app", "/readyz"))
        ours, bare = in_turn(
            lambda: _processor(on, "app; app.warm.warm(app.app)"), lambda: _processor(on, "tools.bare")
        )
        loaded, memory = _loaded(on), _memory(on)
    return [
        Row("cold start to the first page (floor: an app of Flask alone)", start, "s", floor),
        Row(
            "until one process has made the first pages (floor: an app of Flask alone), time of the processor",
            ours,
            "s",
            bare,
        ),
        Row(f"large libraries loaded at start, of {len(LIBRARIES)}", loaded, "", at_most=0),
        Row("memory at rest of two web processes, their parent and the worker", memory, "MiB", at_most=MOST_MEBIBYTES),
    ]


def _seconds(on: Stage, app: str, page: str) -> float:
    """From the start of the process to the first answer of the page."""
    began = time.perf_counter()
    with serving(on, app):
        _ask(on, page)
        return time.perf_counter() - began


def _ask(on: Stage, page: str) -> None:
    urllib.request.urlopen(on.address + page, timeout=30).read()  # noqa: S310 -- our own http address


def _loaded(on: Stage) -> int:
    return len(_python(on, LOADED, *LIBRARIES).split())


def _processor(on: Stage, module: str) -> float:
    """Seconds of processor time until a new process has imported ``module`` (and run what follows its name)."""
    return float(_python(on, f"import time, {module}; print(time.process_time())"))


def _python(on: Stage, code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=True, cwd=ROOT, env=on.environ, capture_output=True, text=True).stdout


def _memory(on: Stage) -> float:
    """The mebibytes of all processes, a while after each has answered."""
    worker = servers.worker(on.environ, on.folder / "worker.log")
    try:
        with serving(on) as web:
            with ThreadPoolExecutor(8) as visitors:
                list(visitors.map(lambda page: _ask(on, page), [PAGE] * 80))
            time.sleep(REST_SECONDS)
            return sum(_shared_once(server) for server in (web, worker))
    finally:
        servers.stop([worker])


def _shared_once(server: servers.Server) -> float:
    """The mebibytes of a server's processes, each part divided among those who share it; Linux only."""
    first = psutil.Process(server.process.pid)
    family = (first, *first.children(recursive=True))
    return sum(each.memory_full_info().pss for each in family) / 2**20
