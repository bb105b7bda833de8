"""What the team writes about a registration: comments for colleagues, and why it changed something by hand."""

from enum import Enum

from gocluster_events.errors import Refused
from gocluster_events.registration.people.rules.codes import Refusal

LONGEST_NOTE = 1000


class NoteKind(Enum):
    """What a note is about."""

    COMMENT = "comment"  # for colleagues; whoever wrote it may change it
    CORRECTION = "correction"  # why the team changed what somebody had told
    ADDITION = "addition"  # why the team registered somebody


class Source(Enum):
    """Where the team registered somebody."""

    BY_HAND = "by_hand"  # who phoned or wrote
    AT_DOOR = "at_door"  # who stood there


def check_reason(reason: str) -> None:
    """Raises Refused when somebody does by hand what needs a reason, and gives none."""
    if not reason.strip():
        raise Refused(Refusal.REASON_MISSING)
