"""Taking a file in: begun with its size, then part after part as they arrive, each stored by itself.

Whoever uploads is named by ``act.by``; nobody else adds to the file. All of it works in an archived edition, too.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import IO
from uuid import uuid4

import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events import queries as events
from gocluster_events.post_event.materials.models import Blob, BlobPart, Material
from gocluster_events.post_event.materials.queries import uploads
from gocluster_events.post_event.materials.rules.codes import MOST_UNFINISHED, FileState, Refusal
from gocluster_events.post_event.materials.rules.uploads import (
    LASTS,
    part_size,
    parts_of,
    refuse_first_part,
    refuse_size,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many bytes a file, and all files of an edition, may have."""

    file: int
    edition: int


def begin(event_id: int, name: str, size: int, limits: Limits, act: Act) -> str:
    """A file of so many bytes may arrive, its first part next; returns its UUID.

    Whoever has begun several and made no material of them loses the oldest. Raises Refused for a file that is empty or
    too large.
    """
    with transaction() as session:
        events.lock(session, event_id)
        older = uploads.unfinished(session, event_id, act.by)[MOST_UNFINISHED - 1 :]
        session.execute(sa.delete(Blob).where(Blob.id.in_(older)))
        refuse_size(size, limits.file, uploads.used_bytes(session, event_id), limits.edition)
        row = Blob(
            uuid=str(uuid4()), event_id=event_id, name=name[-120:], size=size, parts=0, state=FileState.ARRIVING,
            actor=act.by, begun_at=act.at,
        )  # fmt: skip
        session.add(row)
        return row.uuid


def add_part(event_id: int, uuid: str, number: int, content: bytes, act: Act) -> int:
    """The part is stored, if it is the next one; with the last the worker looks at the file. Returns which is next.

    A part that is there already stays as it is. Raises Refused when the file is gone or is no PDF, and for a part of
    another size.
    """
    with transaction() as session:
        locked = sa.select(Blob).where(Blob.event_id == event_id, Blob.uuid == uuid, Blob.actor == act.by)
        row = session.scalar(locked.with_for_update().execution_options(populate_existing=True))
        if row is None:
            raise Refused(Refusal.GONE)
        if number != row.parts or row.state is not FileState.ARRIVING:
            return row.parts
        if len(content) != part_size(row.size, number):
            raise Refused(Refusal.OTHER_SIZE)
        if number == 0:
            refuse_first_part(content)
        session.add(BlobPart(blob_id=row.id, number=number, content=content))
        row.parts += 1
        if row.parts == parts_of(row.size):
            row.state = FileState.QUEUED
        return row.parts


def take_stream(event_id: int, name: str, size: int, stream: IO[bytes], limits: Limits, act: Act) -> str:
    """All of a file that came at once is stored, part by part, each by a transaction of its own; returns its UUID.

    Raises Refused as `begin` does, and when there is less than was said.
    """
    uuid = begin(event_id, name, size, limits, act)
    for number in range(parts_of(size)):
        add_part(event_id, uuid, number, stream.read(part_size(size, number)), act)
    return uuid


def drop_unfinished(now: datetime) -> int:
    """Uploads of which no material was made within an hour are gone; returns how many. The worker's verb."""
    old = sa.and_(Blob.begun_at <= now - LASTS, ~sa.select(Material.id).where(Material.blob_id == Blob.id).exists())
    with transaction() as session:
        ids = session.scalars(sa.select(Blob.id).where(old).with_for_update(skip_locked=True)).all()
        # Whoever had one of them until then may have made a material of it: once nobody else can, it is asked again.
        dropped = sa.delete(Blob).where(Blob.id.in_(ids), old).returning(Blob.id)
        return len(session.scalars(dropped).all())
