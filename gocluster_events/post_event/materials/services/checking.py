"""Looking at files that have arrived whole: one is told of, or refused with its reason, and then gone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from hashlib import sha256

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.documents.pdf import look_at
from gocluster_events.core.documents.pdf_facts import PdfFacts, PdfFault, UnusablePdf
from gocluster_events.core.leases import is_over
from gocluster_events.core.sheets.sandbox import Unfinished
from gocluster_events.post_event.materials.models import Blob, BlobPart
from gocluster_events.post_event.materials.queries import uploads
from gocluster_events.post_event.materials.rules.codes import FileState
from gocluster_events.post_event.materials.rules.uploads import LEASE, MOST_ATTEMPTS

Look = Callable[[Iterator[bytes]], PdfFacts]
"""Tells of a file in pieces what it is. Raises UnusablePdf, and Unfinished where it was cut off."""


def check_next(now: datetime, look: Look = look_at) -> int:
    """The file that waits longest is checked, or refused; returns 1, or 0 when none waits. The worker's verb.

    A look that was cut off refuses nothing: it is as if its reader had vanished, and the next one looks again.
    """
    number = uploads.next_file(reading(), now)
    parts = None if number is None else _begin(number, now)
    if number is None or parts is None:
        return 0
    digest = sha256()
    outcome = _outcome(look, _counted(uploads.pieces(reading(), number, parts), digest.update))
    if outcome is None:
        return 1
    with transaction() as session:
        row = session.get(Blob, number, with_for_update=True, populate_existing=True)
        if row is not None and row.lease_until == now + LEASE:
            _store(session, row, outcome, digest.hexdigest())
    return 1


def _counted(pieces: Iterator[bytes], count: Callable[[bytes], None]) -> Iterator[bytes]:
    for piece in pieces:
        count(piece)
        yield piece


def _outcome(look: Look, pieces: Iterator[bytes]) -> PdfFacts | PdfFault | None:
    try:
        return look(pieces)
    except UnusablePdf as refusal:
        return refusal.fault
    except Unfinished:
        return None


def _begin(number: int, now: datetime) -> int | None:
    """How many parts the file has; None if another worker has it, it is gone or nobody tries any more."""
    with transaction() as session:
        row = session.get(Blob, number, with_for_update=True, populate_existing=True)
        if row is None or (row.lease_until is not None and not is_over(row.lease_until, now)):
            return None
        if row.attempts >= MOST_ATTEMPTS:
            _refuse(session, row, PdfFault.TOO_COMPLEX)
            return None
        row.state, row.lease_until, row.attempts = FileState.RUNNING, now + LEASE, row.attempts + 1
        return row.parts


def _store(session: Session, row: Blob, outcome: PdfFacts | PdfFault, digest: str) -> None:
    if isinstance(outcome, PdfFault):
        _refuse(session, row, outcome)
        return
    row.state, row.lease_until, row.sha256 = FileState.CHECKED, None, digest
    row.pages, row.is_tagged, row.language, row.title = (
        outcome.pages, outcome.is_tagged, outcome.language, outcome.title,
    )  # fmt: skip


def _refuse(session: Session, row: Blob, fault: PdfFault) -> None:
    row.state, row.fault, row.lease_until = FileState.REFUSED, fault, None
    session.execute(sa.delete(BlobPart).where(BlobPart.blob_id == row.id))
