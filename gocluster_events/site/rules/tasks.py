"""What waits for somebody on the desk and for whom, the next dates, and the figures beside them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum
from zoneinfo import ZoneInfo

from gocluster_events.core.access import Permission
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.conflicts.finding import Conflict
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.meeting.events.rules.edition import Mode, Window
from gocluster_events.meeting.letters.rules import Kind
from gocluster_events.meeting.registration.people.rules.codes import Status


class Task(Enum):
    """A reason to act, the most urgent first."""

    CLOCK = "clock"
    PAUSED = "paused"
    FAILED_MAILS = "failed_mails"
    FAILED_PUBLICATION = "failed_publication"
    CROWD = "crowd"
    PHOTOS = "photos"
    FEEDBACK = "feedback"
    REVIEW = "review"
    CONFLICTS = "conflicts"
    HIDDEN_EDITION = "hidden_edition"
    SUGGESTIONS = "suggestions"
    REPORT = "report"
    RELEASES = "releases"
    MATERIALS = "materials"
    CARDS = "cards"
    FOLLOW_UPS = "follow_ups"
    UNPUBLISHED = "unpublished"
    WISHES = "wishes"
    ALLOCATION = "allocation"
    TORN = "torn"
    OFFERS = "offers"
    DUPLICATES = "duplicates"
    UNPROVEN = "unproven"


NEEDED: Mapping[Task, Permission] = {
    Task.CLOCK: Permission.EDIT_SETTINGS,
    Task.PAUSED: Permission.VIEW_OUTBOX,
    Task.FAILED_MAILS: Permission.VIEW_OUTBOX,
    Task.FAILED_PUBLICATION: Permission.PUBLISH_AGENDA,
    Task.CROWD: Permission.VIEW_ATTENDEES,
    Task.PHOTOS: Permission.PUBLISH_RESULTS,
    Task.FEEDBACK: Permission.EDIT_LEGAL,
    Task.REVIEW: Permission.DECIDE_REGISTRATIONS,
    Task.CONFLICTS: Permission.EDIT_AGENDA,
    Task.HIDDEN_EDITION: Permission.EDIT_SETTINGS,
    Task.SUGGESTIONS: Permission.EDIT_AGENDA,
    Task.REPORT: Permission.EDIT_RESULTS,
    Task.RELEASES: Permission.EDIT_RESULTS,
    Task.MATERIALS: Permission.PUBLISH_RESULTS,
    Task.CARDS: Permission.EDIT_RESULTS,
    Task.FOLLOW_UPS: Permission.PUBLISH_RESULTS,
    Task.UNPUBLISHED: Permission.PUBLISH_AGENDA,
    Task.WISHES: Permission.ALLOT,
    Task.ALLOCATION: Permission.ALLOT,
    Task.TORN: Permission.EDIT_BOOKINGS,
    Task.OFFERS: Permission.EDIT_BOOKINGS,
    Task.DUPLICATES: Permission.DECIDE_REGISTRATIONS,
    Task.UNPROVEN: Permission.VIEW_ATTENDEES,
}
"""What somebody must be allowed to do so that a task can be theirs."""
IN_ARCHIVE = frozenset({Task.PHOTOS, Task.RELEASES, Task.MATERIALS, Task.CARDS, Task.FOLLOW_UPS})
"""What waits for somebody in an archived edition, too."""


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


def tasks(counts: Mapping[Task, int], may: Collection[Permission], *, is_archived: bool = False) -> tuple[Task, ...]:
    """The tasks with something to do in them, for somebody with these rights."""
    possible = (task for task in Task if task in IN_ARCHIVE or not is_archived)
    return tuple(task for task in possible if counts.get(task) and NEEDED[task] in may)


class Occasion(Enum):
    """What happens at a date."""

    CODES_OPEN = "codes_open"
    REGISTRATION_OPENS = "registration_opens"
    REGISTRATION_CLOSES = "registration_closes"
    PUBLICATION = "publication"
    RELEASE = "release"
    REMINDER = "reminder"
    WISHES = "wishes"
    CATERER = "caterer"
    GATE = "gate"
    MEETING = "meeting"


WHOLE_DAYS = frozenset({Occasion.CATERER, Occasion.GATE})
"""Those that have a day and no hour."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """An occasion, when it is, and how many of the venue's midnights lie before it (0: today).

    ``about`` is the quota whose ``places`` are released, or the kind of reminder.
    """

    occasion: Occasion
    at: datetime
    days: int = 0
    about: Localized | Kind | None = None
    places: int = 0


def deadlines(
    window: Window, starts_at: datetime, now: datetime, zone: str, others: Iterable[Deadline] = ()
) -> tuple[Deadline, ...]:  # fmt: skip
    """What is still to come, the next first; ``others`` besides the dates that every edition has."""
    codes = [Deadline(Occasion.CODES_OPEN, window.codes_open_at)] if window.codes_open_at else []
    dates = (
        *codes,
        Deadline(Occasion.REGISTRATION_OPENS, window.opens_at),
        Deadline(Occasion.REGISTRATION_CLOSES, window.closes_at),
        Deadline(Occasion.MEETING, starts_at),
        *others,
    )
    ahead = sorted((each for each in dates if each.at > now), key=lambda each: (each.at, each.occasion.value))
    return tuple(replace(each, days=days_until(each.at, now, zone)) for each in ahead)


def soonest(ahead: Sequence[Deadline], most: int) -> tuple[Deadline, ...]:
    """So many of the dates ahead, the next first, and the meeting itself always among them."""
    nearest = tuple(ahead[:most])
    meeting = tuple(each for each in ahead if each.occasion is Occasion.MEETING and each not in nearest)
    return (*nearest[: most - len(meeting)], *meeting)


def days_until(at: datetime, now: datetime, zone: str) -> int:
    """How many of the venue's midnights lie between ``now`` and ``at``: 0 is today, 1 tomorrow."""
    clocks = ZoneInfo(zone)
    return (at.astimezone(clocks).date() - now.astimezone(clocks).date()).days


@dataclass(frozen=True, slots=True)
class Figures:
    """The registrations of an edition by mode and state; what does not occur is missing."""

    counts: Mapping[tuple[Mode, Status], int]

    def of(self, status: Status, mode: Mode | None = None) -> int:
        """The registrations in a state, in one mode or in all."""
        return sum(count for (of, at), count in self.counts.items() if at is status and mode in {None, of})

    @property
    def total(self) -> int:
        """Every registration."""
        return sum(self.counts.values())
