"""What the figures of an edition are counted from: no names, no addresses."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.rules.figures import Tally
from gocluster_events.door.models import Admission
from gocluster_events.registration.people.models import Registration


def tallies(session: Session, event_id: int) -> Sequence[Tally]:
    """The registrations that are alike in everything that is counted, and how many they are."""
    came = sa.exists().where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))
    kept = sa.select(
        Registration.status,
        Registration.mode,
        Registration.actor_type,
        Registration.state,
        Registration.cluster,
        came.label("came"),
    )
    alike = kept.where(Registration.event_id == event_id).subquery()
    rows = session.execute(sa.select(alike, sa.func.count()).group_by(*alike.c))
    return [
        Tally(status, mode, actor_type, state, cluster, bool(was_there), count)
        for status, mode, actor_type, state, cluster, was_there, count in rows
    ]


def received(session: Session, event_id: int) -> Sequence[datetime]:
    """When each registration came in."""
    return session.scalars(sa.select(Registration.created_at).where(Registration.event_id == event_id)).all()
