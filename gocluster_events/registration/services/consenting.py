"""Withdrawing the consent to stand in the attendee list: as easy as giving it, and at any time (Art. 7 GDPR)."""

from datetime import datetime

from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.registration.models import Registration
from gocluster_events.registration.services.mails import record, subject

_CONSENTS = ("list_name", "list_email", "list_public")


def leave_list(event_id: int, registration_id: int, now: datetime) -> None:
    """No list names the person from this moment on; nothing happens where none did.

    Whatever became of the registration, and in an archive too.
    """
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        given = [name for name in _CONSENTS if getattr(registration, name)]
        if given:
            for name in given:
                setattr(registration, name, False)
            registration.revision += 1
            record(session, registration, "registration.details_changed", subject(registration_id), now, given)
