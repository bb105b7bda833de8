"""Where a page is at home, and which one comes after it when an event is set up."""

from collections.abc import Iterator, Mapping

from gocluster_events.core.web.order.entries import ENTRIES
from gocluster_events.core.web.order.shape import Part, Place

YEAR: tuple[tuple[str, dict[str, str]], ...] = (
    ("site.settings", {}),
    ("editions.parts", {"what": "rooms"}),
    ("editions.parts", {"what": "tracks"}),
    ("questions.questions", {}),
    ("quotas.quotas", {}),
    ("editions.procedure", {}),
    ("invitations.invitations", {}),
    ("agenda.draft", {}),
)
"""The pages on which a new event is set up, in the order in which that is done."""


def homes(endpoint: str, values: Mapping[str, object]) -> Iterator[Place]:
    """Each place that the table gives to that page; there is to be exactly one for every page of the team."""
    for entry in ENTRIES:
        for tab, part in entry.parts:
            if not part.query and part.is_at(endpoint, values):
                yield Place(entry, tab, part, endpoint == part.endpoint or endpoint in part.panes)


def place(endpoint: str, values: Mapping[str, object], query: Mapping[str, tuple[str, ...]]) -> Place | None:
    """Where the page stands, asked with that ``query``; None for one that is not the team's."""
    home = next(homes(endpoint, values), None)
    if home is None or not home.is_top:
        return home
    for tab, part in home.entry.parts:
        if part.endpoint == endpoint and part.is_asked(query):
            return Place(home.entry, tab, part, is_top=True)
    return home


def following(endpoint: str, values: Mapping[str, object]) -> tuple[Part, ...]:
    """The pages on which a new event is set up after that one, in their order; none where it is not one of them."""
    steps = [(name, dict(given)) for name, given in YEAR]
    here = (endpoint, dict(values))
    rest = steps[steps.index(here) + 1 :] if here in steps else []
    parts = {(part.endpoint, tuple(part.values.items())): part for part in _parts()}
    return tuple(parts[name, tuple(given.items())] for name, given in rest)


def _parts() -> Iterator[Part]:
    return (part for entry in ENTRIES for _tab, part in entry.parts if not part.query)
