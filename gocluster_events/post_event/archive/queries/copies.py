"""Reads about archive copies: how one stands, which is made next, its parts, and who has downloaded it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import count

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts.queries import audited
from gocluster_events.core.leases import is_free
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events.models import ArchiveCopy, ArchiveCopyPart, Event
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.post_event.archive.rules.codes import MOST_DOWNLOADS, Standing
from gocluster_events.post_event.documentation.queries import read

DOWNLOADED = "archive.downloaded"
_SHOWN = tuple(name for name in Standing.__dataclass_fields__ if name != "is_outdated")


def standing(session: Session, event: Event, now: datetime) -> Standing | None:
    """How the edition's archive copy stands; None where nobody has asked for one."""
    row = session.scalar(sa.select(ArchiveCopy).where(ArchiveCopy.event_id == event.id))
    if row is None:
        return None
    is_outdated = row.state is CopyState.READY and row.mark != mark(session, event, now)
    return Standing(**{name: getattr(row, name) for name in _SHOWN}, is_outdated=is_outdated)


def mark(session: Session, event: Event, now: datetime) -> str:
    """What stands for the edition's programme and for all that is public beside it at this moment."""
    version = published(session, event.id)
    if version is None:
        return ""
    there = read(session, event, version, now)
    items = [(each.cards, each.materials) for strand in there.strands for each in strand.items]
    known = (there.version, there.report, there.photos, there.tables, items, event.revision, event.documentation_at)
    return sha256(repr(known).encode()).hexdigest()


def next_copy(session: Session, now: datetime) -> int | None:
    """The id of the copy that waits longest for a worker, or whose worker has vanished."""
    lost = sa.and_(ArchiveCopy.state == CopyState.RUNNING, is_free(ArchiveCopy.lease_until, now))
    waits = sa.or_(ArchiveCopy.state == CopyState.REQUESTED, lost)
    return session.scalar(sa.select(ArchiveCopy.id).where(waits).order_by(ArchiveCopy.id).limit(1))


def pieces(session: Session, copy_id: int) -> Iterator[bytes]:
    """The copy part by part, when they are asked for: no more than one is in memory, and no connection waits for who
    takes them. It ends where the copy is deleted meanwhile; the session may be over by then.
    """
    return _pieces(Session(session.get_bind()), copy_id)


def _pieces(reading: Session, copy_id: int) -> Iterator[bytes]:
    mine = sa.select(ArchiveCopyPart.content).where(ArchiveCopyPart.copy_id == copy_id)
    for number in count():
        content = reading.scalar(mine.where(ArchiveCopyPart.number == number))
        reading.rollback()
        if content is None:
            return
        yield content


def downloads(session: Session, event_id: int) -> Sequence[tuple[datetime, str]]:
    """When somebody has downloaded the edition's copies, and who, the latest first."""
    lines = audited(session, f"edition:{event_id}", [DOWNLOADED], MOST_DOWNLOADS)
    return [(at, actor) for at, actor, _action in lines]
