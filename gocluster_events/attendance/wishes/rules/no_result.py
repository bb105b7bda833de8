"""Why somebody has no result of their own once the places are allotted."""

from dataclasses import dataclass
from enum import Enum


class NoResult(Enum):
    """Why there is nothing to tell somebody of what was allotted."""

    OVER = "over"  # there was none, or it has been removed
    ONLINE = "online"  # places are on site only
    NOBODY = "nobody"  # nobody's wishes counted
    TAKEN_OVER = "taken_over"  # what they have was allotted to somebody else, whose place they have taken over
    NO_WISHES = "no_wishes"
    ITEMS_GONE = "items_gone"  # what they wished did not go by wish any more
    AWAY_THEN = "away_then"  # they count, and did not when places were allotted
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What is known of the person and the run."""

    is_over: bool
    is_online: bool
    is_of_nobody: bool
    is_heir: bool
    has_wished: bool
    were_there: bool  # one of the items that they wished was allotted
    counts: bool


def why_no_result(case: Case) -> NoResult:
    """The first of these that is so."""
    reasons = {
        NoResult.OVER: case.is_over,
        NoResult.ONLINE: case.is_online,
        NoResult.TAKEN_OVER: case.is_heir,
        NoResult.NOBODY: case.is_of_nobody,
        NoResult.NO_WISHES: not case.has_wished,
        NoResult.ITEMS_GONE: not case.were_there,
        NoResult.AWAY_THEN: case.counts,
    }
    return next((why for why, holds in reasons.items() if holds), NoResult.NOT_COUNTED)
