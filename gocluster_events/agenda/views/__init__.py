"""Pages of the programme; importing them puts them on the blueprint."""

from gocluster_events.agenda.views import (
    calendar,
    changes,
    door_signs,
    draft,
    feeds,
    items,
    paper,
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
    "blueprint",
    "calendar",
    "changes",
    "door_signs",
    "draft",
    "feeds",
    "items",
    "paper",
    "people",
    "placements",
    "programme",
    "redaction",
    "speakers",
    "standing_in",
    "steps",
    "versions",
]
