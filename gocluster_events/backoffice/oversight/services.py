"""Downloads of the audit log are recorded and limited."""

from datetime import timedelta

from gocluster_events.core.accounts.services import counting, sessions
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction

_WINDOW = timedelta(hours=1)


def note_download(scope: str, act: Act, limit: int) -> None:
    """It is on record that somebody has downloaded the audit log of that scope.

    Raises TooMany after ``limit`` downloads by one person in an hour.
    """
    counting.count("export", act.by, limit, _WINDOW, act.at)
    with transaction() as session:
        sessions.audit(session, act=act, action="audit.downloaded", scope=scope, subject="")
