"""What of a run can still be carried out when it is, and when that is."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.bookings.rules.clashes import overlap
from gocluster_events.bookings.rules.offers import Offering, OwnBooking
from gocluster_events.wishes.rules.explaining import Cause
from gocluster_events.wishes.rules.phases import UNDO


@dataclass(frozen=True, slots=True)
class Grant:
    """A place in the item (UUID) that a run gives somebody (a registration)."""

    person: int
    item: str


def can_be_taken_back(committed_at: datetime, now: datetime) -> bool:
    """Whether its letters still wait. Where a clock has gone back beyond that time they are taken to have left."""
    return abs(now - committed_at) < UNDO


def is_taken(offering: Offering, own: Iterable[OwnBooking]) -> bool:
    """Whether somebody has another place at the time of that item."""
    others = (each for each in own if each.is_held and each.offer != offering.id)
    return any(overlap(offering.span, each.span) for each in others)


def lost(
    grants: Iterable[Grant], offerings: Mapping[str, Offering], own: Mapping[int, Sequence[OwnBooking]]
) -> Mapping[Grant, Cause]:
    """The places that people cannot have after all, and why: they have another one at that time, or there are too few.

    ``grants`` are in the order of the lot, whose last go without.
    """
    gone, given = dict[Grant, Cause](), Counter[str]()
    for each in grants:
        offering = offerings[each.item]
        if is_taken(offering, own.get(each.person, ())):
            gone[each] = Cause.CLASH
        elif given[each.item] >= offering.free:
            gone[each] = Cause.SEATS
        else:
            given[each.item] += 1
    return gone
