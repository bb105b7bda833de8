"""An archive copy is asked for, taken away and handed out. All of it works in an archived edition, too."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import ArchiveCopy
from gocluster_events.meeting.events.rules.archive_copies import CopyState
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.archive.queries.copies import DOWNLOADED
from gocluster_events.post_event.archive.rules.codes import OVER, Refusal


def request(event_id: int, act: Act) -> None:
    """The worker makes a copy next; the one that there was is gone. While one is being made, nothing changes.

    Raises Refused in a draft edition, before its end, and without a published programme.
    """
    with transaction() as session:
        event = events.lock(session, event_id)  # what is just being withdrawn is withdrawn by then
        if event.status is EventStatus.DRAFT:
            raise Refused(Refusal.DRAFT)
        if act.at < event.ends_at:
            raise Refused(Refusal.NOT_OVER)
        if published(session, event_id) is None:
            raise Refused(Refusal.NO_PROGRAMME)
        row = _locked(session, event_id)
        if row is not None and row.state not in OVER:
            return
        _drop(session, event_id)
        session.add(ArchiveCopy(event_id=event_id, state=CopyState.REQUESTED, requested_at=act.at, requested_by=act.by))
        audit(session, event_id, "archive.requested", act)


def remove(event_id: int, act: Act) -> None:
    """There is no copy any more, and nobody makes one. Twice changes nothing."""
    with transaction() as session:
        events.lock(session, event_id)
        if _locked(session, event_id) is not None:
            _drop(session, event_id)
            audit(session, event_id, "archive.removed", act)


def hand_out(event_id: int, act: Act) -> tuple[int, int] | None:
    """It is on record that the copy is downloaded, before a byte of it goes: its id, and how many bytes it has.

    None where there is none.
    """
    with transaction() as session:
        row = _locked(session, event_id)
        if row is None or row.state is not CopyState.READY:
            return None
        audit(session, event_id, DOWNLOADED, act)
        return row.id, row.size


def _locked(session: Session, event_id: int) -> ArchiveCopy | None:
    mine = sa.select(ArchiveCopy).where(ArchiveCopy.event_id == event_id)
    return session.scalar(mine.with_for_update().execution_options(populate_existing=True))


def _drop(session: Session, event_id: int) -> None:
    session.execute(sa.delete(ArchiveCopy).where(ArchiveCopy.event_id == event_id))
