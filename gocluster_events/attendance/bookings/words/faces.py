"""What the box of an item says above its button, and what becomes of a button."""

from gocluster_events.attendance.bookings.rules.codes import Refusal
from gocluster_events.attendance.bookings.rules.faces import Face, are_few
from gocluster_events.attendance.bookings.rules.offers import Offering
from gocluster_events.core.i18n import LazyString, _, _l, _n

STATES: dict[Face, LazyString] = {
    Face.OPEN: _l("Open"),
    Face.CLASH: _l("Open"),
    Face.BOOKED: _l("Booked"),
    Face.FULL: _l("Fully booked"),
    Face.FULL_CLASH: _l("Fully booked"),
    Face.WAITING: _l("You are waiting"),
    Face.CLOSED: _l("Booking closed"),
    Face.NOT_YET: _l("Not open yet"),
    Face.PAUSED: _l("Booking is paused"),
    Face.WISHES: _l("With choices"),
    Face.ALLOTTING: _l("With choices"),
    Face.MEMBERS: _l("Members only"),
    Face.REFUSED: _l("No booking possible"),
}

BARS: dict[Refusal | None, LazyString] = {
    Refusal.ARCHIVED: _l("The event is archived"),
    Refusal.ENDED: _l("You do not take part"),
    Refusal.NOT_CONFIRMED: _l("Your registration is not confirmed yet"),
    Refusal.WRONG_MODE: _l("Places are on site only"),
    Refusal.ON_STAGE: _l("You are on the programme at this time"),
    Refusal.CLASH: _l("You have more than one place at this time"),
    Refusal.OTHER_BEGUN: _l("What you have booked has begun"),
}
"""The heading over what keeps one person from every place of the item."""

REFUSED: dict[str, LazyString] = {
    "place": _l("Your place was not booked"),
    "exchange": _l("Your place was not swapped"),
    "waiting": _l("You are not on the waiting list"),
    "leaving": _l("You are still on the waiting list"),
    "release": _l("Your place was not given up"),
}
"""What did not happen, by the button."""

BOOKED = _l("Your place is booked.")
WAITING = _l("You are on the waiting list.")
WAITING_LATE = _l("You are on the waiting list. Places that become free now are given out at the door.")
SWAPPED = _l("You have swapped: this place is yours, the other one is free again.")
GIVEN_UP = _l("You have given up your place.")
LEFT = _l("You are no longer on the waiting list.")
KEPT: dict[Refusal, LazyString] = {
    Refusal.WAITING_BEFORE_YOU: _l("Free places go to the waiting list first"),
    Refusal.ORGANISATION_FULL: _l("There are places, but not for your organisation"),
}


def places_left(offering: Offering) -> str:
    """How many places are left, as a heading: a number only where it matters."""
    if not offering.seats:
        return _("All places are taken") if offering.held else _("The number of places is still open")
    if not offering.free:
        return _n("The only place is taken", "All %(num)d places are taken", offering.seats)
    if are_few(offering.free, offering.seats):
        return _n("%(num)d place left", "%(num)d places left", offering.free)
    return _("There are places")
