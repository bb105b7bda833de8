"""Accepting a place that was offered."""

from datetime import datetime

from gocluster_events.db import transaction
from gocluster_events.errors import Refused
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.rules.codes import Move, Refusal, Status
from gocluster_events.registration.people.rules.quotas import Place
from gocluster_events.registration.people.rules.seats import check_writable
from gocluster_events.registration.people.services.mails import record, subject
from gocluster_events.registration.sign_up.services.proving import confirm
from gocluster_events.registration.waiting.services.lists import log
from gocluster_events.registration.waiting.services.settling import settle


def accept_offer(event_id: int, registration_id: int, now: datetime) -> None:
    """The place that was offered is confirmed. Accepting twice changes nothing.

    Raises Refused when no place is offered any more.
    """
    with transaction() as session:
        events.lock(session, event_id)
        event = session.get_one(Event, event_id)
        check_writable(event.status)
        settle(session, event_id, now)
        registration = session.get_one(Registration, registration_id)
        if registration.status is Status.CONFIRMED:
            return
        if registration.status is not Status.OFFERED:
            raise Refused(Refusal.NOT_OFFERED)
        log(session, registration, Move.ACCEPTED, subject(registration_id), now)
        confirm(session, event, registration, Place(registration.quota_id), now)
        record(session, registration, "registration.offer_accepted", subject(registration_id), now)
