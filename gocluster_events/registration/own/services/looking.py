"""Looking at what is protected."""

from collections.abc import Collection
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.registration.people.models import Registration
from gocluster_events.registration.people.queries import people as people_queries
from gocluster_events.registration.people.rules.entry import SignUp
from gocluster_events.registration.people.rules.questions import Answered
from gocluster_events.registration.people.services.mails import record


def look_at_needs(event_id: int, registration_id: int, actor: str, now: datetime) -> tuple[SignUp, Answered]:
    """Everything somebody told, the protected details too; who looked at these and when is in the audit log."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        record(session, registration, "registration.needs_viewed", actor, now)
        found = people_queries.everything(session, registration.id)
        return found.told, found.answered


def needs_were_viewed(session: Session, people: Collection[int], actor: str, now: datetime) -> None:
    """It is in the audit log of each of them that somebody saw their needs, together with those of others."""
    for registration in session.scalars(sa.select(Registration).where(Registration.id.in_(people))).all():
        record(session, registration, "registration.needs_viewed", actor, now)


def see_programme(event_id: int, registration_id: int, version: int) -> None:
    """The person has read the programme up to that version, and never less than before."""
    with transaction() as session:
        events.lock(session, event_id)
        registration = session.get_one(Registration, registration_id)
        registration.seen_version = max(registration.seen_version or 0, version)
