"""Prepare this folder for production; dev.py has installed the locked packages and the front-end parts by now."""

from __future__ import annotations

import sys

from tools import parts
from tools.steps import main


def run(_arguments: list[str]) -> None:
    """Static files and catalogues are ready, and it is said what comes next."""
    parts.build()
    print("Ready. Next: write the settings, `flask --app app db upgrade`, then start the web server and a worker;")
    print("docs/operating.md says how.")


if __name__ == "__main__":
    main(run, sys.argv[1:])
