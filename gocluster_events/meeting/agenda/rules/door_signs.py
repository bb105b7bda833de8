"""Door signs for a large programme, which take longer than somebody waits for a page: how they are made."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

MOST_AT_ONCE = 60  # items on all sheets; more of them are made by the worker
PORTION = 4  # sheets that are fitted before the worker looks after everything else
MOST_ATTEMPTS = 3  # at one portion, before nobody tries any longer
LEASE = timedelta(minutes=2)
LASTS = timedelta(hours=24)  # from the question


class SignsState(Enum):
    """How far the door signs of an edition are."""

    QUEUED = "queued"  # the worker takes them up next
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


OVER = frozenset({SignsState.DONE, SignsState.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsStanding:
    """The door signs that were asked for last, without what they say: ``fitted`` of ``sheets`` are done."""

    id: int
    state: SignsState
    language: str
    is_draft: bool
    fitted: int
    sheets: int
    as_of: datetime
    created_at: datetime
