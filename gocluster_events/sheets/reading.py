"""Reading a table that somebody uploaded: in a process of its own, which nothing that the file does can outlive."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from gocluster_events.sheets.limits import MOST_ANSWER, MOST_BYTES, SECONDS, Fault, Row, Unreadable

_ROOT = Path(__file__).resolve().parents[2]
_KEPT = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # without them Python does not start everywhere


def read(upload: bytes) -> Sequence[Row]:
    """The rows of an .xlsx or .csv file that hold something, with what their cells show as text.

    Nothing in it is evaluated. Raises Unreadable.
    """
    if len(upload) > MOST_BYTES:
        raise Unreadable(Fault.TOO_HEAVY)
    answer = json.loads(_answered(upload))
    if "fault" in answer:
        raise Unreadable(Fault(answer["fault"]), answer["row"])
    return [Row(number, tuple(cells)) for number, cells in answer["rows"]]


def _answered(upload: bytes) -> bytes:
    """What the child said. It knows none of our settings, and what it does not finish in time is refused."""
    command = [sys.executable, "-s", "-E", "-m", "gocluster_events.sheets.child"]
    environ = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as said:
        given.write(upload)
        given.seek(0)
        try:
            done = subprocess.run(
                command, check=False, timeout=SECONDS, cwd=_ROOT, env=environ, stdin=given, stdout=said,
                stderr=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired as slow:
            raise Unreadable(Fault.TOO_LARGE) from slow
        if done.returncode or said.seek(0, os.SEEK_END) > MOST_ANSWER:
            raise Unreadable(Fault.TOO_LARGE)
        said.seek(0)
        return said.read()
