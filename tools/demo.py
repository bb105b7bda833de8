"""The demo meeting: prepared in instance/demo/, then a web server and a worker until Ctrl-C."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

from gocluster_events.core import clock
from tools import catalogues, demo_before, frontend, servers
from tools.steps import ROOT, Failed, main, timed

FOLDER = ROOT / "instance" / "demo"
BEGIN = "begin"  # said to the process that fills in the meetings
OPENS_AT = datetime(2027, 3, 20, 10, tzinfo=ZoneInfo("Europe/Berlin"))
GOES_ON = timedelta(hours=12)
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
SIGN_INS = ("admin@example.org", "organiser@example.org", "staff@example.org")
PASSWORD = "go-cluster-demo-2027"  # noqa: S105 -- printed for everybody, and only of use on a loopback address


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
    environ = prepare(FOLDER, host, port)
    serve(environ, host, port)


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
        raise Failed(f"HOST is {host!r}; the demo's passwords are public, so it listens on a loopback address only.")


def prepare(folder: Path, host: str, port: int) -> dict[str, str]:
    """Static files and catalogues are ready, and ``folder`` holds the demo's database; the settings for its processes.

    One clock is for all of them: the one that is set, or else the demo's.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if aside := demo_before.put_aside(folder, time.strftime("%Y-%m-%d")):
        print(f"The demo's database is from an earlier version; it is {aside} now, and a new one begins.", flush=True)
    environ = {
        **os.environ,
        "GOCLUSTER_MODE": "demo",
        "GOCLUSTER_DATABASE_URL": f"sqlite:///{folder / 'events.db'}",
        "GOCLUSTER_MAIL_URL": f"file:{folder / 'mail'}",
        "GOCLUSTER_MAIL_FROM": "jahrestagung@example.org",
        "GOCLUSTER_BASE_URL": address(host, port),
        "GOCLUSTER_OPERATOR": "Geschäftsstelle go-cluster (Demo)",
        "GOCLUSTER_ADMINS_NEED_FACTOR": "no",
        "GOCLUSTER_SECRET_KEYS": _key(folder / "secret_key"),
    }
    with (
        timed("Preparing static files and filling in the demo meetings"),
        ThreadPoolExecutor(1) as beside,
        _filler(environ) as filler,
    ):
        catalogues.build()  # in whose words the letters of the meetings are written
        future = beside.submit(_filled, filler)
        frontend.build()
        newest = future.result()
    if not os.environ.get("GOCLUSTER_CLOCK"):
        environ["GOCLUSTER_CLOCK"] = _clock(folder / "clock", datetime.fromisoformat(newest) if newest else OPENS_AT)
    return environ


def _clock(path: Path, newest: datetime) -> str:
    """The clock of the start before, which may still run beside this one, or one that begins where the demo stands.

    It goes on while it is not behind what has happened, and no half a day ahead of it.
    """
    before = path.read_text(encoding="ascii") if path.exists() else ""
    if before and newest <= datetime.now(UTC) + clock.offset_from(before) < newest + GOES_ON:
        return before
    path.write_text(f"{max(OPENS_AT, newest).isoformat()}@{int(time.time())}", encoding="ascii")
    return path.read_text(encoding="ascii")


def _key(path: Path) -> str:
    """The demo's secret key, made once, so that links in its mails still work after a restart."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48), encoding="ascii")
    return path.read_text(encoding="ascii")


@contextmanager
def _filler(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """A process that reads the software and waits to be told to begin; it ends with the block."""
    with subprocess.Popen(
        [sys.executable, "-m", "tools.demo_data"],
        cwd=ROOT,
        env=environ,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as filler:
        try:
            yield filler
        finally:
            filler.kill()


def _filled(filler: subprocess.Popen[str]) -> str:
    """The newest time that the demo knows, once it is there."""
    output, complaints = filler.communicate(BEGIN)
    if filler.returncode:
        sys.stderr.write(f"\n{output}{complaints}")
        raise Failed("the demo cannot be prepared; begin anew with python3 dev.py demo --fresh.")
    return output.strip()


def serve(environ: dict[str, str], host: str, port: int) -> None:
    """Serves until Ctrl-C. Raises Failed when the web server or the worker ends by itself; the other is stopped."""
    running: list[servers.Server] = []
    try:
        with timed("Starting web server and worker"):
            running.append(servers.web(host, port, environ, FOLDER / "log" / "web.log"))
            running.append(servers.worker(environ, FOLDER / "log" / "worker.log"))
            servers.await_ready(address(host, port), running)
        _say(address(host, port))
        while True:
            time.sleep(0.5)
            servers.refuse_ended(running)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        _undisturbed()
        servers.stop(running)


def address(host: str, port: int) -> str:
    """Where a browser finds it."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _say(where: str) -> None:
    print(f"\nMails: {where}/de/demo-mail/   Logs: {FOLDER / 'log'}   Stop: Ctrl-C\n")
    print(f"Open {where}/de/jahrestagung-2027/ or run the meeting at {where}/de/sign-in")
    say_sign_ins()


def say_sign_ins() -> None:
    """Who may sign in to the demo, and how."""
    for email in SIGN_INS:
        print(f"Sign in as {email:<22} password {PASSWORD}", flush=True)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _undisturbed() -> None:
    """A second Ctrl-C must not leave half of the processes behind."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)


if __name__ == "__main__":
    main(run, sys.argv[1:])
