"""How long the servers take from nothing to the first page, and what memory they hold at rest: `dev.py bench start`.

The floor of time is a fixed piece of Python, since most of a start is imports; beside it stands an app of Flask alone
under the same web server. Memory is what the processes share counted once (PSS).
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from statistics import mean, median

import psutil

from tools import servers
from tools.bench_programme import PAGE, fill
from tools.measuring import ROUNDS, Row, fixed_piece, in_turn
from tools.stage import Stage, serving, stage
from tools.steps import ROOT

LIBRARIES = ("typst", "xlsxwriter", "openpyxl", "lxml", "webauthn", "PIL", "alembic", "cryptography", "segno", "xml")
BARE, PIECES = "tools.bare:app", 50
TIMES = 90.0
"""1.8 seconds where the fixed piece of Python takes 20 ms."""
WEB_MEBIBYTES, WORKER_MEBIBYTES, REST_SECONDS = 190.0, 110.0, 3.0
WORKER_PERCENT, WATCHED_SECONDS = 0.5, 30.0
MADE = "app; from gocluster_events.factory.warm import warm; warm(app.app)"
LOADED = f"import sys, {MADE}; print(*(name for name in sys.argv[1:] if name in sys.modules))"


def run() -> list[Row]:
    """Seconds, mebibytes, and how many of the large libraries are loaded before anybody needs them."""
    with stage() as on:
        fill()
        start, floor = in_turn(lambda: _seconds(on, "app:app", PAGE), _piece)
        other = median(_seconds(on, BARE, "/readyz") for _round in range(ROUNDS))
        work, least_work = in_turn(lambda: _processor(on, MADE), _piece)
        bare = median(_processor(on, "tools.bare") for _round in range(ROUNDS))
        loaded, web, least = _loaded(on), _web(on, "app:app", PAGE), _web(on, BARE, "/readyz")
        worker, share = _worker(on)
    alone = "(floor: an app of Flask alone)"
    piece, first = "(floor: a piece of Python that took 20 ms)", "until one process has made the first pages"
    return [
        Row(f"cold start to the first page {piece}", start, "s", floor, at_most_times=TIMES),
        Row(f"… the same {alone}", start, "s", other),
        Row(f"{first}, time of the processor {piece}", work, "s", least_work, at_most_times=TIMES),
        Row(f"… the same {alone}", work, "s", bare),
        Row(f"large libraries loaded at start, of {len(LIBRARIES)}", loaded, "", at_most=0),
        Row(f"memory at rest of two web processes and their parent {alone}", web, "MiB", least, at_most=WEB_MEBIBYTES),
        Row("memory at rest of the worker", worker, "MiB", at_most=WORKER_MEBIBYTES),
        Row("… and the part of a core that it uses then", share, "%", at_most=WORKER_PERCENT),
    ]


def _piece() -> float:
    """Seconds of the fixed piece, on average of so many of them that the machine is as fast for them as for a start."""
    return mean(fixed_piece() for _time in range(PIECES)) / 1000


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


def _web(on: Stage, app: str, page: str) -> float:
    """The mebibytes of a web server's processes, a while after each has answered."""
    with serving(on, app) as web:
        with ThreadPoolExecutor(8) as visitors:
            list(visitors.map(lambda _number: _ask(on, page), range(80)))
        time.sleep(REST_SECONDS)
        return _shared_once(web)


def _worker(on: Stage) -> tuple[float, float]:
    """The mebibytes of a worker that has nothing to do, and the per cent of a core that it uses."""
    worker = servers.worker(on.environ, on.folder / "worker.log")
    try:
        time.sleep(2 * REST_SECONDS)
        before = _processor_seconds(worker)
        time.sleep(WATCHED_SECONDS)
        return _shared_once(worker), 100 * (_processor_seconds(worker) - before) / WATCHED_SECONDS
    finally:
        servers.stop([worker])


def _processor_seconds(server: servers.Server) -> float:
    used = psutil.Process(server.process.pid).cpu_times()
    return float(used.user + used.system)


def _shared_once(server: servers.Server) -> float:
    """The mebibytes of a server's processes, each part divided among those who share it; Linux only."""
    first = psutil.Process(server.process.pid)
    family = (first, *first.children(recursive=True))
    return sum(each.memory_full_info().pss for each in family) / 2**20
