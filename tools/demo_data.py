"""The demo's database, in one process: migrated, filled unless it is, and the newest time in it printed.

It reads the software at once, and begins when it is told to.
"""

from __future__ import annotations

import sys

from flask_migrate import upgrade

from gocluster_events.cli.commands import newest_time
from gocluster_events.demo import seed
from gocluster_events.factory.app import create_app
from tools.demo import BEGIN


def fill() -> None:
    """Everything is there; on standard output stands the newest time at which something has happened."""
    if sys.stdin.read() != BEGIN:
        sys.exit("nobody waits for the demo any more.")
    app = create_app()
    with app.app_context():
        upgrade()
        seed.prepare(app.config["SETTINGS"])
    print(app.test_cli_runner().invoke(newest_time).output)


if __name__ == "__main__":
    fill()
