"""Whatever stops being public goes from the edition's archive copy, too: by deleting it in the same transaction."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import table
from gocluster_events.meeting.events.models import ArchiveCopy, ArchiveCopyPart
from gocluster_events.meeting.events.rules.archive_copies import CopyState

_COPY, _PART = table(ArchiveCopy), table(ArchiveCopyPart)
_STATE = _COPY.c.state
_IS_READY, _IS_RUNNING = _STATE == CopyState.READY, _STATE == CopyState.RUNNING
_GONE, _ANEW = (sa.literal(state, _STATE.type) for state in (CopyState.WITHDRAWN, CopyState.REQUESTED))
_AT = sa.bindparam("at", type_=_COPY.c.withdrawn_at.type)
_OF_EDITION = _COPY.c.event_id == sa.bindparam("edition")
_WITHDRAW = (
    sa.update(_COPY)
    .where(_OF_EDITION)
    .values(
        state=sa.case((_IS_READY, _GONE), (_IS_RUNNING, _ANEW), else_=_STATE),
        withdrawn_at=sa.case((_IS_READY, _AT), else_=_COPY.c.withdrawn_at),
        generation=_COPY.c.generation + 1,
        attempts=0,
        lease_until=None,
    )
)
_EMPTY = sa.delete(_PART).where(_PART.c.copy_id.in_(sa.select(_COPY.c.id).where(_OF_EDITION)))


def withdraw(session: Session, event_id: int, at: datetime) -> None:
    """There is no archive copy of the edition as it was before this transaction: a finished one is deleted, and one
    that is being made begins anew.

    Every verb calls it by which something stops being public, and holds the edition's lock.
    """
    if session.execute(_WITHDRAW, {"edition": event_id, "at": at}).rowcount:  # type: ignore[attr-defined]
        session.execute(_EMPTY, {"edition": event_id})
