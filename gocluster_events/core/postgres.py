"""PostgreSQL: how its connections are set up, and how a restart of it is waited for."""

import logging
import time
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast
from weakref import WeakKeyDictionary

import sqlalchemy as sa

log = logging.getLogger(__name__)
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


def reading(engine: sa.Engine) -> sa.Engine:
    """The same connections, on which each statement stands for itself, without BEGIN and ROLLBACK.

    At READ COMMITTED every statement of a transaction sees what is committed when it begins, so a page sees no less of
    one state without one. The driver forgets after each ROLLBACK what PostgreSQL has planned, and has it planned anew.
    """
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def wait_for_restarts(engine: sa.Engine) -> None:
    """Whoever needs a new connection while PostgreSQL refuses them, as when it restarts, waits and gets it.

    The wait ends ``RESTART_SECONDS`` after this process first missed a connection. From then on nobody waits until it
    has used one again: while PostgreSQL stays away, everybody is told so at once. A password that is refused and a
    machine that does not answer at all raise an error without such a wait.
    """
    sa.event.listen(engine, "do_connect", partial(_connect, engine))
    sa.event.listen(engine, "checkout", lambda *_connection: _missed.pop(engine, None))


def forget_waits() -> None:
    """Failed connections of earlier, perhaps in a parent process, are forgotten: the next wait has its full length."""
    _missed.clear()


def _connect(
    engine: sa.Engine, dialect: sa.Dialect, _record: Any, words: Sequence[Any], named: Mapping[str, Any]
) -> Any:
    begun, driver = time.monotonic(), cast("Any", dialect.loaded_dbapi)
    while True:
        try:
            return dialect.connect(*words, **named)
        except driver.errors.ConnectionTimeout:
            raise
        except driver.OperationalError as refusal:
            if _wants_a_password(refusal.pgconn):
                raise
            if engine not in _missed:
                log.warning("PostgreSQL takes no connection and is waited for: %s", refusal)
            if time.monotonic() > _missed.setdefault(engine, begun) + RESTART_SECONDS:
                raise
            time.sleep(_PAUSE_SECONDS)


def _wants_a_password(refusing: Any) -> bool:
    """Whether PostgreSQL answers, but refuses the password or asks for one. libpq: PQconnectionUsedPassword."""
    return refusing is not None and (refusing.used_password or refusing.needs_password)
