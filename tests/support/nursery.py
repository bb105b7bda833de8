"""A process that has imported the software once, and forks a server whenever a test starts one.

It runs the same program with the same arguments, environment and process group as `tools.servers.start`; only the
seconds of importing are saved. Everything from `main` on is done in that process.
"""

import gc
import json
import os
import runpy
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

from sqlalchemy.orm import configure_mappers

from tests.support import any_order, kept_rules, quick_passwords, templates
from tests.support.settings import settings
from tools import servers
from tools.steps import ROOT

KNOWN = (
    "gocluster_events.factory.app",
    "flask.cli",
    *(() if servers.WINDOWS else ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread")),
)
POLL_SECONDS = 0.01
WORKER_SECONDS = 0.2  # between two looks of a worker that has nothing to do, not a second: tests wait for its letters
_one_at_a_time = Lock()
compiled_templates: Path | None = None  # where the servers keep them; set before the first one starts


def start(name: str, command: Sequence[str], environ: Mapping[str, str], log: Path) -> servers.Server:
    """As `tools.servers.start`, for a command that is ``python -m module …``."""
    if servers.WINDOWS:
        return servers.start(name, command, environ, log)
    assert list(command[:2]) == [sys.executable, "-m"]
    log.parent.mkdir(parents=True, exist_ok=True)
    log.touch()  # a test may look into it before the child has begun
    pid = _ask(run=list(command[2:]), environ=dict(environ), log=str(log))
    child: Any = Child(pid)
    return servers.Server(name, child, log)


class Child:
    """What `subprocess.Popen` knows of a program, of one that the nursery has forked."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        if self.returncode is None:
            self.returncode = _ask(poll=self.pid)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended. Raises TimeoutExpired."""
        deadline = time.monotonic() + timeout if timeout is not None else float("inf")
        while (code := self.poll()) is None:
            if time.monotonic() > deadline:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
            time.sleep(POLL_SECONDS)
        return code


def _ask(**question: Any) -> Any:
    with _one_at_a_time:
        process = _process()
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps(question) + "\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())


@cache
def _process() -> "subprocess.Popen[str]":
    """The nursery, started; it and all that it forked end when its standard input does, so with the tests."""
    command = [
        sys.executable,
        "-m",
        "tests.support.nursery",
        *([str(compiled_templates)] if compiled_templates else []),
    ]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def end() -> None:
    """The process has ended, with all that it forked, if there was one."""
    if not _process.cache_info().currsize:
        return
    process = _process()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    process.wait()
    process.stdout.close()
    _process.cache_clear()


def main() -> None:
    """Answer one question a line."""
    any_order.keep()
    kept_rules.keep()
    quick_passwords.keep()
    for each in KNOWN:
        import_module(each)
    if sys.argv[1:]:
        templates.keep_compiled(Path(sys.argv[1]))
    _warm_up()
    worker: Any = import_module("gocluster_events.cli.worker")
    worker.IDLE_SECONDS = WORKER_SECONDS
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which then end this process
    alive: set[int] = set()
    while line := sys.stdin.readline():
        question = json.loads(line)
        if "poll" in question:
            answer = _ended(question["poll"])
            alive -= set() if answer is None else {question["poll"]}
        else:
            answer = _fork(**question)
            alive.add(answer)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    for pid in alive:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _warm_up() -> None:
    """What an app compiles once a process is compiled; the app itself, which nobody asks anything, is forgotten."""
    factory: Any = import_module("gocluster_events.factory.app")
    with TemporaryDirectory() as folder:
        factory.create_app(settings(database_url=f"sqlite:///{folder}/nobody.db"))
    configure_mappers()
    gc.collect()
    gc.freeze()  # a fork that never looks at these pages copies none of them


def _ended(pid: int) -> int | None:
    child, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if child else None


def _fork(run: list[str], environ: dict[str, str], log: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        _become(run, environ, log)
        code = 0
    except SystemExit as ending:
        code = ending.code if isinstance(ending.code, int) else int(ending.code is not None)
    except BaseException:  # noqa: BLE001 -- nothing of the child may come back into the nursery's loop
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _become(run: list[str], environ: dict[str, str], log: str) -> None:
    os.setsid()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    for path, flags, number in ((os.devnull, os.O_RDONLY, 0), (log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 1)):
        opened = os.open(path, flags, 0o666)
        os.dup2(opened, number)
        os.close(opened)
    os.dup2(1, 2)
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = run
    runpy.run_module(run[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
