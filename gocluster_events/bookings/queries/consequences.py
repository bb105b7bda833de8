"""Reads of who has booked what, for what a new version of the programme does to them."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.bookings.models import Booking, Offer
from gocluster_events.bookings.queries.offers import IS_ACTIVE
from gocluster_events.bookings.rules.codes import State
from gocluster_events.bookings.rules.consequences import Standing
from gocluster_events.registration.people.models import Registration


def standings(session: Session, event_id: int) -> Sequence[Standing]:
    """Every place and every number on a list of the edition, by name. One statement."""
    offer = (Offer.item, Offer.starts_at, Offer.ends_at, Offer.is_members_only)
    names = (Registration.title, Registration.first_name, Registration.last_name)
    columns = (Booking.id, Booking.registration_id, Booking.state, *offer, Registration.cluster, *names)
    statement = sa.select(*columns).select_from(Booking).join(Offer, Offer.id == Booking.offer_id)
    mine = statement.join(Registration, Registration.id == Booking.registration_id)
    rows = session.execute(
        mine.where(Booking.event_id == event_id, IS_ACTIVE).order_by(Registration.sort_key, Booking.id)
    )
    return [
        Standing(
            id=row.id,
            person=row.registration_id,
            name=" ".join(filter(None, (row.title, row.first_name, row.last_name))),
            item=row.item,
            span=(row.starts_at, row.ends_at),
            is_held=row.state is State.HELD,
            is_member=bool(row.cluster),
            is_members_only=row.is_members_only,
        )
        for row in rows
    ]


def booked_by(session: Session, event_id: int, items: Collection[str]) -> set[int]:
    """The registrations that have or await a place in one of these items (UUIDs)."""
    statement = sa.select(Booking.registration_id).join(Offer, Offer.id == Booking.offer_id)
    return set(session.scalars(statement.where(Booking.event_id == event_id, IS_ACTIVE, Offer.item.in_(items))))
