"""The one way in which the row of a booking changes, and the log of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, BookingMove
from gocluster_events.attendance.bookings.queries import people
from gocluster_events.attendance.bookings.rules.codes import Move, Passed, Source, State
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.db import UTCDateTime
from gocluster_events.meeting.events.services.acting import audit_all
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import subject


def new(event_id: int, offer_id: int, registration_id: int, source: Source, act: Act) -> Booking:
    """A booking that is nothing yet; `hold` or `queue` makes a place or a number of it."""
    return Booking(
        event_id=event_id, offer_id=offer_id, registration_id=registration_id, source=source, at=act.at,
    )  # fmt: skip


def hold(session: Session, booking: Booking, act: Act) -> None:
    """The booking is a place, with the lowest seat that nobody has."""
    hold_each(session, [booking], act)


def hold_each(session: Session, bookings: Collection[Booking], act: Act) -> None:
    """As `hold`, of several bookings of one offer, in their order."""
    seats = people.free_seats(session, next(iter(bookings)).offer_id, len(bookings))
    for booking, seat in zip(bookings, seats, strict=True):
        booking.seat, booking.state, booking.at, booking.ended_at = (
            seat,
            State.HELD,
            moment(session, booking, act),
            None,
        )
        booking.waiting_at, booking.instead_of = None, None
    session.add_all(bookings)
    session.flush()


def stored(session: Session, ids: Collection[int]) -> Mapping[int, Booking]:
    """These bookings by their ids. One statement where there are any."""
    mine = sa.select(Booking).where(Booking.id.in_(ids))
    return {each.id: each for each in session.scalars(mine)} if ids else {}


def queue(session: Session, booking: Booking, act: Act, instead_of: int | None) -> None:
    """The booking is last on its waiting list; moving up gives that other booking back."""
    booking.waiting_rank = people.next_rank(session, booking.offer_id)
    booking.state, booking.waiting_at, booking.instead_of = State.WAITING, act.at, instead_of
    booking.at = moment(session, booking, act)
    session.add(booking)
    session.flush()


def wait_again(session: Session, booking: Booking, act: Act) -> None:
    """The booking is on its waiting list again, before whoever came to that later."""
    booking.state, booking.waiting_at, booking.ended_at = State.WAITING, booking.waiting_at or act.at, None
    booking.at = moment(session, booking, act)
    session.flush()


def moment(session: Session, booking: Booking, act: Act) -> datetime:
    """When the booking is made: not before the person was away last, also where a clock was ahead then."""
    away_at = session.get_one(Registration, booking.registration_id).away_at
    return max(act.at, booking.at, away_at or act.at)


def end(session: Session, booking: Booking, state: State, act: Act) -> None:
    """The booking is neither a place nor a number any more, and its seat is free."""
    booking.state, booking.seat, booking.ended_at = state, None, act.at
    session.flush()


def end_all(session: Session, bookings: Collection[int], state: State, act: Act) -> None:
    """As `end`, of each of these bookings, by its id. One statement."""
    if bookings:
        values = {"state": state, "seat": None, "ended_at": act.at}
        session.execute(sa.update(Booking).where(Booking.id.in_(bookings)).values(values))


def hold_all(session: Session, seats: Mapping[int, int], act: Act, *, is_back: bool = False) -> None:
    """Each of these bookings, by its id, is a place with that seat; one that ``is_back`` since when it was.

    One statement; what is read of them is new.
    """
    if not seats:
        return
    now = sa.literal(act.at, UTCDateTime)
    values = {"state": State.HELD, "waiting_at": None, "instead_of": None, "ended_at": None}
    later = sa.case((Booking.at > now, Booking.at), else_=now)  # where a clock was ahead when they began to wait
    _change_each(session, seats, "seat", {**values, "at": Booking.at if is_back else later})


def wait_again_all(session: Session, ranks: Mapping[int, int], act: Act) -> None:
    """Each of these bookings, by its id, is on its waiting list again with that rank, since when it was.

    One statement; what is read of them is new.
    """
    since = sa.func.coalesce(Booking.waiting_at, sa.literal(act.at, UTCDateTime))
    if ranks:
        _change_each(session, ranks, "waiting_rank", {"state": State.WAITING, "waiting_at": since, "ended_at": None})


def give_back_all(session: Session, places: Mapping[int, int]) -> None:
    """Each of these bookings, by its id, gives back that other one when it moves up. One statement."""
    if places:
        _change_each(session, places, "instead_of", {})


def _change_each(session: Session, numbers: Mapping[int, int], column: str, values: Mapping[str, Any]) -> None:
    """Each of these bookings, by its id, has its number in that column, and all of them have the values."""
    rows = sa.update(db.table(Booking)).where(Booking.id == sa.bindparam("booking"))
    each_its_own = [{"booking": each, "its_number": number} for each, number in numbers.items()]
    session.execute(rows.values({**values, column: sa.bindparam("its_number")}), each_its_own)
    for each in numbers:
        booking = session.identity_map.get(session.identity_key(Booking, each))
        if booking is not None:
            session.expire(booking)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the log: what happened to the person's place in the offer, or on its list."""

    offer: int
    person: int
    move: Move
    position: int | None = None
    to_position: int | None = None
    reason: str = ""
    passed: Iterable[tuple[int, Passed]] = ()


def line(booking: Booking, move: Move, **facts: Any) -> Line:
    """A line about that booking; ``facts`` are its other fields."""
    return Line(offer=booking.offer_id, person=booking.registration_id, move=move, **facts)


def log(session: Session, booking: Booking, move: Move, act: Act, **facts: Any) -> None:
    """One more line says what happened to the booking, who did it, why, and who was passed; the audit log says it."""
    log_all(session, booking.event_id, [line(booking, move, **facts)], act)


def log_all(session: Session, event_id: int, lines: Collection[Line], act: Act) -> None:
    """The log has these lines, in their order, and the audit log says the same. Two statements."""
    if lines:
        deeds = [(f"registration.item_{each.move.value}", subject(each.person)) for each in lines]
        audit_all(session, event_id, deeds, act)
        session.execute(sa.insert(db.table(BookingMove)), [_row(event_id, each, act) for each in lines])


def _row(event_id: int, line: Line, act: Act) -> dict[str, Any]:
    return {
        "event_id": event_id,
        "offer_id": line.offer,
        "registration_id": line.person,
        "at": act.at,
        "move": line.move,
        "position": line.position,
        "to_position": line.to_position,
        "actor": act.by,
        "reason": line.reason,
        "passed": [[who, why.value] for who, why in line.passed],
    }
