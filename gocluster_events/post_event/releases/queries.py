"""Reads of releases: what of an edition has whose, and what somebody is asked for."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries.draft import person_of
from gocluster_events.post_event.releases import models
from gocluster_events.post_event.releases.rules import Kind, OwnRelease, Release

_ROW = models.Release


def releases_of(session: Session, event_id: int, kind: Kind) -> Mapping[str, tuple[Release, ...]]:
    """The releases of every file, or of every quote or card, of an edition, by its UUID. One statement."""
    by_subject: dict[str, tuple[Release, ...]] = {}
    for row, person in _rows(session, _ROW.event_id == event_id, _ROW.kind == kind):
        by_subject[row.subject] = (*by_subject.get(row.subject, ()), _release(row, person))
    return by_subject


def of_subject(session: Session, event_id: int, kind: Kind, subject: str) -> tuple[Release, ...]:
    """The releases of one file, quote or card. One statement."""
    mine = (_ROW.event_id == event_id, _ROW.kind == kind, _ROW.subject == subject)
    return tuple(_release(row, person) for row, person in _rows(session, *mine))


def asked_of(session: Session, event_id: int, person: str) -> tuple[OwnRelease, ...]:
    """Whatever somebody, by UUID, was asked to release, with their answers. One statement."""
    return tuple(
        OwnRelease(row.kind, row.subject, _release(row, known))
        for row, known in _rows(session, _ROW.event_id == event_id, _ROW.person == person)
    )


def reminders(session: Session, event_id: int) -> Mapping[str, tuple[datetime, ...]]:
    """When each person, by UUID, was reminded, in order."""
    row = models.ReleaseReminder
    statement = sa.select(row.person, row.at).where(row.event_id == event_id).order_by(row.number)
    by_person: dict[str, tuple[datetime, ...]] = {}
    for person, at in session.execute(statement):
        by_person[person] = (*by_person.get(person, ()), at)
    return by_person


def _rows(session: Session, *which: sa.ColumnElement[bool]) -> Sequence[Any]:
    theirs = sa.and_(Person.uuid == _ROW.person, Person.event_id == _ROW.event_id)
    statement = sa.select(_ROW, Person).outerjoin(Person, theirs).where(*which)
    return session.execute(statement.order_by(_ROW.asked_at, _ROW.id)).all()


def _release(row: models.Release, person: Person | None) -> Release:
    name = row.name if person is None else "" if person.is_redacted else person_of(person).name
    return Release(row.person, name, row.state, row.wording, row.asked_at, row.answered_at, row.actor)
