"""Look at every page of the demo with programs that find what people miss: axe, the Nu HTML checker, Lighthouse."""

from __future__ import annotations

import sys

from tools.steps import main


def run(arguments: list[str]) -> None:
    """Nothing is looked at yet."""
    del arguments


if __name__ == "__main__":
    main(run, sys.argv[1:])
