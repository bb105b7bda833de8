"""Reads about whom a reminder is for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import Status

SETTLED = timedelta(hours=1)
"""Whoever has only just signed up needs no reminder."""


def unproven(session: Session, event_id: int, now: datetime) -> Sequence[Registration]:
    """Those who began to register and have not confirmed their address, though they had the time to."""
    mine = (Registration.event_id == event_id, Registration.status == Status.UNCONFIRMED)
    waited = Registration.created_at <= now - SETTLED
    return session.scalars(sa.select(Registration).where(*mine, waited).order_by(Registration.id)).all()


def confirmed(session: Session, event_id: int) -> Sequence[Registration]:
    """Everybody who takes part."""
    mine = (Registration.event_id == event_id, Registration.status == Status.CONFIRMED)
    return session.scalars(sa.select(Registration).where(*mine).order_by(Registration.id)).all()
