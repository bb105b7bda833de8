"""People of an edition whose letter the team may look at as they would read it."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.meeting.registration.people.models import Registration

MOST = 6


def readers(session: Session, event_id: int, search: str) -> Sequence[Registration]:
    """The first few registrations of the edition in which every word of the search occurs, by name."""
    statement = sa.select(Registration).where(Registration.event_id == event_id)
    for spellings in text.search_words(search):
        matches = (Registration.search_text.like(text.like(word), escape="\\") for word in spellings)
        statement = statement.where(sa.or_(*matches))
    return session.scalars(statement.order_by(Registration.sort_key, Registration.id).limit(MOST)).all()


def reader(session: Session, event_id: int, registration_id: int) -> Registration | None:
    """The registration of an id in that edition."""
    registration = session.get(Registration, registration_id) if registration_id > 0 else None
    return registration if registration is not None and registration.event_id == event_id else None
