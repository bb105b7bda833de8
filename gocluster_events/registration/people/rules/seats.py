"""Who gets a seat. Everything here is decided inside a transaction that holds the edition's lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.errors import Refused
from gocluster_events.events.rules.edition import EventStatus, Phase
from gocluster_events.registration.people.rules.codes import Refusal

HOLD = timedelta(hours=48)

_CLOSED = {
    Phase.NOT_YET: Refusal.NOT_OPEN_YET,
    Phase.CLOSED: Refusal.CLOSED,
    Phase.ARCHIVED: Refusal.ARCHIVED,
}


@dataclass(frozen=True, slots=True)
class Seats:
    """The places of one mode. Taken are those confirmed and those held for an address not proven yet."""

    capacity: int
    taken: int

    @property
    def free(self) -> int:
        """How many more people get a seat; never negative, a capacity may have been lowered."""
        return max(self.capacity - self.taken, 0)


def check_open(phase: Phase) -> None:
    """Raises Refused unless people can register."""
    if phase is not Phase.OPEN:
        raise Refused(_CLOSED[phase])


def check_writable(status: EventStatus) -> None:
    """Raises Refused for an archived edition, which refuses all verbs but ending a registration."""
    if status is EventStatus.ARCHIVED:
        raise Refused(Refusal.ARCHIVED)


def check_offered(seats: Seats) -> None:
    """Raises Refused unless the edition has places of that mode."""
    if seats.capacity == 0:
        raise Refused(Refusal.MODE_NOT_OFFERED)


def is_held(hold_until: datetime | None, now: datetime) -> bool:
    """Whether a place is kept for an address that has yet to be proven."""
    return hold_until is not None and now < hold_until


def moves_up(status: EventStatus, ends_at: datetime, now: datetime) -> bool:
    """Whether a free seat still goes to the waiting list: not after the meeting, and not in an archive."""
    return status is EventStatus.PUBLISHED and now < ends_at
