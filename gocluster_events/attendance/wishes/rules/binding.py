"""What of a run can still be carried out when it is, and when that is."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.attendance.bookings.rules.clashes import Span, is_busy, overlap
from gocluster_events.attendance.bookings.rules.offers import Offering, OwnBooking
from gocluster_events.attendance.wishes.rules.explaining import Cause
from gocluster_events.attendance.wishes.rules.phases import UNDO
from gocluster_events.meeting.events.rules.edition import EventStatus


class Awaits(Enum):
    """What a binding run waits for before it is carried out."""

    ARCHIVED = "archived"  # nothing any more: it never is
    DRAFT = "draft"  # that the edition is public
    VERSION = "version"  # a planned publication of the programme, which carries it out
    MINUTES = "minutes"
    WORKER = "worker"


def awaited(
    status: EventStatus, committed_at: datetime, version_at: datetime | None, now: datetime
) -> tuple[Awaits, datetime]:
    """What the run waits for, and until when; ``version_at``: a version is published then."""
    until = committed_at + UNDO
    if status is EventStatus.ARCHIVED:
        return Awaits.ARCHIVED, until
    if status is EventStatus.DRAFT:
        return Awaits.DRAFT, until
    if version_at is not None and now < version_at < until:
        return Awaits.VERSION, version_at
    return (Awaits.MINUTES if now < until else Awaits.WORKER), until


@dataclass(frozen=True, slots=True)
class Grant:
    """A place in the item (UUID) that a run gives somebody (a registration)."""

    person: int
    item: str


def is_over(committed_at: datetime, now: datetime) -> bool:
    """Whether the time is over in which it can be taken back; also where a clock has gone back beyond its beginning."""
    return abs(now - committed_at) >= UNDO


def too_soon(begins: Mapping[str, datetime], now: datetime) -> tuple[str, ...]:
    """The items (UUIDs, with when they begin) that have begun before a run that is made binding now is carried out."""
    return tuple(item for item, at in begins.items() if at <= now + UNDO)


def last_moment(begins: Mapping[str, datetime]) -> datetime | None:
    """Until when a run of these items can be made binding; None: there are none."""
    return min(begins.values()) - UNDO if begins else None


def hindrance(offering: Offering | None, own: Iterable[OwnBooking], now: datetime) -> Cause | None:
    """Why somebody can have no place in the item, however many there are: it is gone or has begun, or they have another
    place at that time.
    """
    if offering is None or not offering.is_listed or not offering.by_wish:
        return Cause.DROPPED
    if now >= offering.starts_at:
        return Cause.BEGUN
    others = (each for each in own if each.is_held and each.offer != offering.id)
    return Cause.CLASH if any(overlap(offering.span, each.span) for each in others) else None


def lost(
    grants: Iterable[Grant], offerings: Mapping[str, Offering], own: Mapping[int, Sequence[OwnBooking]], now: datetime
) -> Mapping[Grant, Cause]:
    """The places that people cannot have after all, and why: by a `hindrance`, or since there are too few.

    ``grants`` are in the order of the lot, whose last go without.
    """
    gone, given, days = dict[Grant, Cause](), Counter[str](), defaultdict[int, list[Span]](list)
    for each in grants:
        cause = hindrance(offerings.get(each.item), own.get(each.person, ()), now)
        if cause is None:
            cause = _shortage(offerings[each.item], given[each.item], days[each.person])
        if cause is not None:
            gone[each] = cause
            continue
        given[each.item] += 1
        days[each.person].append(offerings[each.item].span)
    return gone


def _shortage(offering: Offering, given: int, day: Sequence[Span]) -> Cause | None:
    """Where items have moved, two of somebody's places may be at the same time by now."""
    if is_busy(offering.span, day):
        return Cause.CLASH
    return Cause.SEATS if given >= offering.free else None
