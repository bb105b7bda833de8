"""A link that the first person of the programme has handed in for an item of theirs. It needs an app's context."""

from typing import Any

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries import draft, publishing
from gocluster_events.meeting.agenda.rules.codes import Part, SpokenLanguage
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.materials.rules.codes import Kind
from gocluster_events.post_event.materials.rules.material import MaterialFacts
from gocluster_events.post_event.materials.services import editing
from tests.support.programme import plan, publish, slot, with_people
from tests.support.sessions import first_person
from tests.support.settings import NOW

_OF_ITEM = ("own_upload", "own_waiver", "own_waiver_removal", "waiver", "waiver_removal")


def handed_in(event: Event) -> dict[str, str]:
    """The item, the material and the person, by UUID."""
    person_id = first_person(event)
    item, person = spoken_item(event, person_id)
    facts = MaterialFacts(
        item=item.uuid, kind=Kind.RECORDING, title=Localized("Aufzeichnung", "Recording"),
        language=SpokenLanguage.GERMAN, url="https://video.example.org/1",
    )  # fmt: skip
    uuid = editing.add(event.id, facts, "", Act(f"person:{person_id}", NOW))
    return {"material_item": item.uuid, "own_material": uuid, "releasing": person}


def of_materials(event: Event) -> dict[str, dict[str, Any]]:
    """What the views about it need in their addresses."""
    places = handed_in(event)
    return {
        **{f"materials.{noun}": {"uuid": places["own_material"]} for noun in ("own_release", "own_removal")},
        **{f"materials.{noun}": {"item": places["material_item"]} for noun in _OF_ITEM},
        "materials.own_file_part": {"upload": places["own_material"], "number": 0},
        "materials.on_paper": {"uuid": places["own_material"], "person": places["releasing"]},
    }


def spoken_item(event: Event, person_id: int) -> tuple[Item, str]:
    """A published item that the person speaks in, and who they are, by UUID; there is one."""
    person = draft.person_of(session().get_one(Person, person_id))
    for _attempt in range(2):
        known = publishing.published(session(), event.id)
        for item in known.timetable.items if known else ():
            if any(each.person == person.uuid and each.part is Part.SPEAKER for each in item.people):
                return item, person.uuid
        plan(event, with_people(slot(78, 500, room=None), person))
        publish(event)
        session().rollback()
    raise AssertionError("the item is not on the programme")
