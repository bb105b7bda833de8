"""Who gets a seat. Everything here is decided inside a transaction that holds the edition's lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from gocluster_events.errors import Refused
from gocluster_events.events.rules import EventStatus, Phase
from gocluster_events.registration.rules.codes import Refusal, Status

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


def hold_for_newcomer(seats: Seats, phase: Phase, now: datetime) -> datetime | None:
    """Until when a seat is held for an address that has yet to be proven; None when all are taken.

    A free seat means that nobody waits: whoever did has moved up before. Raises Refused when one cannot register.
    """
    check_open(phase)
    if seats.capacity == 0:
        raise Refused(Refusal.MODE_NOT_OFFERED)
    return now + HOLD if seats.free else None


def status_when_proven(seats: Seats, hold_until: datetime | None, now: datetime) -> Status:
    """A seat that is held or free is confirmed; otherwise the person waits."""
    held = hold_until is not None and now < hold_until
    return Status.CONFIRMED if held or seats.free else Status.WAITLISTED


def moves_up(status: EventStatus, ends_at: datetime, now: datetime) -> bool:
    """Whether a free seat still goes to the waiting list: not after the meeting, and not in an archive."""
    return status is EventStatus.PUBLISHED and now < ends_at
