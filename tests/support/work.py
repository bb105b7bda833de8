"""What a machine did, however busy it was with other things."""

import os


def work() -> float:
    """The seconds of a processor that this process has taken, and those that it has started and that have ended."""
    return sum(os.times()[:4])
