"""Somebody who takes notes at the first talk of a meeting and is not on its programme. It needs an app's context."""

from typing import Any
from uuid import uuid4

from flask import Flask

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.meeting.agenda.models import Person as PersonRow
from gocluster_events.meeting.agenda.queries import people
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import NoteTaker
from gocluster_events.post_event.cards.rules.cards import CardFacts
from gocluster_events.post_event.cards.rules.notes import Newcomer
from gocluster_events.post_event.cards.services import appointing, noting
from gocluster_events.post_event.cards.words.notes import item_place
from tests.support.materials import TALK, TEAM
from tests.support.programme import own_link
from tests.support.releasing import number_of
from tests.support.sessions import first_person
from tests.support.settings import NOW
from tests.support.visitor import Visitor

PIA = Person("00000000-0000-4000-8000-0000000000aa", "Pia", "Lorenz", email="pia@example.org")
NEW_PIA = Newcomer(PIA.uuid, PIA.first_name, PIA.last_name, PIA.email)


def appoint(event: Event, who: str | Newcomer = NEW_PIA, item: str = TALK, act: Act = TEAM) -> None:
    """Pia, or whoever it is, takes notes at the first talk."""
    appointing.appoint(event.id, item, who, "de", act, item_place)


def notes_page(item: str = TALK) -> str:
    """Where notes of that item are taken."""
    return f"/de/my/contribution/notes/{item}"


def writer(app: Flask, event: Event, person: Person = PIA) -> Visitor:
    """The browser of somebody who has opened the link in their letter."""
    visitor = Visitor.of(app)
    visitor.form(f"/de/my/contribution/{own_link(number_of(event, person), generation(event, person))}").send()
    return visitor


def generation(event: Event, person: Person) -> int:
    """The generation of the link that is valid."""
    return people.generation(session(), number_of(event, person)) or 0


def is_among_the_people(person: Person) -> bool:
    """Whether there is such a person."""
    session().rollback()
    return session().query(PersonRow).filter_by(uuid=person.uuid).count() > 0


def somebody_takes_notes(event: Event, item: str) -> dict[str, str]:
    """The first person of the programme takes notes at the item; both by UUID."""
    with transaction() as writing:
        person = writing.get_one(PersonRow, first_person(event)).uuid
        writing.add(NoteTaker(event_id=event.id, item=item, person=person, by=TEAM.by, at=NOW))
    return {"note_item": item, "note_taker": person}


def an_own_note(event: Event, item: str) -> dict[str, str]:
    """The card that they have written there, by UUID."""
    act = Act(f"person:{first_person(event)}", NOW)
    facts = CardFacts(item=item, question="Wer pflegt das Gesammelte?", insight="Eine Stelle je Cluster.")
    return {"own_note": noting.take_down(event.id, str(uuid4()), facts, 0, act).uuid}


def of_notes(event: Event, item: str) -> dict[str, dict[str, str]]:
    """What the views about notes need in their addresses."""
    places = somebody_takes_notes(event, item)
    mine, own = {"item": places["note_item"]}, an_own_note(event, item)
    removals = {"taker_removal": {"person": places["note_taker"]}, "removal": {"uuid": own["own_note"]}}
    views = {f"cards.note_{name}": {**mine, **values} for name, values in removals.items()}
    return {"cards.notes": mine, "cards.note": mine, **views}


def a_note(**changes: Any) -> dict[str, Any]:
    """What a browser sends of a new card."""
    return {"uuid": str(uuid4()), "revision": 0, "question": "Wer pflegt die Karten?", **changes}
