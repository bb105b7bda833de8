"""Reads of who has two places at the same time, which only another programme can bring about."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.meeting.registration.people.models import Registration


def torn(session: Session, event_id: int) -> Sequence[Registration]:
    """The people who have places in two items that are at the same time, by name. One statement."""
    one, other = aliased(Booking), aliased(Booking)
    first, second = aliased(Offer), aliased(Offer)
    both = (
        sa.select(one.registration_id)
        .join(other, sa.and_(other.registration_id == one.registration_id, other.id > one.id))
        .join(first, first.id == one.offer_id)
        .join(second, second.id == other.offer_id)
        .where(one.event_id == event_id, one.state == State.HELD, other.state == State.HELD)
        .where(first.is_listed, second.is_listed)
        .where(first.starts_at < second.ends_at, second.starts_at < first.ends_at)
    )
    people = sa.select(Registration).where(Registration.id.in_(both))
    return session.scalars(people.order_by(Registration.sort_key, Registration.id)).all()
