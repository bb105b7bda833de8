"""The documentation goes out, and comes back."""

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.queries.publishing import published
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.events.services.archive_copies import withdraw
from gocluster_events.post_event.documentation.rules.codes import Refusal


def publish(event_id: int, act: Act) -> None:
    """Everybody reads the documentation, and always what of it is public at that moment. Nobody is written to.

    Twice changes nothing. Raises Refused in a draft edition, before its end, and without a published programme.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.documentation_at is not None:
            return
        if event.status is EventStatus.DRAFT:
            raise Refused(Refusal.DRAFT)
        if act.at < event.ends_at:
            raise Refused(Refusal.NOT_OVER)
        if published(session, event_id) is None:
            raise Refused(Refusal.NO_PROGRAMME)
        event.documentation_at = act.at
        audit(session, event_id, "documentation.published", act)


def take_back(event_id: int, act: Act) -> None:
    """Nobody outside the team reads the documentation; what it was made of stays where it is."""
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.documentation_at is not None:
            event.documentation_at = None
            withdraw(session, event_id, act.at)
            audit(session, event_id, "documentation.taken_back", act)
