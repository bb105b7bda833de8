"""Why somebody cannot wish at a moment, and what they saw before they said what they wish."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from gocluster_events.attendance.bookings.rules.clashes import is_busy
from gocluster_events.attendance.bookings.rules.offers import Booker, Offering, clashing
from gocluster_events.attendance.wishes.rules.codes import Phase, Refusal
from gocluster_events.attendance.wishes.rules.wishing import WishRow
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import ENDED, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Whoever would wish: in which state and how they take part, and whether an item they may have is among those."""

    status: Status
    mode: Mode
    is_archived: bool = False
    has_items: bool = True
    has_own_items: bool = True  # not only what is for members, unless they are one


_IN_TIME = {Phase.NONE: Refusal.NO_ROUND, Phase.NOT_YET: Refusal.NOT_YET, Phase.OPEN: None}


def obstacle(phase: Phase, standing: Standing) -> Refusal | None:
    """Why that person cannot wish now; None: they can."""
    when = _IN_TIME.get(phase, Refusal.CLOSED)
    hurdles = {
        Refusal.ARCHIVED: standing.is_archived,
        Refusal.NO_ITEMS: not standing.has_items,
        Refusal.ENDED: standing.status in ENDED,
        Refusal.NOT_PROVEN: standing.status is Status.UNCONFIRMED,
        Refusal.WRONG_MODE: standing.mode is not Mode.ONSITE,
        Refusal.MEMBERS_ONLY: not standing.has_own_items,
    }
    return next((code for code, holds in hurdles.items() if holds), when)


@dataclass(frozen=True, slots=True)
class Beside:
    """What of somebody's day is at the time of an item: their part in it, or in another one, and ``places`` (UUIDs)."""

    is_own: bool
    is_on_stage: bool
    places: tuple[str, ...]


def beside(offering: Offering, booker: Booker) -> Beside:
    """What stands against a place of that person in the item."""
    places = tuple(each.item for each in clashing(offering, booker))
    return Beside(offering.item in booker.stage, is_busy(offering.span, booker.busy), places)


def seen_as(rows: Iterable[WishRow], blocks: Sequence[Sequence[str]], most: int) -> str:
    """A value that changes with what somebody wishes, and with what they can choose from."""
    return sha256(repr((sorted((each.item, each.rank) for each in rows), blocks, most)).encode()).hexdigest()[:16]
