"""What the programme says of an item's places: that the last ones go, or are gone; otherwise nothing."""

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.faces import are_few
from gocluster_events.core.i18n import _, _n


def sentence(free: int, seats: int, *, is_open: bool, phase: Refusal | None = None) -> str:
    """How few places are left, as long as one can book; empty where that does not matter.

    ``phase``: that they are to be allotted by choice, or are being so.
    """
    if phase is not None:
        return _("Places by choice") if phase is Refusal.WISHES else _("Places are being allotted")
    if not is_open or not seats:
        return ""
    if not free:
        return _("Fully booked, waiting list")
    return _n("%(num)d place left", "%(num)d places left", free) if are_few(free, seats) else ""
