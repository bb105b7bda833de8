"""Reads about proposals: the edition's own, the next one to compute, and the wishes that it should grant."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.core.leases import is_free
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.rules.proposals import ProposalState, Scope, Wish


def proposal(session: Session, event_id: int) -> models.Proposal | None:
    """The edition's proposal, computed or not."""
    return session.scalar(sa.select(models.Proposal).where(models.Proposal.event_id == event_id))


def next_proposal(session: Session, now: datetime) -> int | None:
    """The id of the proposal that waits longest for a worker, or whose worker has vanished."""
    lost = sa.and_(models.Proposal.state == ProposalState.RUNNING, is_free(models.Proposal.lease_until, now))
    waits = sa.or_(models.Proposal.state == ProposalState.QUEUED, lost)
    return session.scalar(sa.select(models.Proposal.id).where(waits).order_by(models.Proposal.id).limit(1))


def scope_of(row: models.Proposal) -> Scope:
    """What the proposal may move."""
    return Scope(row.day, row.moves)


def wishes(session: Session, event_id: int) -> dict[int, Wish]:
    """The wishes of two items that are both in the draft, by their id, the oldest first."""
    first, second = aliased(models.Item), aliased(models.Item)
    statement = (
        sa.select(models.Wish.id, models.Wish.kind, first.uuid, second.uuid)
        .join(first, first.id == models.Wish.first_id)
        .join(second, second.id == models.Wish.second_id)
        .where(models.Wish.event_id == event_id, first.dropped_at.is_(None), second.dropped_at.is_(None))
        .order_by(models.Wish.id)
    )
    return {number: Wish(kind, one, other) for number, kind, one, other in session.execute(statement)}
