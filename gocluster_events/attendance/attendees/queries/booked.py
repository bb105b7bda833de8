"""Who of the list has a place in an item that one signs up for, or waits for one."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Item
from gocluster_events.meeting.registration.people.models import Registration


def bookable_items(session: Session, event_id: int) -> Mapping[str, tuple[str, Localized]]:
    """Code and title of each item that one signs up for, by UUID, in the order of time."""
    statement = sa.select(Offer.item, Item.code, Item.title).join(Item, Item.uuid == Offer.item)
    mine = statement.where(Offer.event_id == event_id, Offer.is_listed).order_by(Offer.starts_at, Offer.id)
    return {uuid: (code, title) for uuid, code, title in session.execute(mine)}


def has_booked(wanted: Sequence[tuple[str, State]]) -> sa.ColumnElement[bool]:
    """Whether the registration has one of these: a place in the item, or a number on its list."""
    any_of = (sa.and_(Offer.item == item, Booking.state == state) for item, state in wanted)
    theirs = sa.select(Booking.registration_id).join(Offer, Offer.id == Booking.offer_id)
    return Registration.id.in_(theirs.where(sa.or_(*any_of)))


def booking_counts(event_id: int, name: str, conditions: Sequence[sa.ColumnElement[bool]]) -> sa.Select[str, str, int]:
    """How many of those whom the ``conditions`` find each choice gives, beside the field's ``name``."""
    choice = Offer.item + ":" + sa.type_coerce(Booking.state, sa.String)
    counted = sa.select(sa.literal(name), choice, sa.func.count()).select_from(Booking)
    joined = counted.join(Offer, Offer.id == Booking.offer_id)
    mine = joined.join(Registration, Registration.id == Booking.registration_id)
    active = Booking.state.in_((State.HELD, State.WAITING))
    return mine.where(Offer.event_id == event_id, active, *conditions).group_by(Offer.item, Booking.state)
