"""Making archive copies: the worker takes one up, says how far it is, and stores it in parts.

Each time a copy is taken up or withdrawn, its ``generation`` rises. Whoever makes an earlier one learns of it
with the next file or part, and stores nothing any more: what was withdrawn meanwhile is in no copy.
"""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from tempfile import TemporaryFile
from typing import BinaryIO

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.leases import is_over
from gocluster_events.meeting.events.models import ArchiveCopy, ArchiveCopyPart, Event
from gocluster_events.meeting.events.rules.archive_copies import PART, CopyState
from gocluster_events.post_event.archive.exports.copying import NotThere, Summary
from gocluster_events.post_event.archive.queries import copies
from gocluster_events.post_event.archive.rules.codes import LEASE, MOST_ATTEMPTS, NOTED_EVERY

Step = Callable[[int, int], None]
"""Hears after each file how many of how many are written; what it raises ends the copy."""
Make = Callable[[int, datetime, Step, BinaryIO], Summary]
"""Writes the copy of an edition, of what is public at that moment, into a file. Raises NotThere."""
Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


class _Ended(Exception):
    """The copy is nobody's any more: withdrawn, removed, taken over, or given back."""


@dataclass(frozen=True, slots=True)
class _Job:
    """The copy that this worker makes, and of which edition."""

    copy_id: int
    generation: int
    event_id: int
    now: Clock
    is_stopping: Callable[[], bool]


def make_next(now: datetime, make: Make, clock: Clock, is_stopping: Callable[[], bool]) -> int:
    """The copy that waits longest is made and stored; returns 1, or 0 when none waits. The worker's verb.

    A worker that is to stop gives it back. A page that is not there any more, or a full disk, ends it: it has failed,
    unless something was withdrawn meanwhile.
    """
    copy_id = copies.next_copy(reading(), now)
    taken = None if copy_id is None else _take_up(copy_id, now)
    if copy_id is None or taken is None:
        return 0
    job = _Job(copy_id, *taken, clock, is_stopping)
    try:
        with TemporaryFile() as file:
            summary = make(job.event_id, now, _reporter(job, now), file)
            file.seek(0)
            _store(job, file, summary)
    except _Ended:
        pass
    except (NotThere, OSError) as failure:
        log.warning("The archive copy of event %d was not made: %s", job.event_id, failure)
        _leave(job, CopyState.FAILED)
    return 1


def _take_up(copy_id: int, now: datetime) -> tuple[int, int] | None:
    """The generation that this worker makes, and of which edition; None if another one has it, it is gone or nobody
    tries any more.
    """
    with transaction() as session:
        row = _locked(session, copy_id)
        is_lost = row is not None and row.state is CopyState.RUNNING and is_over(row.lease_until, now)
        if row is None or not (row.state is CopyState.REQUESTED or is_lost):
            return None
        _empty(session, copy_id)
        if row.attempts >= MOST_ATTEMPTS:
            row.state, row.lease_until = CopyState.FAILED, None
            return None
        row.state, row.lease_until, row.attempts = CopyState.RUNNING, now + LEASE, row.attempts + 1
        row.generation, row.done, row.total = row.generation + 1, 0, 0
        row.mark = copies.mark(session, session.get_one(Event, row.event_id, populate_existing=True), now)
        return row.generation, row.event_id


def _reporter(job: _Job, begun_at: datetime) -> Step:
    """Stores how far the copy is, once a second. Raises _Ended when it is nobody's any more or the worker stops."""
    noted_at = begun_at

    def step(done: int, total: int) -> None:
        nonlocal noted_at
        if job.is_stopping():
            _leave(job, CopyState.REQUESTED)
            raise _Ended
        now = job.now()
        if now - noted_at >= NOTED_EVERY:
            noted_at = now
            with transaction() as session:
                row = _mine(session, job)
                row.done, row.total, row.lease_until = done, total, now + LEASE

    return step


def _store(job: _Job, file: BinaryIO, summary: Summary) -> None:
    """The copy is there, part by part, and then whole."""
    for number, content in enumerate(iter(partial(file.read, PART), b"")):
        until = job.now() + LEASE
        with transaction() as session:
            _mine(session, job).lease_until = until
            values = {"copy_id": job.copy_id, "number": number, "content": content}
            session.execute(sa.insert(ArchiveCopyPart), values)
    now = job.now()
    with transaction() as session:
        row = _mine(session, job)
        row.state, row.lease_until, row.ready_at = CopyState.READY, None, now
        row.done = row.total = summary.files
        row.size, row.sha256 = summary.size, summary.sha256


def _leave(job: _Job, state: CopyState) -> None:
    """The copy is in that state, and nobody's; one that is somebody else's by now is as they have it."""
    with transaction() as session, suppress(_Ended):
        row = _mine(session, job)
        row.state, row.lease_until, row.attempts = state, None, 0
        _empty(session, job.copy_id)


def _mine(session: Session, job: _Job) -> ArchiveCopy:
    """The row, which nobody else changes until the transaction ends. Raises _Ended when it is nobody's any more."""
    row = _locked(session, job.copy_id)
    if row is None or row.state is not CopyState.RUNNING or row.generation != job.generation:
        raise _Ended
    return row


def _locked(session: Session, copy_id: int) -> ArchiveCopy | None:
    return session.get(ArchiveCopy, copy_id, with_for_update=True, populate_existing=True)


def _empty(session: Session, copy_id: int) -> None:
    session.execute(sa.delete(ArchiveCopyPart).where(ArchiveCopyPart.copy_id == copy_id))
