"""Pages about who takes part; importing them puts them on the blueprint."""

from gocluster_events.attendees.views import (
    admission,
    badges,
    by_team,
    choosing,
    deciding,
    figures,
    listing,
    papers,
    person,
    walk_in,
)
from gocluster_events.attendees.views.blueprint import blueprint

__all__ = [
    "admission",
    "badges",
    "blueprint",
    "by_team",
    "choosing",
    "deciding",
    "figures",
    "listing",
    "papers",
    "person",
    "walk_in",
]
