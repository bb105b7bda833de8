"""What waits for somebody on the desk, and for whom."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.access import Permission
from gocluster_events.agenda.rules.conflicts.finding import Conflict
from gocluster_events.agenda.rules.timetable import Timetable


class Task(Enum):
    """A reason to act, the most urgent first."""

    PAUSED = "paused"
    FAILED_MAILS = "failed_mails"
    FAILED_PUBLICATION = "failed_publication"
    FEEDBACK = "feedback"
    REVIEW = "review"
    CONFLICTS = "conflicts"
    HIDDEN_EDITION = "hidden_edition"
    CHECKLIST = "checklist"
    UNPUBLISHED = "unpublished"
    DUPLICATES = "duplicates"
    UNPROVEN = "unproven"


NEEDED: Mapping[Task, Permission] = {
    Task.PAUSED: Permission.VIEW_OUTBOX,
    Task.FAILED_MAILS: Permission.VIEW_OUTBOX,
    Task.FAILED_PUBLICATION: Permission.PUBLISH_AGENDA,
    Task.FEEDBACK: Permission.EDIT_LEGAL,
    Task.REVIEW: Permission.DECIDE_REGISTRATIONS,
    Task.CONFLICTS: Permission.EDIT_AGENDA,
    Task.HIDDEN_EDITION: Permission.EDIT_SETTINGS,
    Task.CHECKLIST: Permission.EDIT_SETTINGS,
    Task.UNPUBLISHED: Permission.PUBLISH_AGENDA,
    Task.DUPLICATES: Permission.DECIDE_REGISTRATIONS,
    Task.UNPROVEN: Permission.VIEW_ATTENDEES,
}
"""What somebody must be allowed to do so that a task can be theirs."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The draft of the programme: its conflicts, how much of it is unpublished, the version that is public, if any."""

    timetable: Timetable
    conflicts: tuple[Conflict, ...]
    unpublished: int
    version: int | None
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Undelivered:
    """A mail that never arrived, and what the other server said to it."""

    recipient: str
    reason: str
    at: datetime


def tasks(counts: Mapping[Task, int], may: Collection[Permission]) -> tuple[Task, ...]:
    """The tasks with something to do in them, for somebody with these rights."""
    return tuple(task for task in Task if counts.get(task) and NEEDED[task] in may)
