"""Reads about places that are left for some."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.registration.people.queries.seats import quota_names
from gocluster_events.registration.people.rules.seats import SeatPlan
from gocluster_events.registration.quotas.rules import Spare, spare
from gocluster_events.text import Localized


def spare_places(session: Session, event: Event, board: SeatPlan) -> Sequence[tuple[Localized, Spare]]:
    """What is left for some, with the names of the quotas; no statement where there is nothing."""
    found = spare(board)
    names = quota_names(session, event.id) if found else {}
    return [(names[each.quota_id].name, each) for each in found]
