"""Who has the address already that somebody of the team has typed."""

from gocluster_events import db
from gocluster_events.errors import Refused
from gocluster_events.events.models import Event
from gocluster_events.registration import queries
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import Refusal
from gocluster_events.text import email_key


def already_known(event: Event, email: str | None, refusal: Refused) -> Registration | None:
    """The registration that stands in the way; none where it was refused for another reason."""
    if refusal.code is not Refusal.ALREADY_REGISTERED:
        return None
    return queries.registration_by_address(db.session(), event.id, email_key(email or ""))
