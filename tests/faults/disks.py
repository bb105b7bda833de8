"""A disk that is full, and one that is read-only, for a moment."""

import os
import resource
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import LiteralString

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.support.databases import Database
from tools import servers

DISK = "size=32m"
READ_ONLY = "ALTER DATABASE {} SET default_transaction_read_only = on"
READ_AND_WRITE = "ALTER DATABASE {} RESET default_transaction_read_only"
EVERYBODY_OUT = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)  # who connects anew finds what was told before
PAGE = 4096


@dataclass(frozen=True)
class Disk:
    """Where a database lies."""

    folder: Path
    is_mount: bool

    def fill(self, *running: servers.Server) -> None:
        """The servers' processes can write no more: nothing is left, or no file may grow beyond SQLite's log."""
        if self.is_mount:
            with (self.folder / "ballast").open("wb", buffering=0) as ballast:
                try:
                    while ballast.write(b"x" * PAGE):
                        pass
                except OSError:
                    return
        for each in running:
            limit(each, (self.folder / "events.db-wal").stat().st_size)

    def free(self, *running: servers.Server) -> None:
        """There is space again."""
        if self.is_mount:
            (self.folder / "ballast").unlink()
            return
        for each in running:
            limit(each, resource.RLIM_INFINITY)


def limit(server: servers.Server, size: int) -> None:
    """No file of the server's processes grows beyond that."""
    first = psutil.Process(server.process.pid)
    for each in (first, *first.children(recursive=True)):
        most = resource.prlimit(each.pid, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(each.pid, resource.RLIMIT_FSIZE, (size, most))


@contextmanager
def small(database: Database, folder: Path, *, is_mount: bool) -> Iterator[tuple[Database, Disk]]:
    """The database moved to a small disk, if one can be had; else to a place where a limit stands for it."""
    folder.mkdir()
    mounted = is_mount and mount("-t", "tmpfs", "-o", DISK, "none", str(folder))
    try:
        whole = sqlite3.connect(database.path), sqlite3.connect(folder / "events.db")
        with closing(whole[0]), closing(whole[1]):
            whole[0].backup(whole[1])
        yield Database("sqlite", f"sqlite:///{folder / 'events.db'}"), Disk(folder, mounted)
    finally:
        if mounted:
            unmount(folder)


@contextmanager
def small_for_all(size: str) -> Iterator[Disk]:
    """A small disk on which everybody may write."""
    folder = Path(tempfile.mkdtemp(prefix="events-disk-"))
    try:
        assert mount("-t", "tmpfs", "-o", f"size={size},mode=1777", "none", str(folder)), "only root mounts a disk"
        try:
            yield Disk(folder, is_mount=True)
        finally:
            unmount(folder)
    finally:
        folder.rmdir()


def tell(database: Database, *words: LiteralString) -> None:
    """A PostgreSQL is told that, by somebody who can write."""
    address = conninfo_to_dict(database.url.replace("+psycopg", ""))
    with psycopg.connect(**address, options="-c default_transaction_read_only=off") as connection:
        for each in words:
            connection.execute(sql.SQL(each).format(sql.Identifier(str(address["dbname"]))))


@contextmanager
def read_only(database: Database) -> Iterator[Callable[[], object]]:
    """Nobody who connects now can write, until what is yielded is called."""
    if database.kind == "postgresql":
        tell(database, READ_ONLY)
        try:
            yield partial(tell, database, READ_AND_WRITE)
        finally:
            tell(database, READ_AND_WRITE)
    else:
        with read_only_folder(database.path.parent) as writable:
            yield writable


@contextmanager
def read_only_folder(folder: Path) -> Iterator[Callable[[], object]]:
    """Nobody can write to files of the folder, until what is yielded is called."""
    if os.geteuid():
        modes = {each: each.stat().st_mode for each in (folder, *folder.iterdir())}
        for each, mode in modes.items():
            each.chmod(mode & ~0o222)
        yield lambda: [each.chmod(mode) for each, mode in modes.items()]
    else:
        assert mount("--bind", str(folder), str(folder)), "root writes everywhere: let it mount, or run this as another"
        try:
            assert mount("-o", "remount,bind,ro", str(folder))
            yield lambda: mount("-o", "remount,bind,rw", str(folder))
        finally:
            unmount(folder)


def mount(*words: str) -> bool:
    """Whether that could be mounted."""
    return subprocess.run(["mount", *words], check=False, stderr=subprocess.DEVNULL).returncode == 0


def unmount(folder: Path) -> None:
    """The folder is unmounted, even if somebody still looks into it."""
    subprocess.run(["umount", "--lazy", str(folder)], check=True)
