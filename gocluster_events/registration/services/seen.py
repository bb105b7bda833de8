"""What somebody has read."""

from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.registration.models import Registration


def see_programme(event_id: int, registration_id: int, version: int) -> None:
    """The person has read the programme up to that version, and never less than before."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        registration.seen_version = max(registration.seen_version or 0, version)
