"""Reads of what the boxes of items say to one person, and why they still wait."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, BookingMove
from gocluster_events.attendance.bookings.queries import own
from gocluster_events.attendance.bookings.queries.people import booked
from gocluster_events.attendance.bookings.rules.codes import Move, Passed, Refusal, State
from gocluster_events.attendance.bookings.rules.faces import Box, box
from gocluster_events.attendance.bookings.rules.moving import Booked
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, board, institutions, no_place
from gocluster_events.meeting.registration.people.models import Registration


def boxes(session: Session, registration: Registration, offers: Collection[Offering], now: datetime) -> Sequence[Box]:
    """What the box of each of these offers says to the person, in their order. Four statements at most."""
    booker = own.booker(session, registration)
    everybody = _everybody(session, registration.event_id, offers)
    return [box(each, booker, now, _no_place(each, booker, everybody, now)) for each in offers]


def _everybody(session: Session, event_id: int, offers: Collection[Offering]) -> Sequence[Booked]:
    """Who has and who waits for what, where it decides more than the numbers do."""
    decides = any(each.free and (each.most_per_organisation or each.waiting) for each in offers)
    return [each for each, _known in booked(session, event_id)] if decides else ()


def _no_place(offering: Offering, booker: Booker, everybody: Sequence[Booked], now: datetime) -> Refusal | None:
    """Why the person gets no place of the offer at once, as the verb decides it."""
    here = [each for each in everybody if each.offer == offering.id]
    organisations = institutions(each.applicant.organisation for each in here if each.is_held)
    passes = offering.free and not offering.moves_up(now)
    hopefuls = [each.applicant for each in here if each.comes and not each.is_held] if passes else ()
    return no_place(board(offering, now, organisations, hopefuls), offering, booker.applicant)


@dataclass(frozen=True, slots=True)
class Chance:
    """A place that somebody else got at that time while a person waited; ``why`` it could not be theirs, if so."""

    at: datetime
    why: Passed | None


def chances(session: Session, registration_id: int) -> Mapping[int, Sequence[Chance]]:
    """The places that became free on each list (by its booking) since the person waits there, newest first.

    One statement.
    """
    since = sa.and_(
        BookingMove.offer_id == Booking.offer_id,
        BookingMove.move == Move.MOVED_UP,
        BookingMove.at >= Booking.waiting_at,
        BookingMove.registration_id != registration_id,
    )
    waits = sa.and_(Booking.registration_id == registration_id, Booking.state == State.WAITING)
    statement = sa.select(Booking.id, BookingMove.at, BookingMove.passed).join(BookingMove, since).where(waits)
    lines: dict[int, list[Chance]] = {}
    for booking, at, passed in session.execute(statement.order_by(BookingMove.id.desc())):
        why = next((Passed(code) for who, code in passed if who == registration_id), None)
        lines.setdefault(booking, []).append(Chance(at, why))
    return lines
