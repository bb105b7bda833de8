"""Archive copies of a meeting that is over, as if the worker had made them; what they hold does not matter here."""

from typing import Any

import sqlalchemy as sa

from gocluster_events.core.db import session, transaction
from gocluster_events.meeting.events.models import ArchiveCopy, ArchiveCopyPart, Event
from gocluster_events.meeting.events.rules.archive_copies import PART, CopyState
from tests.support.materials import AFTER

CONTENT = b"PK" + bytes(PART)  # of two parts


def put_copy(event: Event, content: bytes = CONTENT, **changes: Any) -> None:
    """The edition has a finished copy, or one in the state that is named."""
    values = {"state": CopyState.READY, "requested_at": AFTER, "requested_by": "organiser@example.org"}
    facts = {"ready_at": AFTER, "size": len(content), "total": 3, "done": 3, "sha256": "ab" * 32}
    with transaction() as writing:
        writing.execute(sa.delete(ArchiveCopy).where(ArchiveCopy.event_id == event.id))
        row = ArchiveCopy(event_id=event.id, **{**values, **facts, **changes})
        writing.add(row)
        writing.flush()
        parts = [content[start : start + PART] for start in range(0, len(content), PART)]
        writing.add_all(
            ArchiveCopyPart(copy_id=row.id, number=number, content=each) for number, each in enumerate(parts)
        )


def copy_of(event: Event) -> ArchiveCopy | None:
    """The copy as it is stored now."""
    session().rollback()
    return session().scalar(sa.select(ArchiveCopy).where(ArchiveCopy.event_id == event.id))


def standing(event: Event) -> tuple[CopyState | None, int]:
    """In which state the copy is (None: there is none), and of how many parts."""
    row = copy_of(event)
    parts = session().scalars(sa.select(sa.func.count()).select_from(ArchiveCopyPart)).one()
    return (row.state if row else None), parts
