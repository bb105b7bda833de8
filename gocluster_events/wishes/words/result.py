"""What somebody reads about what they got by their wishes."""

from collections.abc import Mapping

from gocluster_events.i18n import LazyString, _l
from gocluster_events.text import Localized
from gocluster_events.wishes.rules import reasons
from gocluster_events.wishes.rules.explaining import Cause

REASONS: Mapping[Cause, Localized] = dict(reasons.CAUSES)
GRANTED: tuple[LazyString, ...] = (_l("Your first choice"), _l("Your second choice"), _l("Your third choice"))
WHY: tuple[LazyString, ...] = (
    _l("Why not the first choice?"), _l("Why not the second choice?"), _l("Why not the third choice?"),
)  # fmt: skip
RANKS: tuple[LazyString, ...] = (_l("1st choice"), _l("2nd choice"), _l("3rd choice"))
