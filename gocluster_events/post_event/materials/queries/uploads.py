"""Reads of files: how far one is, what an edition holds, which one is looked at next, and their parts."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.leases import is_free
from gocluster_events.post_event.materials.models import Blob, BlobPart, Material
from gocluster_events.post_event.materials.rules.codes import FileState


def blob(session: Session, event_id: int, uuid: str, actor: str, *, locks: bool = False) -> Blob | None:
    """The file of a UUID that this person uploads or has uploaded; with ``locks`` nobody else changes it meanwhile."""
    mine = sa.select(Blob).where(Blob.event_id == event_id, Blob.uuid == uuid, Blob.actor == actor)
    return session.scalar(mine.with_for_update().execution_options(populate_existing=True) if locks else mine)


def used_bytes(session: Session, event_id: int) -> int:
    """How much the files of an edition take, with those that still arrive; nothing for what was refused."""
    total = sa.func.coalesce(sa.func.sum(Blob.size), 0)
    return session.scalars(sa.select(total).where(Blob.event_id == event_id, Blob.state != FileState.REFUSED)).one()


def unfinished(session: Session, event_id: int, actor: str) -> Sequence[int]:
    """The ids of this person's files of which no material was made, the newest first."""
    loose = ~sa.select(Material.id).where(Material.blob_id == Blob.id).exists()
    mine = sa.select(Blob.id).where(Blob.event_id == event_id, Blob.actor == actor, loose)
    return session.scalars(mine.order_by(Blob.id.desc())).all()


def next_file(session: Session, now: datetime) -> int | None:
    """The id of the file that waits longest to be looked at, or whose reader has vanished."""
    lost = sa.and_(Blob.state == FileState.RUNNING, is_free(Blob.lease_until, now))
    waits = sa.or_(Blob.state == FileState.QUEUED, lost)
    return session.scalar(sa.select(Blob.id).where(waits).order_by(Blob.id).limit(1))


def pieces(session: Session, blob_id: int, parts: int) -> Iterator[bytes]:
    """The file part by part, when they are asked for: no more than one is in memory, and no connection waits for who
    takes them. The session may be over by then.
    """
    return _pieces(Session(session.get_bind()), blob_id, parts)


def _pieces(reading: Session, blob_id: int, parts: int) -> Iterator[bytes]:
    for number in range(parts):
        part = sa.select(BlobPart.content).where(BlobPart.blob_id == blob_id, BlobPart.number == number)
        content = reading.scalar(part)
        reading.rollback()
        if content is None:  # it was removed meanwhile
            return
        yield content
