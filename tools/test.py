"""Every check and every test: rules, views, both databases, the real browser."""

from __future__ import annotations

import sys

from tools import browser, parts
from tools.check import pytest, static_checks, tests_compiled
from tools.steps import Failed, main

PROCESSES = "3"  # on two cores: while a test waits for a server or a browser, another works


def run(arguments: list[str]) -> None:
    """Everything that can be proven here is; ``arguments`` go to pytest."""
    parts.build()
    with tests_compiled():
        static_checks()
        browser.prepare()
    print("Running the tests …", flush=True)
    if pytest(*(arguments or ("-n", PROCESSES, "--dist=loadfile", "--no-loadscope-reorder", "--durations=5"))):
        raise Failed("a test failed; see above.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
