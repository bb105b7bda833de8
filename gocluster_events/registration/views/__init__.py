"""Pages of registering; importing them puts them on the blueprint."""

from gocluster_events.registration.views import (
    colleagues,
    decisions,
    ending,
    links,
    quotas,
    sign_up,
    substitution,
    waiting,
)
from gocluster_events.registration.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "colleagues",
    "decisions",
    "ending",
    "links",
    "quotas",
    "sign_up",
    "substitution",
    "waiting",
]
