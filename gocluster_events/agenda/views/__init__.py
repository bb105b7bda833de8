"""Pages of the programme; importing them puts them on the blueprint."""

from gocluster_events.agenda.views import (
    changes,
    draft,
    feeds,
    items,
    people,
    placements,
    programme,
    redaction,
    snapshots,
    speakers,
    standing_in,
    steps,
    versions,
)
from gocluster_events.agenda.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "changes",
    "draft",
    "feeds",
    "items",
    "people",
    "placements",
    "programme",
    "redaction",
    "snapshots",
    "speakers",
    "standing_in",
    "steps",
    "versions",
]
