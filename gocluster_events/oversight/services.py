"""The audit log leaves the house."""

from datetime import datetime, timedelta

from gocluster_events.accounts.services import sessions
from gocluster_events.db import transaction

_WINDOW = timedelta(hours=1)


def note_download(scope: str, actor: str, limit: int, now: datetime) -> None:
    """It is on record that somebody takes the audit log of that scope away.

    Raises TooMany after ``limit`` downloads by one person in an hour.
    """
    sessions.count("export", actor, limit, _WINDOW, now)
    with transaction() as session:
        sessions.audit(session, actor=actor, action="audit.downloaded", scope=scope, subject="", now=now)
