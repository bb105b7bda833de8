"""What the team passes over when it gives somebody a place by hand."""

from datetime import datetime
from enum import Enum

from gocluster_events.attendance.bookings.rules.offers import Offering


class Beyond(Enum):
    """A limit beyond which a place by hand lies."""

    SEATS = "seats"
    ORGANISATION = "organisation"
    OTHERS_WAIT = "others_wait"
    WINDOW = "window"
    PAUSED = "paused"


def beyond(offering: Offering, of_organisation: int, others_before: int, now: datetime) -> tuple[Beyond, ...]:
    """The limits beyond which one more place would lie.

    ``of_organisation`` have one from the same institution, ``others_before`` wait longer than the person.
    """
    limits = {
        Beyond.SEATS: not offering.free,
        Beyond.ORGANISATION: 0 < offering.most_per_organisation <= of_organisation,
        Beyond.OTHERS_WAIT: others_before > 0,
        Beyond.WINDOW: not offering.opens_at <= now < offering.closes_at,
        Beyond.PAUSED: offering.is_paused,
    }
    return tuple(limit for limit, is_passed in limits.items() if is_passed)
