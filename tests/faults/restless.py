"""The app that waits for no restart of PostgreSQL. It must turn people away whom patience would have let in."""

from gocluster_events.core import postgres
from gocluster_events.factory import create_app

postgres.RESTART_SECONDS = 0.0

app = create_app()
