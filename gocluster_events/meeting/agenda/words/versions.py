"""Whether a version of the programme can be seen, as a sentence that is true."""

from datetime import datetime

from gocluster_events.core.i18n import _, moment
from gocluster_events.meeting.events.rules.edition import EventStatus


def standing(number: int, at: datetime | None, status: EventStatus, zone: str) -> str:
    """Which version the public sees, since ``at`` if that is known; of a draft of an edition, that nobody sees it."""
    if status is EventStatus.DRAFT:
        return _("Version %(number)d is ready; it becomes public with the event.", number=number)
    if at is None:
        return _("Version %(number)d is public.", number=number)
    return _("Version %(number)d of %(time)s is public.", number=number, time=moment(at, zone))
