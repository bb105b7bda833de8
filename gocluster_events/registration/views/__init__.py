"""Pages of registering; importing them puts them on the blueprint."""

from gocluster_events.registration.views import (
    addresses,
    asking,
    colleagues,
    decisions,
    details,
    duplicates,
    ending,
    imports,
    internal,
    invitations,
    invited,
    links,
    lost,
    quotas,
    sign_up,
    substitution,
    waiting,
)
from gocluster_events.registration.views.blueprint import blueprint

__all__ = [
    "addresses",
    "asking",
    "blueprint",
    "colleagues",
    "decisions",
    "details",
    "duplicates",
    "ending",
    "imports",
    "internal",
    "invitations",
    "invited",
    "links",
    "lost",
    "quotas",
    "sign_up",
    "substitution",
    "waiting",
]
