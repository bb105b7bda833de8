"""What WSGI servers and ``flask --app app`` load."""

import gc
import os

gc.disable()  # hardly anything that is loaded is garbage, and to look for it again and again takes a fifth of a start

from gocluster_events.factory import warm  # noqa: E402 -- loaded without the collector
from gocluster_events.factory.app import create_app  # noqa: E402 -- loaded without the collector
from tools import demo_flask  # noqa: E402 -- loaded without the collector

demo_flask.prepare()
app = create_app()
gc.freeze()
gc.enable()

if hasattr(os, "register_at_fork"):  # what web processes share stays shared: the collector no longer writes to it
    os.register_at_fork(before=gc.freeze)
    os.register_at_fork(before=lambda: warm.warm(app))  # the one registered last is called first
