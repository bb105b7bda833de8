"""Pages of registering; importing them puts them on the blueprint."""

from gocluster_events.registration.views import (
    asking,
    colleagues,
    decisions,
    ending,
    internal,
    links,
    quotas,
    sign_up,
    substitution,
    waiting,
)
from gocluster_events.registration.views.blueprint import blueprint

__all__ = [
    "asking",
    "blueprint",
    "colleagues",
    "decisions",
    "ending",
    "internal",
    "links",
    "quotas",
    "sign_up",
    "substitution",
    "waiting",
]
