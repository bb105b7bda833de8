"""Places at an item's door: given to who stands there, given back, and freed where nobody has come."""

from collections.abc import Collection, Sequence
from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, BookingMove, Offer
from gocluster_events.attendance.bookings.queries.offers import offering as offering_of
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.queries.places import no_place
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.rules.offers import clashing
from gocluster_events.attendance.bookings.services.booking import take
from gocluster_events.attendance.bookings.services.letters import tell_anew
from gocluster_events.attendance.bookings.services.rows import end, hold, log, wait_again
from gocluster_events.attendance.bookings.services.scene import Scene, row
from gocluster_events.attendance.bookings.services.settling import leave, settle
from gocluster_events.core.act import Act


def take_place(session: Session, at: Scene, act: Act) -> None:
    """Whoever stands at the door has a free place, and none in another item at that time any more.

    Joins the transaction of whoever has found that a place is free.
    """
    first, *others = clashing(at.offering, at.booker) or (None,)
    for each in others:
        if each is not None:
            leave(session, row(session, each), Move.SWAPPED_OUT, act)
    take(session, at, act, Source.DOOR, Move.SWAPPED_IN if first else Move.BOOKED, leaving=first)


def take_back(session: Session, at: Scene, given: Act, act: Act) -> None:
    """The place that the person got at the door by the act ``given`` is free, and what they left for it is theirs.

    A place that they left is theirs again if it is still free; otherwise they wait for it, before whoever came to the
    list later. Where they have the given place no more nothing changes. Joins a transaction.
    """
    if at.mine is None or not at.mine.is_held:
        return
    leave(session, row(session, at.mine), Move.GAVE_UP, act)
    left = _left(session, at, at.mine.id, given)
    for booking, was_place in left:
        _regain(session, at, booking, act, was_place=was_place)
    mine = row(session, at.mine)
    if mine.state is State.WAITING:
        mine.instead_of = next((each.id for each, _was_place in left if each.state is State.HELD), None)
    if act.at < at.offering.ends_at:
        tell_anew(session, [at.registration], act.at)
    settle(session, at.event.id, act.at)


def _left(session: Session, at: Scene, mine: int, given: Act) -> Sequence[tuple[Booking, bool]]:
    """What the person left by that act, the places first, each with whether it was one; a number here, too."""
    was_place = BookingMove.move == Move.SWAPPED_OUT
    theirs = sa.and_(
        BookingMove.offer_id == Booking.offer_id, BookingMove.registration_id == Booking.registration_id,
        BookingMove.at == given.at, BookingMove.actor == given.by,
    )  # fmt: skip
    left = sa.and_(was_place | (BookingMove.move == Move.WITHDRAWN), Booking.ended_at == given.at)
    waited_here = sa.and_(Booking.id == mine, BookingMove.position.is_not(None))
    gone = (Booking.registration_id == at.registration.id, Booking.state == State.CANCELLED)
    moves = sa.select(Booking, was_place).join(BookingMove, theirs).where(*gone, left | waited_here)
    return [(each, bool(place)) for each, place in session.execute(moves.order_by(was_place.desc(), Booking.id))]


def _regain(session: Session, at: Scene, booking: Booking, act: Act, *, was_place: bool) -> None:
    """The booking stands again, as a place where it was one that is still free, else as a number on the list."""
    offering = offering_of(session, at.event, session.get_one(Offer, booking.offer_id).item)
    booker = replace(at.booker, own=own_bookings(session, at.registration.id))
    if offering is None or booker.booking(offering.id) or (was_place and clashing(offering, booker)):
        return
    if was_place and no_place(session, offering, booker, act.at) in {None, Refusal.WAITING_BEFORE_YOU}:
        hold(session, booking, act)
        log(session, booking, Move.BOOKED, act)
        return
    wait_again(session, booking, act)
    numbers = {each.id: each.number for each in own_bookings(session, at.registration.id)}
    log(session, booking, Move.JOINED, act, position=numbers[booking.id])


def release(session: Session, offer_id: int, missing: Collection[int], act: Act) -> int:
    """The places of these registrations in that offer are free; returns how many. Joins a transaction."""
    mine = sa.select(Booking).where(Booking.offer_id == offer_id, Booking.state == State.HELD)
    bookings = session.scalars(mine.where(Booking.registration_id.in_(missing)).order_by(Booking.id)).all()
    for booking in bookings:
        end(session, booking, State.RELEASED, act)
        log(session, booking, Move.RELEASED, act)
    return len(bookings)
