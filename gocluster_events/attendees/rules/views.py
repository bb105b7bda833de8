"""Views of the list that are kept under a name."""

from collections.abc import Mapping, Sequence

from gocluster_events.attendees.rules.columns import Shown
from gocluster_events.attendees.rules.filter import Field, Filter

LONGEST_NAME = 60
Parameters = Mapping[str, list[str]]
_NOT_KEPT = (Field.SEARCH, Field.CHOSEN)


def lasting(wanted: Filter) -> Filter:
    """What a view keeps of a filter: no search words, which may be a name, and nobody who is only ticked."""
    for field in _NOT_KEPT:
        wanted = wanted.without(field)
    return wanted


def kept_parameters(wanted: Filter) -> dict[str, list[str]]:
    """The address's query as a view keeps it."""
    return lasting(wanted).parameters()


def is_changed(parameters: Parameters, columns: Sequence[str], wanted: Filter, shown: Sequence[Shown]) -> bool:
    """Whether the list shows something else than the view that was opened."""
    return kept_parameters(wanted) != dict(parameters) or [each.value for each in shown] != list(columns)
