"""Pages that need several features; importing them puts them on the blueprint."""

from gocluster_events.pages.views import (
    account,
    accounts,
    certificate,
    data,
    join,
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
    "account",
    "accounts",
    "blueprint",
    "certificate",
    "data",
    "join",
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
