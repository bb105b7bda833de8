"""What of two people's places somebody has who is both of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from gocluster_events.attendance.bookings.rules.clashes import pairs
from gocluster_events.attendance.bookings.rules.offers import OwnBooking


@dataclass(frozen=True, slots=True)
class Inheritance:
    """The places and the numbers on lists of both, of what both have the better; ``doubles`` are what both have."""

    places: tuple[OwnBooking, ...]
    numbers: tuple[OwnBooking, ...]
    doubles: tuple[OwnBooking, ...]

    @property
    def clashes(self) -> tuple[OwnBooking, ...]:
        """The places that are at the time of another one."""
        return tuple(dict.fromkeys(each for pair in pairs(self.places) for each in pair))

    @property
    def everything(self) -> tuple[OwnBooking, ...]:
        """Places and numbers."""
        return (*self.places, *self.numbers)


def inheritance(one: Sequence[OwnBooking], other: Sequence[OwnBooking]) -> Inheritance:
    """What is left of both once they are one person's, by time."""
    best: dict[int, OwnBooking] = {}
    for each in sorted((*one, *other), key=_rank):
        best.setdefault(each.offer, each)
    by_time = sorted(best.values(), key=lambda each: (each.span, each.offer))
    both = {each.offer for each in one} & {each.offer for each in other}
    return Inheritance(
        tuple(each for each in by_time if each.is_held),
        tuple(each for each in by_time if not each.is_held),
        tuple(each for each in by_time if each.offer in both),
    )


def _rank(booking: OwnBooking) -> tuple[bool, int]:
    return not booking.is_held, booking.number or 0
