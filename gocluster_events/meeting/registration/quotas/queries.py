"""Reads about the free places of quotas."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.queries.seats import quota_names
from gocluster_events.meeting.registration.people.rules.seats import SeatPlan
from gocluster_events.meeting.registration.quotas.rules import Spare, spare


def spare_places(session: Session, event: Event, board: SeatPlan) -> Sequence[tuple[Localized, Spare]]:
    """The free places of quotas that need no invitation, with the quotas' names; no statement where there are none."""
    spares = spare(board)
    names = quota_names(session, event.id) if spares else {}
    return [(names[each.quota_id].name, each) for each in spares]
