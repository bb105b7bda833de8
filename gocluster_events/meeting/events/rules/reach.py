"""Whom the list of those who take part is shown to: only ever the names of those who agreed to that."""

from datetime import datetime, timedelta
from enum import Enum

LIST_LASTS = timedelta(days=14)
"""How long after a meeting its attendee list can still be read."""


class Reach(Enum):
    """Who can read an edition's attendee list."""

    NOBODY = "nobody"
    PARTICIPANTS = "participants"  # those whose place is confirmed, behind their personal link
    PUBLIC = "public"  # these, and whoever has the address of the page


def reach_now(chosen: Reach, ends_at: datetime, now: datetime, *, is_published: bool) -> Reach:
    """Who can read it at ``now``: nobody before the edition is public, in an archive, or long after the meeting."""
    return chosen if is_published and now < ends_at + LIST_LASTS else Reach.NOBODY
