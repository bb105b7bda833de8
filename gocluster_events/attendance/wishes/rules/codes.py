"""The codes of wishes: how a run stands, where a round is, and why something about them is refused."""

from enum import Enum


class RunState(Enum):
    """How a run of the allocation stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    COMMITTED = "committed"
    DISCARDED = "discarded"


AT_WORK = frozenset({RunState.QUEUED, RunState.RUNNING})
"""A run that is computed now or next."""


class Phase(Enum):
    """Where the wishes of an edition are."""

    NONE = "none"  # nobody has said until when one may wish, or only in the edition that this one is a copy of
    NOT_YET = "not_yet"
    OPEN = "open"
    CLOSED = "closed"  # nothing is allotted yet
    COMMITTED = "committed"  # nobody has been told, and it can still be taken back
    REST = "rest"  # everybody has read it, and what is left can be booked


class Refusal(Enum):
    """Why something about wishes is refused."""

    ARCHIVED = "archived"
    NO_ROUND = "no_round"
    NOT_YET = "not_yet"
    CLOSED = "closed"
    NOT_CLOSED = "not_closed"  # nothing is computed while people may still wish
    NOT_PROVEN = "not_proven"
    ENDED = "ended"
    WRONG_MODE = "wrong_mode"  # places are on site only
    NO_ITEMS = "no_items"
    MEMBERS_ONLY = "members_only"
    HOUR_PASSED = "hour_passed"
    COMPUTED = "computed"  # there is a run already
    NO_WISHES = "no_wishes"
    WISHES_COUNT = "wishes_count"  # so they are to be allotted
    RUNNING = "running"
    SAME_INPUT = "same_input"  # it would give what stands already
    CHANGED = "changed"  # what was computed with is not as it was
    NOT_DONE = "not_done"
    COMMITTED = "committed"
    NOT_BINDING = "not_binding"  # another run is, or none
    TOO_LATE = "too_late"  # everybody has their place


MOST_WISHES = 3
"""How many wishes one may have in a block at most."""
