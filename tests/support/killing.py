"""Kill -9 at a statement: what a process does is as if it had never begun, or it is done."""

import os
import signal
from collections.abc import Callable
from itertools import count

import sqlalchemy as sa
from flask import Flask

from gocluster_events.core import db


def killed(app: Flask, statement: int, verb: Callable[[], object]) -> bool:
    """Whether a process that does this was killed as it began its statement of that number; else it has done it.

    Raises RuntimeError where it ended by itself.
    """
    db.session().rollback()
    child = os.fork()
    if child == 0:
        numbers = count(1)

        def strike(*_what: object) -> None:
            if next(numbers) == statement:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            with app.app_context():
                sa.event.listen(db.db.engine, "before_cursor_execute", strike)
                sa.event.listen(db.db.engine, "commit", strike)
                verb()
                os._exit(0)
        finally:
            os._exit(1)
    _child, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status) and os.waitstatus_to_exitcode(status):
        raise RuntimeError("the process ended by itself")
    return os.WIFSIGNALED(status)
