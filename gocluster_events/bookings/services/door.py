"""Places at an item's door: given to who stands there, given back, and freed where nobody has come."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.bookings.models import Booking
from gocluster_events.bookings.rules.codes import Move, Source, State
from gocluster_events.bookings.rules.offers import clashing
from gocluster_events.bookings.services.booking import take
from gocluster_events.bookings.services.rows import end, log
from gocluster_events.bookings.services.scene import Scene, row
from gocluster_events.bookings.services.settling import leave


def take_place(session: Session, at: Scene, act: Act) -> None:
    """Whoever stands at the door has a free place, and none in another item at that time any more.

    Joins the transaction of whoever has found that a place is free.
    """
    first, *others = clashing(at.offering, at.booker) or (None,)
    for each in others:
        if each is not None:
            leave(session, row(session, each), Move.SWAPPED_OUT, act)
    take(session, at, act, Source.DOOR, Move.SWAPPED_IN if first else Move.BOOKED, leaving=first)


def free_place(session: Session, at: Scene, act: Act) -> None:
    """The place that the person got at the door is free again; where they have none nothing changes."""
    if at.mine is not None and at.mine.is_held:
        leave(session, row(session, at.mine), Move.GAVE_UP, act)


def release(session: Session, offer_id: int, missing: Collection[int], act: Act) -> int:
    """The places of these registrations in that offer are free; returns how many. Joins a transaction."""
    mine = sa.select(Booking).where(Booking.offer_id == offer_id, Booking.state == State.HELD)
    bookings = session.scalars(mine.where(Booking.registration_id.in_(missing)).order_by(Booking.id)).all()
    for booking in bookings:
        end(session, booking, State.RELEASED, act)
        log(session, booking, Move.RELEASED, act)
    return len(bookings)
