"""Reads of registrations that were merged, so that what somebody wished stays theirs."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.wishes.models import ItemWish
from gocluster_events.meeting.registration.own.models import Succession
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status

IS_MERGED = sa.and_(Registration.status == Status.CANCELLED, Registration.ended_at == Succession.at)
"""Whether the registration ended by being merged with the one that stays; a substitute is somebody else."""


def had_place(at: sa.SQLColumnExpression[datetime | None] | datetime) -> sa.ColumnElement[bool]:
    """Whether a registration that was merged with this one was confirmed by then."""
    giver = aliased(Registration)
    return sa.exists().where(
        Succession.successor_id == Registration.id,
        giver.id == Succession.registration_id,
        giver.status == Status.CANCELLED,
        giver.ended_at == Succession.at,
        giver.confirmed_at <= at,
    )


def merged(session: Session, event_id: int) -> Sequence[tuple[int, int]]:
    """Each registration that was merged away, and the one that stayed, in the order of merging. One statement."""
    pairs = sa.select(Succession.registration_id, Succession.successor_id).join(
        Registration, Registration.id == Succession.registration_id
    )
    here = pairs.where(Registration.event_id == event_id, IS_MERGED)
    rows = session.execute(here.order_by(Succession.at, Succession.registration_id))
    return [(giver, heir) for giver, heir in rows]


def editions_with_heirs(session: Session) -> Sequence[int]:
    """The editions (ids) in which somebody has wishes of whom the one that stays has none. One statement."""
    theirs = aliased(ItemWish)
    has_own = sa.exists().where(theirs.registration_id == Succession.successor_id)
    wishes = sa.exists().where(ItemWish.registration_id == Succession.registration_id)
    statement = sa.select(Registration.event_id).join(Succession, Succession.registration_id == Registration.id)
    return session.scalars(statement.where(IS_MERGED, wishes, ~has_own).distinct()).all()
