"""How gunicorn serves the app. It reads this file in the folder in which it starts: ``gunicorn app:app``."""

import gc
from typing import Any

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True  # loaded once, then forked: the processes share what none of them writes to
control_socket_disable = True  # it would lie in somebody's home
limit_request_line = 8190

gc.disable()  # hardly anything that is loaded is garbage, and to look for it takes a fifth of a start


def when_ready(server: Any) -> None:
    """Render the pages that people open first, before the processes part."""
    from gocluster_events.factory.warm import warm  # noqa: PLC0415 -- the app says from where it is loaded

    warm(server.app.wsgi())
    gc.enable()


def pre_fork(_server: Any, _worker: Any) -> None:
    """Keep the collector from writing to what the processes share."""
    gc.freeze()
