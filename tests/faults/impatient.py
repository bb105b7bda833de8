"""The app that waits for no lock and no restart: it must turn people away whom a little patience would have let in."""

from gocluster_events import db, postgres

postgres.RESTART_SECONDS = 0.0
db.WAIT_SECONDS = 0.001  # 0 is for ever on PostgreSQL

from gocluster_events.factory import create_app  # noqa: E402 -- connections take the wait when they are opened

app = create_app()
