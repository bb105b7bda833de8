"""Reads about substitutes who were named."""

from dataclasses import fields
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus
from gocluster_events.registration.models import Registration, Substitution
from gocluster_events.registration.rules.codes import Status
from gocluster_events.registration.rules.substitution import Substitute, until


def substitution(session: Session, registration_id: int) -> Substitution | None:
    """Whom a person has named as their substitute, whether or not its time is up."""
    return session.scalar(sa.select(Substitution).where(Substitution.registration_id == registration_id))


def open_substitution(session: Session, event: Event, giver: Registration, now: datetime) -> Substitution | None:
    """Whom a person has named, as long as they can accept the place."""
    return still_open(substitution(session, giver.id), event, giver, now)


def still_open(row: Substitution | None, event: Event, giver: Registration, now: datetime) -> Substitution | None:
    """Whom a person has named, if they can accept the place."""
    if row is None or giver.status is not Status.CONFIRMED or event.status is EventStatus.ARCHIVED:
        return None
    return row if now < until(row.created_at, event.starts_at) else None


def substitution_with_event(session: Session, substitution_id: int) -> tuple[Substitution, Registration, Event] | None:
    """The substitution of an id, whose place it is, and the edition."""
    statement = (
        sa.select(Substitution, Registration, Event)
        .join(Registration, Registration.id == Substitution.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(Substitution.id == substitution_id)
    )
    row = session.execute(statement).first()
    return None if row is None else (row[0], row[1], row[2])


def substitute(row: Substitution) -> Substitute:
    """The substitute as the rules see them."""
    return Substitute(**{each.name: getattr(row, each.name) for each in fields(Substitute)})
