"""Pages that need several features; importing them puts them on the blueprint."""

from gocluster_events.pages.views import (
    certificate,
    data,
    letters,
    machines,
    manage,
    my,
    my_programme,
    places,
    procedure,
    publish,
    site,
    timing,
)
from gocluster_events.pages.views.blueprint import blueprint

__all__ = [
    "blueprint",
    "certificate",
    "data",
    "letters",
    "machines",
    "manage",
    "my",
    "my_programme",
    "places",
    "procedure",
    "publish",
    "site",
    "timing",
]
