"""A process that has imported the software once, and forks a server whenever a test starts one; one for a whole run.

It runs the same program with the same arguments, environment and process group as `tools.servers.start`; only the
seconds of importing are saved. Everything from `main` on is done in that process.
"""

import json
import os
import runpy
import select
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock, Thread
from typing import IO, Any

import pytest

from tests.support import (
    any_order,
    kept_apps,
    kept_rules,
    kept_statements,
    quick_passwords,
    quick_search,
    run_folder,
    templates,
)
from tools import servers
from tools.steps import ROOT

KNOWN = (
    "gocluster_events.factory.app",
    "flask.cli",
    *(() if servers.WINDOWS else ("gunicorn.app.wsgiapp", "gunicorn.workers.gthread")),
)
POLL_SECONDS = 0.01
WORKER_SECONDS = 0.3  # between two looks of a worker that has nothing to do, not a second: tests wait for its letters
MOST_FILES = 256
_one_at_a_time = Lock()


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
        line = _line()
        line.write(json.dumps(question) + "\n")
        line.flush()
        return json.loads(line.readline())


@cache
def _line() -> IO[str]:
    """A connection with the nursery of this run."""
    with socket.socket(socket.AF_UNIX) as made:
        made.connect(str(_door()))
        return made.makefile("rw", encoding="utf-8")


def _door() -> Path:
    return run_folder.path() / "nursery"


def end() -> None:
    """All servers of this process have ended."""
    if _line.cache_info().currsize:
        _ask(end=True)
        _line().close()
        _line.cache_clear()


def open_door(config: pytest.Config) -> None:
    """Whoever of this run asks finds the nursery, which starts when the first one does and ends with the tests."""
    if servers.WINDOWS or run_folder.is_one_of_several(config):
        return
    door, (woken, waker) = socket.socket(socket.AF_UNIX), os.pipe()
    door.bind(str(_door()))
    door.listen(64)
    opener = Thread(target=_await_first, args=(door, woken), daemon=True)

    def close() -> None:
        os.close(waker)
        opener.join()
        os.close(woken)

    config.add_cleanup(close)
    opener.start()


def _await_first(door: socket.socket, woken: int) -> None:
    """The nursery has served all who asked, if somebody did before ``woken`` was closed at its other end."""
    ends: list[Any] = [door, woken]
    ready, _, _ = select.select(ends, [], [])
    if woken in ready:
        door.close()
        return
    command = [sys.executable, "-m", "tests.support.nursery", str(door.fileno()), str(compiled_templates())]
    options: dict[str, Any] = {"cwd": ROOT, "stdin": subprocess.PIPE, "pass_fds": [door.fileno()]}
    with subprocess.Popen(command, **options) as process:  # it ends when its standard input does
        door.close()  # who asks one that has failed is refused
        select.select([woken], [], [])
        assert process.stdin is not None
        process.stdin.close()


def compiled_templates() -> Path:
    """Where apps and servers of this run keep their templates."""
    return run_folder.path() / "templates"


def main() -> None:
    """Answer one question a line, for each of the processes that ask, until the standard input ends."""
    any_order.keep()
    kept_rules.keep()
    quick_passwords.keep()
    quick_search.keep()
    kept_statements.keep()
    kept_statements.share_with_all()
    for each in KNOWN:
        import_module(each)
    door, folder = socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])
    templates.keep_compiled(folder)
    worker: Any = import_module("gocluster_events.cli.worker")
    import_module("tests.support.warming_up").warm_up(worker)  # which imports this module
    worker.IDLE_SECONDS = worker.QUIET_SECONDS = WORKER_SECONDS
    first: Any = import_module("gocluster_events.factory.warm")
    first.warm = lambda _app: None  # a server finds made here what it would make before it forks
    for name in ("gocluster_events.factory", "gocluster_events.factory.app"):
        factory: Any = import_module(name)
        factory.create_app = kept_apps.create
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the tests, which then end this process
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin, selectors.EVENT_READ)
        selector.register(door, selectors.EVENT_READ)
        _serve(door, selector)


@dataclass
class Guest:
    """A process of the run: its line, and what was forked for it and has not been seen to end."""

    line: IO[str]
    alive: set[int] = field(default_factory=set)


def _serve(door: socket.socket, selector: selectors.BaseSelector) -> None:
    """Everybody was answered, and all that was forked for somebody who is gone has ended."""
    guests: dict[socket.socket, Guest] = {}
    while True:
        for key, _ in selector.select():
            place: Any = key.fileobj
            if place is sys.stdin:
                for each in guests.values():
                    _kill(each.alive)
                return
            if place is door:
                made = door.accept()[0]
                guests[made] = Guest(made.makefile("rw", encoding="utf-8"))
                selector.register(made, selectors.EVENT_READ)
            elif not _answer(guests[place]):
                selector.unregister(place)
                _kill(guests.pop(place).alive)
                place.close()


def _answer(guest: Guest) -> bool:
    """Its one question is answered; False if there is none, as the process is gone."""
    with suppress(ConnectionError):
        if line := guest.line.readline():
            guest.line.write(json.dumps(_done(json.loads(line), guest.alive)) + "\n")
            guest.line.flush()
            return True
    return False


def _done(question: dict[str, Any], alive: set[int]) -> Any:
    """What is asked for was done."""
    if "end" in question:
        return _kill(alive)
    if "poll" in question:
        answer = _ended(question["poll"])
        alive -= set() if answer is None else {question["poll"]}
        return answer
    pid = _fork(**question)
    alive.add(pid)
    return pid


def _kill(alive: set[int]) -> None:
    """Those processes have ended, and what they started."""
    for pid in alive:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with suppress(ChildProcessError):
            os.waitpid(pid, 0)
    alive.clear()


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
        sys.excepthook(*sys.exc_info())
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
    os.closerange(3, MOST_FILES)  # what the nursery has open is none of the server's
    os.environ.clear()
    os.environ.update(environ)
    sys.argv = run
    runpy.run_module(run[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
