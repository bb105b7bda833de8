"""Reading an upload in a process of its own that ends with its work, so that a harmful file cannot do damage."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gocluster_events.core.sheets import limits

_ROOT = Path(__file__).resolve().parents[3]
_NEEDED_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # without them Python does not start everywhere


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the process may take: seconds on the wall and of the processor, bytes of memory and of its answer."""

    seconds: float
    cpu_seconds: int
    memory: int
    answer: int


TABLE = Bounds(limits.SECONDS, limits.CPU_SECONDS, limits.ADDRESS_SPACE, limits.MOST_ANSWER)


class Unfinished(Exception):
    """The process did not answer within its bounds."""


def run_confined(module: str, upload: bytes) -> dict[str, Any]:
    """What ``python -m module`` answers, as JSON, to the upload on its standard input.

    It knows none of our settings. Raises Unreadable for what it refuses, or does not finish in time.
    """
    if len(upload) > limits.MOST_BYTES:
        raise limits.Unreadable(limits.FileError.TOO_HEAVY)
    try:
        answer: dict[str, Any] = json.loads(confined(module, upload, TABLE))
    except (RecursionError, Unfinished) as refusal:  # we stand deeper than the process that could just read it
        raise limits.Unreadable(limits.FileError.TOO_LARGE) from refusal
    if "fault" in answer:
        raise limits.Unreadable(limits.FileError(answer["fault"]), answer["row"], answer["column"])
    return answer


def confined(module: str, upload: bytes | Iterator[bytes], bounds: Bounds) -> bytes:
    """What ``python -m module`` writes to its standard output, with the upload, or its pieces, on its standard input.

    It knows none of our settings, and takes the bounds upon itself (`limit`). Raises Unfinished.
    """
    command = [sys.executable, "-s", "-E", "-B", "-m", module]  # -B: bytecode longer than the answer may be is cut off
    environ = {name: os.environ[name] for name in _NEEDED_VARIABLES if name in os.environ}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as output:
        given.writelines((upload,) if isinstance(upload, bytes) else upload)
        given.seek(0)
        try:
            done = subprocess.run(
                command, check=False, timeout=bounds.seconds, cwd=_ROOT, env=environ, stdin=given, stdout=output,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired as slow:
            raise Unfinished from slow
        if done.returncode or output.seek(0, os.SEEK_END) > bounds.answer:
            raise Unfinished
        output.seek(0)
        return output.read()


def limit(bounds: Bounds = TABLE) -> None:
    """Limits memory, time and output of this process; where the system cannot, only the parent's timeout applies."""
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return
    for kind, most in (
        (resource.RLIMIT_AS, bounds.memory),
        (resource.RLIMIT_CPU, bounds.cpu_seconds),
        (resource.RLIMIT_FSIZE, bounds.answer),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
