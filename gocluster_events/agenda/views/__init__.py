"""Pages of the programme; importing them puts them on the blueprint."""

from gocluster_events.agenda.views import (
    acceptances,
    calendar,
    changes,
    draft,
    feeds,
    items,
    own_link,
    own_page,
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
    "acceptances",
    "calendar",
    "changes",
    "draft",
    "feeds",
    "items",
    "own_link",
    "own_page",
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
