"""Pages that need several features; importing them puts them on the blueprint."""

from gocluster_events.pages.views import (
    auditing,
    certificate,
    data,
    feedback,
    join,
    legal,
    letters,
    machines,
    manage,
    my,
    my_programme,
    places,
    procedure,
    publish,
    site,
    team,
    timing,
)
from gocluster_events.pages.views.blueprint import blueprint

__all__ = [
    "auditing",
    "blueprint",
    "certificate",
    "data",
    "feedback",
    "join",
    "legal",
    "letters",
    "machines",
    "manage",
    "my",
    "my_programme",
    "places",
    "procedure",
    "publish",
    "site",
    "team",
    "timing",
]
