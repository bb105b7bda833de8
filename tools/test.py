"""Every check and every test: rules, views, both databases, the real browser."""

from __future__ import annotations

import sys

from tools import browser, parts, static_checks
from tools.check import compile_tests, pytest
from tools.steps import Failed, main

PROCESSES = "4"  # on two cores: while a test waits for a server or a browser, others work


def run(arguments: list[str]) -> None:
    """Everything that can be proven here is; ``arguments`` go to pytest."""
    parts.build()
    with static_checks.beside():
        compile_tests()
        browser.prepare()
        print("Running the tests …", flush=True)
        if pytest(*(arguments or ("-n", PROCESSES, "--dist=loadfile", "--no-loadscope-reorder", "--durations=5"))):
            raise Failed("a test failed; see above.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
