"""An archive copy of an edition: one file of all that is public of it, which the worker makes."""

from enum import Enum

PART = 1024 * 1024  # bytes of a part; only the last is shorter


class CopyState(Enum):
    """How far the archive copy of an edition is."""

    REQUESTED = "requested"  # the worker takes it up next
    RUNNING = "running"
    READY = "ready"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"  # there was one, until something that it held was withdrawn
