"""Reads of what somebody has lost without doing anything."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.offers import is_unfit
from gocluster_events.attendance.bookings.rules.codes import ACTIVE, Loss, State
from gocluster_events.attendance.bookings.rules.losses import RECENT, OwnLoss, loss
from gocluster_events.meeting.agenda.queries.publishing import former_items
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.registration.people.models import Registration


def own_losses(
    session: Session, mine: Registration, programmes: Sequence[Timetable], now: datetime
) -> tuple[OwnLoss, ...]:
    """What the person has lost of items and has not again, by time; what ended with the registration is none of it.

    ``programmes`` are the latest version and those before it that are known anyway. One statement, and one for each
    version that is read for what stands in none of them.
    """
    latest = programmes[0]
    reasons = [(row, why) for row in session.execute(_lost(mine, now)) if (why := _why(row, mine, latest))]
    items = {item.uuid: (item, each) for each in reversed(programmes) for item in each.items} if reasons else {}
    items |= former_items(session, mine.event_id, {row.item for row, _why in reasons} - items.keys())
    return tuple(
        OwnLoss(*items[row.item], why, row.state is State.RELEASED or row.waiting_at is None)
        for row, why in reasons
        if row.item in items
    )


def _why(row: Any, mine: Registration, timetable: Timetable) -> Loss | None:
    is_barred = row.is_members_only and not mine.cluster
    is_there = timetable.item(row.item) is not None
    return loss(row.state, is_there=is_there, is_listed=row.is_listed, is_barred=is_barred)


def _lost(mine: Registration, now: datetime) -> Any:
    """What has ended so and was not booked anew, of items that are not long over."""
    other = aliased(Booking)
    theirs = (other.offer_id == Booking.offer_id, other.registration_id == Booking.registration_id)
    again = sa.exists().where(*theirs, sa.or_(other.id > Booking.id, other.state.in_(tuple(ACTIVE))))
    columns = (Booking.state, Booking.waiting_at, Offer.item, Offer.is_listed, Offer.is_members_only)
    statement = sa.select(*columns).join(Offer, Offer.id == Booking.offer_id).join(Registration)
    return statement.where(
        Booking.registration_id == mine.id,
        Booking.state.in_((State.LOST, State.RELEASED)),
        ~is_unfit(now),
        ~again,
        Offer.ends_at > now - RECENT,
    ).order_by(Offer.starts_at, Booking.id)
