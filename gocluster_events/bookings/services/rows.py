"""The one way in which the row of a booking changes, and the log of it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from gocluster_events.act import Act
from gocluster_events.bookings.models import Booking, BookingMove
from gocluster_events.bookings.queries import people
from gocluster_events.bookings.rules.codes import Move, Passed, Source, State
from gocluster_events.events.services.acting import audit
from gocluster_events.registration.people.services.mails import subject


def new(event_id: int, offer_id: int, registration_id: int, source: Source, act: Act) -> Booking:
    """A booking that is nothing yet; `hold` or `queue` makes a place or a number of it."""
    return Booking(
        event_id=event_id, offer_id=offer_id, registration_id=registration_id, source=source, at=act.at,
    )  # fmt: skip


def hold(session: Session, booking: Booking, act: Act) -> None:
    """The booking is a place, with the lowest seat that nobody has."""
    booking.seat = people.free_seat(session, booking.offer_id)
    booking.state, booking.waiting_at, booking.instead_of, booking.at = State.HELD, None, None, act.at
    booking.ended_at = None
    session.add(booking)
    session.flush()


def queue(session: Session, booking: Booking, act: Act, instead_of: int | None) -> None:
    """The booking is last on its waiting list; moving up gives that other booking back."""
    booking.waiting_rank = people.next_rank(session, booking.offer_id)
    booking.state, booking.waiting_at, booking.instead_of = State.WAITING, act.at, instead_of
    session.add(booking)
    session.flush()


def wait_again(session: Session, booking: Booking, act: Act) -> None:
    """The booking is on its waiting list again, before whoever came to that later."""
    booking.state, booking.waiting_at, booking.at = State.WAITING, booking.waiting_at or act.at, act.at
    booking.ended_at = None
    session.flush()


def end(session: Session, booking: Booking, state: State, act: Act) -> None:
    """The booking is neither a place nor a number any more, and its seat is free."""
    booking.state, booking.seat, booking.ended_at = state, None, act.at
    session.flush()


def log(
    session: Session, booking: Booking, move: Move, act: Act, *,
    position: int | None = None, to_position: int | None = None, reason: str = "",
    passed: Iterable[tuple[int, Passed]] = (),
) -> None:  # fmt: skip
    """One more line says what happened to the booking, who did it, why, and who was passed; the audit log says it."""
    audit(session, booking.event_id, f"registration.item_{move.value}", act, about=subject(booking.registration_id))
    session.add(
        BookingMove(
            event_id=booking.event_id,
            offer_id=booking.offer_id,
            registration_id=booking.registration_id,
            at=act.at,
            move=move,
            position=position,
            to_position=to_position,
            actor=act.by,
            reason=reason,
            passed=[[who, why.value] for who, why in passed],
        )
    )
