"""What WSGI servers and ``flask --app app`` load."""

import gc
import os

from gocluster_events.factory import warm
from gocluster_events.factory.app import create_app
from tools import demo_flask

demo_flask.prepare()
app = create_app()

if hasattr(os, "register_at_fork"):  # what web processes share stays shared: the collector no longer writes to it
    os.register_at_fork(before=gc.freeze)
    os.register_at_fork(before=lambda: warm.warm(app))  # the one registered last is called first
