"""What somebody lacks after a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gocluster_events.attendance.wishes.rules.codes import RunState
from gocluster_events.attendance.wishes.rules.outcome import Outcome


class Lack(Enum):
    """What somebody did not get."""

    PLACE = "place"  # nothing in a block in which they wished for something
    FIRST = "first"  # a wish, and not the first
    LIMIT = "limit"  # something that the limit of their institution kept from them


class Unlisted(Enum):
    """Why nobody is listed who lacks something after a run."""

    DISCARDED = "discarded"  # who would have got what is gone
    REMOVED = "removed"  # who got what is gone, two weeks after the meeting
    FIRST = "first"  # everybody has each first wish
    AWAY = "away"  # whoever lacked something does not come any more


def unlisted(state: RunState, outcome: Outcome, *, is_named: bool) -> Unlisted | None:
    """Why that is so after a run in that state, of which it is stored who got what (``is_named``), or is not any more.

    None where it was a run of nobody.
    """
    reasons = {
        Unlisted.DISCARDED: state is RunState.DISCARDED,
        Unlisted.FIRST: outcome.own.first == outcome.lists,
        Unlisted.REMOVED: not is_named,
        Unlisted.AWAY: True,
    }
    return next(why for why, holds in reasons.items() if holds) if outcome.lists else None


@dataclass(frozen=True, slots=True)
class Given:
    """What a run gives in a block: the item (UUID) and the number of the wish, None for nothing.

    ``explanations`` say of each better wish, in order, why it is not granted.
    """

    block: int
    item: str | None
    rank: int | None
    explanations: tuple[Mapping[str, Any], ...] = ()


def lacks(blocks: Iterable[Given]) -> frozenset[Lack]:
    """What somebody lacks who got this."""
    missing = set[Lack]()
    for each in blocks:
        if each.rank is None:
            missing.add(Lack.PLACE)
        elif each.rank > 1:
            missing.add(Lack.FIRST)
        if any(explanation["cause"] == "organisation" for explanation in each.explanations):
            missing.add(Lack.LIMIT)
    return frozenset(missing)
