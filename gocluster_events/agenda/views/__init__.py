"""Pages of the programme; importing them puts them on the blueprint."""

from gocluster_events.agenda.views import (
    acceptances,
    changes,
    draft,
    feeds,
    items,
    own_link,
    own_page,
    people,
    placements,
    programme,
    redaction,
    speakers,
    standing_in,
    steps,
    versions,
)
from gocluster_events.agenda.views.blueprint import blueprint

__all__ = [
    "acceptances",
    "blueprint",
    "changes",
    "draft",
    "feeds",
    "items",
    "own_link",
    "own_page",
    "people",
    "placements",
    "programme",
    "redaction",
    "speakers",
    "standing_in",
    "steps",
    "versions",
]
