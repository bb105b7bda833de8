"""How long a test may take: one that hangs is a failure that says where, and holds up nobody.

Its process ends with the stacks of all threads. Under xdist the test has failed then, and another process goes on with
the next one; otherwise the run is over. It works on every system, and whatever the test waits for.
"""

import faulthandler
import os
import sys
from collections.abc import Generator

import pytest

from tests.support import proving

SECONDS, FULL_SECONDS = 300.0, 6 * 3600.0
STDERR = pytest.StashKey[int]()


def pytest_configure(config: pytest.Config) -> None:
    """The stacks go where errors went before pytest began to collect what tests print."""
    assert sys.__stderr__ is not None
    config.stash[STDERR] = os.dup(sys.__stderr__.fileno())


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """The time of a test begins with its fixtures and ends with them."""
    faulthandler.dump_traceback_later(seconds(item), exit=True, file=item.config.stash[STDERR])
    try:
        return (yield)
    finally:
        faulthandler.cancel_dump_traceback_later()


def seconds(item: pytest.Item) -> float:
    """How long that test may take: what its mark says, and very long in the full form of a proof."""
    if proving.is_full():
        return FULL_SECONDS
    mark = item.get_closest_marker("patience")
    return float(mark.args[0]) if mark else SECONDS
