"""What happens when an address registers again: nobody's proven data change by an unproven hand."""

from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.registration.people.rules.codes import Status

SAME_INTENTION = timedelta(minutes=10)
ONE_REMINDER = timedelta(hours=1)


class Repeat(Enum):
    """How a known address is answered, always by mail and never on the page."""

    SAME_LINK = "same_link"  # the same once more: the first link is still the one to open
    PENDING = "pending"  # new data wait for their own proof
    REMIND = "remind"  # the address takes part already, or was declined: a link to the personal page


def repeat(status: Status, *, is_same: bool) -> Repeat:
    """The answer to an address whose registration has this status; ``is_same``: nothing was typed differently."""
    if status in {Status.CONFIRMED, Status.WAITLISTED, Status.DECLINED}:
        return Repeat.REMIND
    return Repeat.SAME_LINK if status is Status.UNCONFIRMED and is_same else Repeat.PENDING


def slot(since: datetime, now: datetime, every: timedelta) -> int:
    """The number of the span of ``every`` in which ``now`` lies, counted from ``since``.

    In the key of a mail it lets one intention, however often it is sent, cause one mail a span. Whoever looked at the
    clock before ``since`` and came second all the same belongs to the first span.
    """
    return max(0, (now - since) // every)
