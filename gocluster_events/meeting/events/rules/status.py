"""How an edition goes from one status to another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from gocluster_events.meeting.events.rules.edition import EventStatus


class Turn(Enum):
    """A step of the whole edition; the value stands in its address."""

    PUBLISH = "publishing"
    HIDE = "hiding"
    ARCHIVE = "archiving"
    REOPEN = "reopening"


LEADS_TO: dict[Turn, EventStatus] = {
    Turn.PUBLISH: EventStatus.PUBLISHED,
    Turn.HIDE: EventStatus.DRAFT,
    Turn.ARCHIVE: EventStatus.ARCHIVED,
    Turn.REOPEN: EventStatus.PUBLISHED,
}
POSSIBLE: dict[EventStatus, tuple[Turn, ...]] = {
    EventStatus.DRAFT: (Turn.PUBLISH,),
    EventStatus.PUBLISHED: (Turn.HIDE, Turn.ARCHIVE),
    EventStatus.ARCHIVED: (Turn.REOPEN,),
}
"""The steps there are."""

LOGGED: dict[Turn, str] = {
    Turn.PUBLISH: "edition.published",
    Turn.HIDE: "edition.hidden",
    Turn.ARCHIVE: "edition.archived",
    Turn.REOPEN: "edition.reopened",
}
"""What the audit log calls a step."""

BEGINNINGS: dict[str, EventStatus] = {
    "edition.created": EventStatus.DRAFT,
    "edition.copied": EventStatus.DRAFT,
    **{name: LEADS_TO[turn] for turn, name in LOGGED.items()},
}
"""With which entry of the audit log a status begins."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A status in the course of an edition: since when it was last reached, and by whom, as far as that is known."""

    status: EventStatus
    is_now: bool
    is_past: bool
    since: datetime | None = None
    by: str = ""


def course(status: EventStatus, logged: Sequence[tuple[datetime, str, str]]) -> tuple[Reached, ...]:
    """All statuses in order, for an edition at ``status``; ``logged`` is when, who, what, the latest first."""
    order = list(EventStatus)
    now = order.index(status)
    last: dict[EventStatus, tuple[datetime, str]] = {}
    for at, by, action in logged:
        last.setdefault(BEGINNINGS[action], (at, by))
    known = {each: last.get(each, (None, "")) for each in order[: now + 1]}
    return tuple(
        Reached(each, each is status, number < now, *known.get(each, (None, ""))) for number, each in enumerate(order)
    )
