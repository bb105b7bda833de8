"""Reads of what happened to the places of items, the latest first."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import BookingMove, Offer
from gocluster_events.attendance.bookings.rules.codes import Move, Passed
from gocluster_events.meeting.registration.people.models import Registration

GIVEN = frozenset({
    Move.BOOKED, Move.MOVED_UP, Move.SWAPPED_IN, Move.ADDED, Move.ALLOTTED, Move.TAKEN_OVER, Move.JOINED,
})  # fmt: skip
"""How somebody comes by a place or a number."""

ENDING = frozenset(Move) - GIVEN - {Move.SHIFTED}
"""How somebody loses a place or a number, or gives it back."""


def moves_of_item(session: Session, offer_id: int) -> Sequence[tuple[BookingMove, Registration]]:
    """What happened to the places of an offer and on its list, each with its person. One statement."""
    statement = sa.select(BookingMove, Registration).join(Registration, Registration.id == BookingMove.registration_id)
    here = statement.where(BookingMove.offer_id == offer_id).order_by(BookingMove.at.desc(), BookingMove.id.desc())
    return [(move, person) for move, person in session.execute(here)]


def moves_of_person(session: Session, registration_id: int) -> Sequence[tuple[BookingMove, str]]:
    """What happened to the places of a person, each with the UUID of the item. One statement."""
    statement = sa.select(BookingMove, Offer.item).join(Offer, Offer.id == BookingMove.offer_id)
    theirs = statement.where(BookingMove.registration_id == registration_id)
    return [
        (move, item) for move, item in session.execute(theirs.order_by(BookingMove.at.desc(), BookingMove.id.desc()))
    ]


def origins(moves: Sequence[tuple[BookingMove, Registration]]) -> Mapping[int, BookingMove]:
    """By registration the latest move by which the person came by their place or their number."""
    latest: dict[int, BookingMove] = {}
    for move, person in moves:
        if move.move in GIVEN:
            latest.setdefault(person.id, move)
    return latest


def endings(
    moves: Sequence[tuple[BookingMove, Registration]],
) -> Mapping[tuple[int, datetime], BookingMove]:
    """By registration and moment the move by which a place or a number ended."""
    return {(person.id, move.at): move for move, person in moves if move.move in ENDING}


def passed_over(moves: Sequence[tuple[BookingMove, Registration]]) -> Mapping[int, Passed]:
    """By registration why somebody who waits was passed the last time."""
    latest: dict[int, Passed] = {}
    for move, _person in moves:
        for who, why in move.passed:
            latest.setdefault(int(who), Passed(why))
    return latest
