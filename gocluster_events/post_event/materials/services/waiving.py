"""Noting that no materials of an item come from somebody, and taking that back; in an archived edition, too."""

from collections.abc import Collection

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.materials.models import Waiver
from gocluster_events.post_event.materials.queries.materials import programme
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules.codes import Refusal
from gocluster_events.post_event.materials.rules.waiving import addressees


def waive(event_id: int, item: str, act: Act, people: Collection[str] | None = None) -> None:
    """From these people (UUIDs; None: from everybody who is asked) no materials of the item come; nobody reminds them.

    Raises Refused where the item is not on the published programme. Whoever is not asked is left out.
    """
    with transaction() as session:
        events.lock(session, event_id)
        timetable = programme(session, event_id)
        place = timetable.item(item) if timetable else None
        if timetable is None or place is None:
            raise Refused(Refusal.NO_ITEM)
        for person in addressees(timetable, place, waivers(session, event_id)):
            if people is None or person.uuid in people:
                session.add(Waiver(event_id=event_id, item=item, person=person.uuid, at=act.at, actor=act.by))
                _record(session, event_id, person.uuid, "waived", act)


def ask_after_all(event_id: int, item: str, act: Act, people: Collection[str] | None = None) -> None:
    """These people (UUIDs; None: everybody) are asked for materials of the item again."""
    with transaction() as session:
        events.lock(session, event_id)
        mine = sa.select(Waiver).where(Waiver.event_id == event_id, Waiver.item == item)
        for row in session.scalars(mine if people is None else mine.where(Waiver.person.in_(people))):
            session.delete(row)
            _record(session, event_id, row.person, "asked_for", act)


def _record(session: Session, event_id: int, person: str, verb: str, act: Act) -> None:
    number = session.scalar(sa.select(Person.id).where(Person.event_id == event_id, Person.uuid == person))
    audit(session, event_id, f"material.{verb}", act, about=None if number is None else f"person:{number}")
