"""Whether anybody has written to the database, asked without reading a table."""

from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

_SNAPSHOT = sa.text("SELECT pg_current_snapshot()::text")


def mark(session: Session) -> object:
    """Return a value that differs from the one before once anybody has committed something.

    Of PostgreSQL it is the snapshot, which names every transaction under way; of SQLite when its files were written.
    """
    url = session.get_bind().engine.url
    if url.get_backend_name() == "postgresql":
        return session.scalar(_SNAPSHOT)
    return tuple(_written(Path(f"{url.database}{ending}")) for ending in ("", "-wal"))


def _written(file: Path) -> tuple[int, int]:
    try:
        status = file.stat()
    except FileNotFoundError:
        return 0, 0
    return status.st_mtime_ns, status.st_size
