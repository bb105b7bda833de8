"""The app that waits for no lock. It must turn people away whom a moment's patience would have let in."""

from gocluster_events.core import db

db.WAIT_SECONDS = 0.001  # 0 is for ever on PostgreSQL

from gocluster_events.factory.app import create_app  # noqa: E402 -- connections take the wait when they are opened

app = create_app()
