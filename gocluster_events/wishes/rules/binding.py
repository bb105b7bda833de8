"""What of a run can still be carried out when it is, and when that is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from gocluster_events.bookings.rules.clashes import Span, is_busy, overlap
from gocluster_events.bookings.rules.offers import Offering, OwnBooking
from gocluster_events.wishes.rules.explaining import Cause
from gocluster_events.wishes.rules.phases import UNDO


@dataclass(frozen=True, slots=True)
class Grant:
    """A place in the item (UUID) that a run gives somebody (a registration)."""

    person: int
    item: str


def is_over(committed_at: datetime, now: datetime) -> bool:
    """Whether the time is over in which it can be taken back; also where a clock has gone back beyond its beginning."""
    return abs(now - committed_at) >= UNDO


def can_wait(offering: Offering | None, own: Iterable[OwnBooking], now: datetime) -> bool:
    """Whether somebody can wait for the item: it is still to come, and they have no other place at its time."""
    return offering is not None and _gone(offering, now) is None and not _is_taken(offering, own)


def _is_taken(offering: Offering, own: Iterable[OwnBooking]) -> bool:
    others = (each for each in own if each.is_held and each.offer != offering.id)
    return any(overlap(offering.span, each.span) for each in others)


def _gone(offering: Offering, now: datetime) -> Cause | None:
    if not offering.is_listed or not offering.by_wish:
        return Cause.DROPPED
    return Cause.BEGUN if now >= offering.starts_at else None


def lost(
    grants: Iterable[Grant], offerings: Mapping[str, Offering], own: Mapping[int, Sequence[OwnBooking]], now: datetime
) -> Mapping[Grant, Cause]:
    """The places that people cannot have after all, and why: the item is gone or has begun, they have another place at
    that time, or there are too few.

    ``grants`` are in the order of the lot, whose last go without.
    """
    gone, given, days = dict[Grant, Cause](), Counter[str](), defaultdict[int, list[Span]](list)
    for each in grants:
        offering = offerings.get(each.item)
        cause = Cause.DROPPED if offering is None else _gone(offering, now)
        if offering is None or cause is not None:
            gone[each] = cause or Cause.DROPPED
        elif _is_taken(offering, own.get(each.person, ())) or is_busy(offering.span, days[each.person]):
            gone[each] = Cause.CLASH
        elif given[each.item] >= offering.free:
            gone[each] = Cause.SEATS
        else:
            given[each.item] += 1
            days[each.person].append(offering.span)
    return gone
