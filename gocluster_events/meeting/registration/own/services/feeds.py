"""The address under which somebody's own calendar follows their programme."""

from datetime import datetime

from gocluster_events.core.db import transaction
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import own_act, record


def renew_feed(event_id: int, registration_id: int, now: datetime) -> None:
    """Every address of the person's calendar so far is dead, and there is a new one."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        registration.feed_generation += 1
        record(session, registration, "registration.feed_renewed", own_act(registration.id, now))
