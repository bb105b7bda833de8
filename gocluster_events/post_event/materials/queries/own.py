"""Reads of somebody's own materials, for the page behind their link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.rules.timetable import Timetable
from gocluster_events.post_event.materials.queries.materials import overview
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules.own import OwnFile, OwnItem, own_items


def actor(person: Person) -> str:
    """As whom somebody on the programme acts on their own page."""
    return f"person:{person.id}"


@dataclass(frozen=True, slots=True)
class OwnMaterials:
    """Somebody's items with their materials, and the published programme; None where there is none."""

    items: tuple[OwnItem, ...]
    timetable: Timetable | None


def own_materials(session: Session, person: Person, now: datetime) -> OwnMaterials:
    """The person's items on the published programme, each with its materials as they stand at ``now``."""
    stored = overview(session, person.event_id)
    none = waivers(session, person.event_id)
    items = own_items(stored.entries, stored.timetable, person.uuid, actor(person), now, none)
    return OwnMaterials(items, stored.timetable)


def own_material(session: Session, person: Person, uuid: str, now: datetime) -> OwnFile | None:
    """One material, if the person appears in its item, was asked for its release or uploaded it."""
    files = (each for item in own_materials(session, person, now).items for each in item.files)
    return next((each for each in files if each.entry.record.uuid == uuid), None)
