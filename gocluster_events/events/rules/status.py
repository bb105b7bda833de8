"""How an edition goes from one status to another."""

from enum import Enum

from gocluster_events.events.rules.edition import EventStatus


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
"""The steps that pages offer; the settings can also skip one."""


def turn_between(before: EventStatus, after: EventStatus) -> Turn | None:
    """What such a change is called; None when it is none."""
    if before is after:
        return None
    if after is EventStatus.PUBLISHED:
        return Turn.REOPEN if before is EventStatus.ARCHIVED else Turn.PUBLISH
    return Turn.ARCHIVE if after is EventStatus.ARCHIVED else Turn.HIDE
