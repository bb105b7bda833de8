"""Reads of one person: who is behind a link, and who took a step."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.accounts import queries as accounts
from gocluster_events.meeting.agenda import models
from gocluster_events.meeting.agenda.queries.draft import person_of, person_rows
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.events.models import Event

_SUBJECT = "person:"


def person_with_event(session: Session, person_id: int) -> tuple[models.Person, Event] | None:
    """The row of a person who may have a page of their own, and its edition; None if the name was removed."""
    mine = sa.and_(models.Person.id == person_id, ~models.Person.is_redacted)
    statement = sa.select(models.Person, Event).join(Event, Event.id == models.Person.event_id)
    row = session.execute(statement.where(mine)).first()
    return None if row is None else (row[0], row[1])


def generation(session: Session, person_id: int) -> int | None:
    """The generation of the link to a person's own page; None if there is no such person."""
    return session.scalar(sa.select(models.Person.generation).where(models.Person.id == person_id))


def person_history(session: Session, event_id: int, uuid: str) -> Sequence[tuple[datetime, str, str]]:
    """What is on record about a person, the latest first: when, who, what."""
    row = next(iter(person_rows(session, event_id, [uuid]).values()), None)
    return () if row is None else accounts.history(session, f"edition:{event_id}", f"{_SUBJECT}{row.id}")


def actor_names(session: Session, actors: Collection[str]) -> Mapping[str, str]:
    """What those who took steps are called: accounts by their address, people of the programme by ``person:17``."""
    ids = [int(actor.removeprefix(_SUBJECT)) for actor in actors if actor.startswith(_SUBJECT)]
    rows = session.scalars(sa.select(models.Person).where(models.Person.id.in_(ids)))
    people = {f"{_SUBJECT}{row.id}": person_of(row).name for row in rows}
    return {**accounts.names(session, actors), **people}


def contacts(session: Session, event_id: int, uuids: Collection[str]) -> Sequence[Contact]:
    """Those of the people who have an address, by name."""
    if not uuids:
        return ()
    reached = sa.and_(
        models.Person.event_id == event_id, models.Person.email != "", models.Person.uuid.in_(list(uuids))
    )
    rows = session.scalars(
        sa.select(models.Person)
        .where(reached, ~models.Person.is_redacted)
        .order_by(models.Person.sort_key, models.Person.id)
    )
    return [Contact(row.id, row.generation, row.uuid, person_of(row).name, row.email) for row in rows]
