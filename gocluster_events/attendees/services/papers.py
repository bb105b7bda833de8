"""Papers that name people leave the house like any list: counted, and in the log of downloads."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events import db
from gocluster_events.accounts import services as accounts
from gocluster_events.attendees.models import Export

_WINDOW = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Paper:
    """What was printed: what for, under which name, which columns it shows, and how many people are on it."""

    purpose: str
    file_name: str
    columns: Sequence[str]
    people: int


def count_paper(actor: str, limit: int, now: datetime) -> None:
    """One more download counts against its reader. Raises TooMany after ``limit`` within an hour."""
    accounts.count("export", actor, limit, _WINDOW, now)


def log_paper(event_id: int, paper: Paper, content: bytes, actor: str, now: datetime) -> None:
    """It is in the log of downloads who took it away, when, and the file's SHA-256. Archived editions too."""
    with db.transaction() as session:
        session.add(
            Export(
                event_id=event_id,
                at=now,
                actor=actor,
                purpose=paper.purpose,
                file_name=paper.file_name,
                filter={},
                columns=list(paper.columns),
                rows=paper.people,
                sha256=hashlib.sha256(content).hexdigest(),
            )
        )
