"""What the box of an item says to whoever looks: whether a place can be booked, and what they have already."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.offers import (
    NO_LISTS,
    Booker,
    Lists,
    Offering,
    OwnBooking,
    clashing,
    lists_beside,
    lists_left,
    refusal,
)

FEW, A_FIFTH = 5, 5


class Face(Enum):
    """The faces of the box."""

    OPEN = "open"
    CLASH = "clash"  # a place is free, and they have one other at that time
    BOOKED = "booked"
    FULL = "full"
    FULL_CLASH = "full_clash"
    WAITING = "waiting"
    CLOSED = "closed"
    NOT_YET = "not_yet"
    PAUSED = "paused"
    WISHES = "wishes"  # they can name wishes
    ALLOTTING = "allotting"
    MEMBERS = "members"
    REFUSED = "refused"  # for what `Box.why` says


@dataclass(frozen=True, slots=True)
class Box:
    """``own`` is what they have of the offer, ``others`` their places at that time.

    ``why`` is what stands against a place: FULL, or something else that keeps the free ones from them; of a place or a
    number that they have, why it stays as it is. ``lists`` are
    the waiting lists of what is at that time, on which they stay with a place here, or not. ``obstacles`` are
    their places because of which they do not move up here.
    """

    offering: Offering
    face: Face
    own: OwnBooking | None = None
    others: tuple[OwnBooking, ...] = ()
    why: Refusal | None = None
    lists: Lists = NO_LISTS
    obstacles: tuple[OwnBooking, ...] = ()

    @property
    def other(self) -> OwnBooking | None:
        """The one place that they would give back for this one."""
        return self.others[0] if len(self.others) == 1 else None

    @property
    def is_open(self) -> bool:
        """Whether there is a button with which somebody books, swaps or waits."""
        return self.face in {Face.OPEN, Face.CLASH, Face.FULL, Face.FULL_CLASH}

    @property
    def can_wait(self) -> bool:
        """Whether the button leads to the waiting list."""
        return self.face in {Face.FULL, Face.FULL_CLASH}


_FACES: Mapping[Refusal, Face] = {
    Refusal.NOT_YET: Face.NOT_YET,
    Refusal.CLOSED: Face.CLOSED,
    Refusal.PAUSED: Face.PAUSED,
    Refusal.WISHES: Face.WISHES,
    Refusal.ALLOTTING: Face.ALLOTTING,
    Refusal.MEMBERS_ONLY: Face.MEMBERS,
}


def box(offering: Offering, booker: Booker, now: datetime, no_place: Refusal | None) -> Box:
    """The box for that person; ``no_place`` is why they get none of the places at once."""
    own, others = booker.booking(offering.id), clashing(offering, booker)
    if own is not None:
        return _own_box(offering, own, others, booker, now)
    why = refusal(offering, booker, now)
    leaving = others[0] if len(others) == 1 else None
    lists = NO_LISTS if no_place else lists_beside(offering, booker, leaving)
    if why is None:
        return Box(offering, Face.FULL if no_place else Face.OPEN, why=no_place, lists=lists)
    if why is not Refusal.CLASH:
        return Box(offering, _FACES.get(why, Face.REFUSED), why=why)
    if any(each.span[0] <= now for each in others):
        return Box(offering, Face.REFUSED, others=others, why=Refusal.OTHER_BEGUN)
    if len(others) > 1:
        return Box(offering, Face.REFUSED, others=others, why=why)
    return Box(offering, Face.FULL_CLASH if no_place else Face.CLASH, others=others, why=no_place, lists=lists)


def _own_box(offering: Offering, own: OwnBooking, others: tuple[OwnBooking, ...], booker: Booker, now: datetime) -> Box:
    if offering.is_archived:
        return Box(offering, Face.BOOKED if own.is_held else Face.WAITING, own, why=Refusal.ARCHIVED)
    back = tuple(each for each in others if each.id == own.instead_of)
    if own.is_held:
        return Box(offering, Face.BOOKED, own, back)
    obstacles = tuple(each for each in others if each not in back or each.span[0] <= now)
    lists = Lists(closed=lists_left(offering, own, booker))
    return Box(offering, Face.WAITING, own, back, lists=lists, obstacles=obstacles)


def public_box(offering: Offering, now: datetime) -> Box:
    """The box for somebody whom nobody knows yet: as for anybody who may book."""
    if offering.is_archived:
        return Box(offering, Face.REFUSED, why=Refusal.ARCHIVED)
    phase = offering.wish_phase(now)
    if phase is not None:
        return Box(offering, _FACES[phase], why=phase)
    hours = {
        Face.NOT_YET: now < offering.opens_at,
        Face.CLOSED: now >= offering.closes_at,
        Face.PAUSED: offering.is_paused,
    }
    barred = next((face for face, is_so in hours.items() if is_so), None)
    if barred is not None:
        return Box(offering, barred)
    if offering.free_for_newcomers(now):
        return Box(offering, Face.OPEN)
    return Box(offering, Face.FULL, why=Refusal.WAITING_BEFORE_YOU if offering.free else Refusal.FULL)


def are_few(free: int, seats: int) -> bool:
    """Whether so few places are left that it should be said: at most five, or less than a fifth of them."""
    return free > 0 and (free <= FEW or A_FIFTH * free < seats)
