"""How an archive copy stands, and what keeps one from being asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from gocluster_events.meeting.events.rules.archive_copies import CopyState

LEASE = timedelta(minutes=2)  # from the last sign of life of whoever makes it
NOTED_EVERY = timedelta(seconds=1)  # so often the page hears how far it is
MOST_ATTEMPTS = 3  # that ended without a word, before nobody tries any longer
MOST_DOWNLOADS = 20  # that the page names
OVER = frozenset({CopyState.READY, CopyState.FAILED, CopyState.WITHDRAWN})


class Refusal(Enum):
    """Why no archive copy can be asked for."""

    DRAFT = "draft"
    NOT_OVER = "not_over"
    NO_PROGRAMME = "no_programme"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The archive copy that was asked for last; ``done`` of ``total`` files are written.

    ``is_outdated``: something else is public by now than when it was begun.
    """

    id: int
    state: CopyState
    requested_at: datetime
    requested_by: str
    done: int
    total: int
    size: int
    sha256: str
    ready_at: datetime | None
    withdrawn_at: datetime | None
    is_outdated: bool = False

    @property
    def is_running(self) -> bool:
        """Whether there will be one, or a word why not."""
        return self.state not in OVER

    @property
    def percent(self) -> int:
        """How much of it is done."""
        return 100 * self.done // self.total if self.total else 0
