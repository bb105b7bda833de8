"""How long what somebody told is kept after the meeting."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.registration.people.rules.codes import ACTIVE, Status


class Retention(Enum):
    """The class of an answer: it goes when the data of its kind go."""

    NEEDS = "needs"  # with the special needs, 14 days after the event
    REGISTRATION = "registration"  # with the registration, 6 months after the event


class Kept(Enum):
    """What goes at one time after the end of the meeting, whatever goes first first."""

    IDENTITY = "identity"
    NEEDS = "needs"
    ENDED = "ended"  # registrations that never came to anything
    INVITATIONS = "invitations"  # of people who did not register
    REGISTRATIONS = "registrations"


DAYS: Mapping[Kept, int] = {
    Kept.IDENTITY: 1,
    Kept.NEEDS: 14,
    Kept.ENDED: 30,
    Kept.INVITATIONS: 30,
    Kept.REGISTRATIONS: 183,
}
MOST_DAYS = 3650
NEVER_CAME = frozenset({Status.UNCONFIRMED, Status.LAPSED, Status.DECLINED})


def periods(stored: Mapping[str, int]) -> dict[Kept, int]:
    """The days after the meeting in an edition that stores these; where it stores nothing, the usual ones."""
    return {kind: int(stored.get(kind.value, DAYS[kind])) for kind in Kept}


def goes_at(ends_at: datetime, days: int) -> datetime:
    """When what is kept for so many days after the end of the meeting goes."""
    return ends_at + timedelta(days=days)


def departs_as(status: Status, *, is_over: bool) -> Status:
    """As what an erased registration is counted: before the meeting ends, whoever is erased has cancelled."""
    if status is Status.UNCONFIRMED:
        return Status.LAPSED
    return Status.CANCELLED if status in ACTIVE and not is_over else status
