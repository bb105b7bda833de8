"""Reads about places that invitations promise."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.registration.invitations.models import Invitation
from gocluster_events.registration.invitations.queries.codes import STAGE
from gocluster_events.registration.invitations.rules.codes import SILENT
from gocluster_events.registration.invitations.rules.promises import Promise
from gocluster_events.registration.people.queries import seats


def short_quotas(session: Session, event: Event, people: Sequence[Invitation], now: datetime) -> Sequence[Promise]:
    """The quotas that would promise more places than they have if these people were invited now."""
    new = Counter(person.quota_id for person in people if person.quota_id is not None)
    if not new:
        return ()
    plan, unanswered = seats.seat_plan(session, event, now), _unanswered(session, event.id, now)
    promises = (
        Promise(
            name=pool.name,
            places=pool.places,
            taken=plan.quota_seats(pool).taken,
            unanswered=unanswered.get(pool.id, 0),
            new=new[pool.id],
        )
        for pool in plan.pools
        if pool.id in new
    )
    return [promise for promise in promises if promise.missing]


def _unanswered(session: Session, event_id: int, now: datetime) -> dict[int | None, int]:
    """How many invitations were sent, are still valid and have no answer, by quota."""
    statement = (
        sa.select(Invitation.quota_id, sa.func.count())
        .where(
            Invitation.event_id == event_id,
            Invitation.email_key.is_not(None),
            STAGE.in_([stage.value for stage in SILENT]),
            sa.or_(Invitation.expires_at.is_(None), Invitation.expires_at > now),
        )
        .group_by(Invitation.quota_id)
    )
    return dict(session.execute(statement).all())
