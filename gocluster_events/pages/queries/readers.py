"""Whose data a letter's preview may show."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.registration.models import Registration
from gocluster_events.text import like, search_words

MOST = 6


def readers(session: Session, event_id: int, search: str) -> Sequence[Registration]:
    """The first few of the edition whom every word of the search finds, by name."""
    statement = sa.select(Registration).where(Registration.event_id == event_id)
    for spellings in search_words(search):
        found = (Registration.search_text.like(like(word), escape="\\") for word in spellings)
        statement = statement.where(sa.or_(*found))
    return session.scalars(statement.order_by(Registration.sort_key, Registration.id).limit(MOST)).all()


def reader(session: Session, event_id: int, registration_id: int) -> Registration | None:
    """The registration of an id in that edition."""
    found = session.get(Registration, registration_id) if registration_id > 0 else None
    return found if found is not None and found.event_id == event_id else None
