"""Pages about who takes part; importing them puts them on the blueprint."""

from gocluster_events.attendees.views import (
    admission,
    badges,
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
    "choosing",
    "deciding",
    "figures",
    "listing",
    "papers",
    "person",
    "walk_in",
]
