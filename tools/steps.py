"""How every tool says what it does, how long it took, and what to do when it cannot go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent


class Failed(Exception):
    """The command cannot go on; the message says in one sentence what to do."""


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print what the block does, and how long it took or that it failed."""
    print(f"{what} …", end=" ", flush=True)
    started = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - started:.1f} s", flush=True)


def program(name: str, *arguments: str) -> list[str]:
    """The command line of a program in the environment."""
    return [str(BIN / name), *arguments]


def checked(what: str, command: Sequence[str], else_do: str) -> None:
    """Run one step quietly; its output is shown when it fails.

    Raises Failed with ``else_do``.
    """
    with timed(what):
        done = subprocess.run(command, check=False, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        if done.returncode:
            sys.stdout.write(f"\n{done.stdout}{done.stderr}")
            raise Failed(else_do)


def main(run: Callable[[list[str]], None], arguments: list[str]) -> None:
    """Run a tool; the process ends with one sentence instead of a traceback when it cannot go on, or at Ctrl-C."""
    os.chdir(ROOT)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background programs ignore it
    try:
        run(arguments)
    except Failed as failure:
        sys.exit(f"dev.py: {failure}")
    except KeyboardInterrupt:
        sys.exit(130)
