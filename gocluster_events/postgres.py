"""PostgreSQL: how its connections are set up, and how a restart of it is waited for."""

import time
from collections.abc import Mapping, Sequence
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa

RESTART_SECONDS = 5.0
_PAUSE_SECONDS = 0.1
_KEEPALIVES = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 3}  # seconds, seconds, times
_UNANSWERED = {"tcp_user_timeout": 20_000}  # milliseconds; while something waits to be acknowledged nothing keeps alive
_missed: WeakKeyDictionary[sa.Engine, float] = WeakKeyDictionary()  # since when nobody got a connection


def options(wait_seconds: float) -> dict[str, Any]:
    """Options for ``create_engine``: locks and connections are waited for that long.

    A machine that falls silent is noticed within half a minute: by PostgreSQL, which then releases its locks, and by
    those who wait for the answer of a PostgreSQL that is gone.
    """
    settings = {"lock_timeout": int(wait_seconds * 1000), "timezone": "UTC"}
    settings |= {f"tcp_{name}": value for name, value in _KEEPALIVES.items()} | _UNANSWERED
    return {
        "pool_pre_ping": True,
        "pool_timeout": wait_seconds,
        "connect_args": {
            "options": " ".join(f"-c {name}={value}" for name, value in settings.items()),
            "connect_timeout": 5,
            **_KEEPALIVES,
            **_UNANSWERED,
        },
    }


def wait_for_restarts(engine: sa.Engine) -> None:
    """Whoever needs a new connection while PostgreSQL restarts waits for it, and finds it a moment later.

    The wait ends ``RESTART_SECONDS`` after a connection was first missed in this process. From then on nobody waits
    until there is one again: while PostgreSQL stays away, everybody is told so at once.
    """

    @sa.event.listens_for(engine, "do_connect")
    def _connect(dialect: sa.Dialect, _record: Any, words: Sequence[Any], named: Mapping[str, Any]) -> Any:
        begun = time.monotonic()
        while True:
            try:
                connection = dialect.connect(*words, **named)
            except dialect.loaded_dbapi.OperationalError:
                if time.monotonic() > _missed.setdefault(engine, begun) + RESTART_SECONDS:
                    raise
                time.sleep(_PAUSE_SECONDS)
            else:
                _missed.pop(engine, None)
                return connection
