"""Start and stop the web server and the worker, as the demo and the tests do, without leaving orphans."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.steps import ROOT, Failed

READY_SECONDS = 60
STOP_SECONDS = 10
LAST_LINES = 20
WINDOWS = os.name == "nt"


@dataclass(frozen=True)
class Server:
    """A running program, the leader of its own process group, so that Ctrl-C reaches only whoever started it."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def has_ended(self) -> bool:
        """Whether it has stopped by itself."""
        return self.process.poll() is not None

    @property
    def last_words(self) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-LAST_LINES:])


def start(name: str, command: Sequence[str], environ: Mapping[str, str], log: Path) -> Server:
    """The program runs in a group of its own and writes to ``log``."""
    own_group: dict[str, Any] = (
        {"creationflags": getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0)}
        if WINDOWS
        else {"start_new_session": True}
    )
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=dict(environ), stdin=subprocess.DEVNULL, stdout=output, stderr=output, **own_group
        )
    return Server(name, process, log)


Start = Callable[[str, Sequence[str], Mapping[str, str], Path], Server]


def web(
    host: str,
    port: int,
    environ: Mapping[str, str],
    log: Path,
    processes: int = 2,
    start: Start = start,
    app: str = "app:app",
) -> Server:
    """The web server, starting: gunicorn, or waitress where there is no fork."""
    if WINDOWS:
        command = [sys.executable, "-m", "waitress", f"--listen={host}:{port}", app]
    else:
        bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        command = [sys.executable, "-m", "gunicorn", "--bind", bind, "--workers", str(processes), *_config(app), app]
    return start("web server", command, environ, log)


def _config(app: str) -> list[str]:
    """Ours lies where gunicorn looks for it; an app beside the software, which is a floor, has another."""
    return ["--config", "python:tools.bare_server"] if app.startswith("tools.bare") else []


def worker(
    environ: Mapping[str, str], log: Path, start: Start = start, *, once: bool = False, app: str = "app"
) -> Server:
    """The worker that delivers mail and lets holds lapse, starting; it may end once nothing is due any more."""
    words = [*("-m", "flask", "--app", app, "worker"), *(["--once"] if once else [])]
    return start("worker", [sys.executable, *words], environ, log)


def stop(servers: Sequence[Server]) -> None:
    """All have ended, with everything they started; those that do not end when asked are killed."""
    for server in servers:
        _signal(server, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for server in servers:
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.process.wait(max(0.1, deadline - time.monotonic()))
        _signal(server, signal.SIGTERM if WINDOWS else signal.SIGKILL)
        server.process.wait()


def kill(server: Server) -> None:
    """It has ended at once, like in a power cut."""
    _signal(server, signal.SIGTERM if WINDOWS else signal.SIGKILL)
    server.process.wait()


def _signal(server: Server, number: signal.Signals) -> None:
    if WINDOWS:
        server.process.terminate()
        return
    try:
        os.killpg(server.process.pid, number)
    except ProcessLookupError:
        return  # the whole group is gone
    except PermissionError:
        return  # macOS says so of a group of zombies


def await_ready(address: str, servers: Sequence[Server]) -> None:
    """``/readyz`` answers 200. Raises Failed when a server ends first or a minute passes."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        refuse_ended(servers)
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 -- our own http address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise Failed(f"the web server is not ready after {READY_SECONDS} s; its log is {servers[0].log}.")


def refuse_ended(servers: Sequence[Server]) -> None:
    """Raises Failed with the last words of a server that has ended by itself."""
    for server in servers:
        if server.has_ended:
            raise Failed(f"the {server.name} has ended by itself; its last words were:\n{server.last_words}")


def is_free(host: str, port: int) -> bool:
    """Whether a server can listen there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if not WINDOWS:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port on the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
