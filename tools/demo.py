"""The demo meeting: prepared in instance/demo/, then a web server and a worker until Ctrl-C."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType
from typing import Self

from gocluster_events.core import schema
from gocluster_events.core.config import LOOPBACK
from gocluster_events.demo.environment import PUBLIC_HOST, address, clock_of, say_sign_ins, settings_of, unfilled
from tools import catalogues, demo_before, frontend, servers
from tools.steps import ROOT, Failed, main, timed

FOLDER = ROOT / "instance" / "demo"
BEGIN, GO_ON = b"begin", b"go on"  # said to the process that fills in the meetings
ANNUAL, COMPLETE = b"annual", b"complete"  # said by it


def run(arguments: list[str]) -> None:
    """The demo has been used and stopped; nothing of it still runs."""
    if set(arguments) - {"--fresh"}:
        raise Failed("the demo knows only the word --fresh; HOST and PORT come from the environment.")
    host, port = _listens_at()
    signal.signal(signal.SIGTERM, _interrupt)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _interrupt)
    if "--fresh" in arguments:
        shutil.rmtree(FOLDER, ignore_errors=True)
    serve(FOLDER, host, port)


def _listens_at() -> tuple[str, int]:
    host, given = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise Failed(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    refuse_public(host)
    if not servers.is_free(host, int(given)):
        raise Failed(f"port {given} is in use; choose another, for example PORT={int(given) + 1} python3 dev.py demo.")
    return host, int(given)


def refuse_public(host: str) -> None:
    """Raises Failed where others than this machine could reach it."""
    if host not in LOOPBACK:
        raise Failed(PUBLIC_HOST.format(host=host))


def prepare(folder: Path, host: str, port: int) -> dict[str, str]:
    """Static files and catalogues are ready, and ``folder`` holds the whole demo; the settings for its processes."""
    environ = environ_of(folder, host, port)
    if is_filled(folder):
        with timed("Preparing static files"):
            catalogues.build()
            frontend.build()
        return environ
    with Filler(folder, environ) as filler, timed("Preparing static files and filling in the demo meetings"):
        catalogues.build()  # in whose words the letters of the meetings are written
        filler.begin()
        frontend.build()
        filler.await_annual()
        filler.finish()
    return environ


def environ_of(folder: Path, host: str, port: int) -> dict[str, str]:
    """The settings for all processes of the demo in ``folder``, which begins anew where its database is of no use.

    One clock is for all of them: the one that is set, or else the demo's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if aside := demo_before.put_aside(folder, time.strftime("%Y-%m-%d")):
        print(f"The demo's database is from an earlier version; it is {aside} now, and a new one begins.", flush=True)
    if unfilled(folder):  # it was ended before all meetings were there
        for path in (*folder.glob("events.db*"), folder / "unfilled"):
            path.unlink(missing_ok=True)
    environ = {**os.environ, **settings_of(folder, address(host, port))}
    given = environ.get("GOCLUSTER_CLOCK")
    if given:
        (folder / "clock").write_text(given, encoding="ascii")  # what happens from now on has happened by it
    return {**environ, "GOCLUSTER_CLOCK": given or clock_of(folder)}


def is_filled(folder: Path) -> bool:
    """Whether all meetings are there, in the tables of today; where a clock is set, guests may still have to come."""
    database = folder / "events.db"
    is_whole = database.exists() and not unfilled(folder) and not os.environ.get("GOCLUSTER_CLOCK")
    return is_whole and demo_before.steps_of(database) == schema.last_steps()


class Filler:
    """A process that reads the software, waits to be told to begin, and fills in one meeting after the other.

    It says a line once the annual meeting is complete, waits for the fonts of paper, and says another at its end.
    """

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        (folder / "log").mkdir(exist_ok=True)
        self._log = (folder / "log" / "filling.log").open("w+b")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tools.demo_data", str(folder)], cwd=ROOT, env=environ,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_failure: object) -> None:
        self._process.kill()
        self._process.communicate()
        self._log.close()

    def begin(self) -> None:
        """The words in which letters are written are there."""
        self._say(BEGIN)

    def await_annual(self) -> None:
        """The annual meeting is there."""
        self._await(ANNUAL)

    def finish(self) -> None:
        """Every meeting is there; the fonts of paper were before."""
        self._say(GO_ON)
        self._await(COMPLETE)

    def _say(self, line: bytes) -> None:
        if self._process.stdin is not None:
            with suppress(BrokenPipeError):  # why it has ended stands in its log
                self._process.stdin.write(line + b"\n")
                self._process.stdin.flush()

    def _await(self, line: bytes) -> None:
        """Raises Failed with its complaints where it has failed."""
        if self._process.stdout is None or self._process.stdout.readline().strip() != line:
            self._log.seek(0)
            sys.stderr.write(f"\n{self._log.read().decode(errors='replace')}")
            raise Failed("the demo cannot be prepared; begin anew with python3 dev.py demo --fresh.")


def serve(folder: Path, host: str, port: int) -> None:
    """Serves until Ctrl-C. Raises Failed when the web server or the worker ends by itself; the other is stopped."""
    environ, running = environ_of(folder, host, port), list[servers.Server]()
    with ExitStack() as stack:
        stack.callback(servers.stop, running)
        stack.callback(_undisturbed)
        filler = None if is_filled(folder) else stack.enter_context(Filler(folder, environ))
        try:
            _start(folder, environ, host, port, running, filler)
            while True:
                time.sleep(0.5)
                servers.refuse_ended(running)
        except KeyboardInterrupt:
            print("\nStopping …", flush=True)


def _start(
    folder: Path, environ: dict[str, str], host: str, port: int, running: list[servers.Server], filler: Filler | None
) -> None:
    """Web server and worker run, and the first page is there as soon as its meeting is."""
    with timed("Preparing static files and starting the web server" if filler is None else "Preparing static files"):
        catalogues.build()
        if filler:
            filler.begin()
        frontend.build_pages()
        running.append(servers.web(host, port, environ, folder / "log" / "web.log"))
        if filler is None:
            servers.await_ready(address(host, port), running)
    if filler:
        with timed("Filling in the annual meeting and starting the web server"):
            filler.await_annual()
            servers.await_ready(address(host, port), running)
    _say(address(host, port))
    if filler:
        with timed("Filling in the other meetings"):
            frontend.build_paper()
            filler.finish()  # until then no letter leaves: those of the meetings are for nobody
    else:
        frontend.build_paper()
    running.append(servers.worker(environ, folder / "log" / "worker.log"))


def _say(where: str) -> None:
    print(f"\nMails: {where}/de/demo-mail/   Logs: {FOLDER / 'log'}   Stop: Ctrl-C\n")
    print(f"Open {where}/de/jahrestagung-2027/ or run the meeting at {where}/de/sign-in")
    say_sign_ins(sys.stdout)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _undisturbed() -> None:
    """A second Ctrl-C must not leave half of the processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main(run, sys.argv[1:])
