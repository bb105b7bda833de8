"""Every check and every test: rules, views, both databases, the real browser."""

from __future__ import annotations

import sys

from tools import browser, parts
from tools.check import pytest, static_checks
from tools.steps import Failed, main


def run(arguments: list[str]) -> None:
    """Everything that can be proven here is; ``arguments`` go to pytest."""
    parts.build()
    static_checks()
    browser.prepare()
    print("Running the tests …", flush=True)
    if pytest(*(arguments or ("-n", "2", "--dist=loadfile", "--no-loadscope-reorder", "--durations=5"))):
        raise Failed("a test failed; see above.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
