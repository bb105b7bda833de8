"""The app whose worker, once asked to stop, waits hardly at all for what is under way."""

from gocluster_events.cli import worker
from gocluster_events.factory import create_app

worker.FAREWELL_SECONDS = 0.1

app = create_app()
