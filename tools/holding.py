"""How long the writers' lock is held: a line each time, into the file that `LOCKS` names in the environment."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCKS = "WATCHED_LOCKS"
_file = os.open(os.environ[LOCKS], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600) if LOCKS in os.environ else -1


@contextmanager
def holding() -> Iterator[None]:
    """Noted are the seconds of the wall, and of the processor's work of that thread, which the block takes."""
    wall, work = time.perf_counter(), time.thread_time()
    try:
        yield
    finally:
        wall, work = time.perf_counter() - wall, time.thread_time() - work
        if _file >= 0:
            os.write(_file, f"{wall} {work}\n".encode())


def lock_times(file: Path) -> tuple[int, float, float]:
    """How often the lock was held, and for how many seconds of the wall and of work altogether."""
    lines = [[float(each) for each in line.split()] for line in file.read_text().splitlines()]
    return len(lines), sum(line[0] for line in lines), sum(line[1] for line in lines)
