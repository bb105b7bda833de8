"""Labels for what the desk counts, and sentences about the last places."""

from gocluster_events.events.rules import Mode
from gocluster_events.i18n import LazyString, _, _l, _n
from gocluster_events.pages.rules.deadlines import Occasion
from gocluster_events.pages.rules.growth import Milestone
from gocluster_events.pages.rules.places import Places

OCCASIONS: dict[Occasion, LazyString] = {
    Occasion.REGISTRATION_OPENS: _l("Registration opens"),
    Occasion.REGISTRATION_CLOSES: _l("Registration closes"),
    Occasion.MEETING: _l("The meeting begins"),
}

MILESTONES: dict[Milestone, LazyString] = {
    Milestone.OPENING: _l("Registration opens"),
    Milestone.TODAY: _l("Today"),
    Milestone.DEADLINE: _l("Registration closes"),
}


def places_left(places: Places) -> str:
    """What is worth saying about the places of a mode: that the last ones go, or are gone; otherwise nothing."""
    free, on_site = places.seats.free, places.mode is Mode.ONSITE
    if places.are_few and on_site:
        return str(_n("%(num)d place left on site", "%(num)d places left on site", free))
    if places.are_few:
        return str(_n("%(num)d place left online", "%(num)d places left online", free))
    if free:
        return ""
    return str(_("Fully booked on site")) if on_site else str(_("Online: fully booked"))
