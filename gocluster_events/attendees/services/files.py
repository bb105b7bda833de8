"""A table becomes a file, and the file a line in the export log."""

import hashlib
import tempfile
from datetime import datetime, timedelta
from typing import IO, Any

from sqlalchemy.orm import Session

from gocluster_events.accounts import services as accounts
from gocluster_events.attendees.models import Export
from gocluster_events.attendees.rules.table import Table, Write

_WINDOW = timedelta(hours=1)


def count(actor: str, limit: int, now: datetime) -> None:
    """One more file leaves through this person. Raises TooMany after ``limit`` of them in an hour."""
    accounts.count("export", actor, limit, _WINDOW, now)


def made(write: Write, table: Table) -> tuple[IO[bytes], str]:
    """The file, open at its beginning, and its SHA-256; it vanishes when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 -- whoever sends it closes it
    try:
        write(file, table)
        file.seek(0)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return file, digest


def log(session: Session, event_id: int, at: datetime, **told: Any) -> Export:
    """The export log has one more line."""
    row = Export(event_id=event_id, at=at, **told)
    session.add(row)
    return row
