"""Reads of items that one signed up for once, and does no more by the published programme."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.queries.terms import OfferBoard, OfferRow
from gocluster_events.meeting.agenda.queries.publishing import former_items
from gocluster_events.meeting.agenda.rules.timetable import Timetable


@dataclass(frozen=True, slots=True)
class PastRow:
    """Such an item as the last version has it in which it stands, with that version, and how many bookings it had.

    ``is_dropped``: it stands in the programme no more; otherwise it needs no sign-up by now.
    """

    row: OfferRow
    timetable: Timetable
    bookings: int
    is_dropped: bool


def past_rows(session: Session, event_id: int, board: OfferBoard) -> tuple[PastRow, ...]:
    """Those of which somebody had a place or a number on the list, by time.

    One statement where there are such offers, and one for each earlier version that is read for them.
    """
    numbers = _booked(session, event_id) if board.past else {}
    offers = [each for each in board.past if each.item in numbers]
    here = {item.uuid: (item, board.timetable) for item in board.timetable.items}
    dropped = former_items(session, event_id, {each.item for each in offers} - here.keys())
    items = {**here, **dropped}
    return tuple(
        PastRow(OfferRow(item, each, None), timetable, numbers[each.item], each.item in dropped)
        for each in offers
        for item, timetable in filter(None, [items.get(each.item)])
    )


def _booked(session: Session, event_id: int) -> dict[str, int]:
    """How many bookings each offer had, or has, that is not listed, by the UUID of its item."""
    count = sa.select(Offer.item, sa.func.count()).join(Booking, Booking.offer_id == Offer.id)
    rows = session.execute(count.where(Offer.event_id == event_id, ~Offer.is_listed).group_by(Offer.item))
    return {item: number for item, number in rows}  # noqa: C416 -- rows are no pairs
