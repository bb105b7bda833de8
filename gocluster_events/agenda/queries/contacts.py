"""How people on the programme can be written to."""

from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda.models import Person
from gocluster_events.agenda.queries.rows import person_of
from gocluster_events.agenda.rules.contact import Contact


def contacts(session: Session, event_id: int, uuids: Collection[str]) -> Sequence[Contact]:
    """Those of the people who have an address, by name."""
    if not uuids:
        return ()
    reached = sa.and_(Person.event_id == event_id, Person.email != "", Person.uuid.in_(list(uuids)))
    rows = session.scalars(sa.select(Person).where(reached, ~Person.is_redacted).order_by(Person.sort_key, Person.id))
    return [Contact(row.id, row.generation, row.uuid, person_of(row).name, row.email) for row in rows]
