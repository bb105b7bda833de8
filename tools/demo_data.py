"""The demo's meetings, filled in by one process. It reads the software at once, and begins when it is told to."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from gocluster_events.factory import create_app
from gocluster_events.factory.demo_run import fill
from tools.demo import ANNUAL, BEGIN, COMPLETE, GO_ON


def run(folder: Path) -> None:
    """Everything is there; standard output says when the annual meeting is, and when all are."""
    gc.disable()  # it ends in a moment, and all that it makes is used until then
    app = create_app()
    _await(BEGIN)
    filling = fill(app, folder)
    next(filling, None)
    _say(ANNUAL)
    _await(GO_ON)
    for _slug in filling:
        pass
    _say(COMPLETE)


def _await(line: bytes) -> None:
    if sys.stdin.buffer.readline().strip() != line:
        sys.exit("nobody waits for the demo any more.")


def _say(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    run(Path(sys.argv[1]))
