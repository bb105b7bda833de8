"""A desk that has the list already is sent nothing, and whatever changes in the list reaches it."""

from collections.abc import Callable
from typing import Any

import pytest

from gocluster_events.attendance.door import queries
from gocluster_events.attendance.door.services import undo_admission
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.notes.models import Note
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import NoteKind, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.privacy import services as privacy
from tests.support.arrivals import STAFF, arrive, make_guest
from tests.support.counting import counted_calls
from tests.support.make import add, make_consent
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW
from tests.support.visitor import Visitor

SNAPSHOT = "/de/manage/tagung/admission/snapshot.json"
KEY = "an-intention-of-a-desk"
Change = Callable[[Event, Registration], object]


def new(**facts: Any) -> Change:
    """The registration says something else."""

    def change(_event: Event, guest: Registration) -> None:
        with db.transaction() as session:
            for name, value in facts.items():
                setattr(session.get_one(Registration, guest.id), name, value)

    return change


def note(_event: Event, guest: Registration) -> None:
    about = {"registration_id": guest.id, "kind": NoteKind.COMMENT, "author": STAFF, "at": NOW}
    add(Note(**about, text="Höranlage liegt bereit", at_desk=True))


def programme(event: Event, _guest: Registration) -> None:
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)


CHANGES: dict[str, Change] = {
    "title": new(title="Dr."),
    "name": new(last_name="Käßbohrer"),
    "order": new(sort_key="zzz"),
    "organisation": new(organisation="Musterwerk"),
    "status": new(status=Status.CANCELLED),
    "mode": new(mode=Mode.ONLINE),
    "actor type": new(actor_type=None),
    "consent": lambda _event, guest: make_consent(guest, ConsentPurpose.PHOTOS),
    "note": note,
    "admission": lambda event, guest: arrive(event, guest.reference),
    "taken back": lambda event, _guest: undo_admission(event.id, KEY, "", Act(STAFF, NOW)),
    "walk-in": lambda event, _guest: make_guest(event),
    "programme": programme,
    "erased": lambda event, guest: privacy.erase(event.id, guest.id, Act(STAFF, NOW)),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_desk_that_has_the_list_is_sent_it_again_once_it_says_something_else(event: Event, staff: Visitor, what: str):
    guest, other = make_guest(event), make_guest(event)
    arrive(event, other.reference, key=KEY)
    first = staff.get(SNAPSHOT)
    known = {"If-None-Match": first.headers["ETag"]}
    with counted_calls(queries.guests) as calls:
        answer = staff.get(SNAPSHOT, headers=known)
    assert (answer.status_code, answer.data, answer.headers["ETag"], dict(calls)) == (
        304, b"", first.headers["ETag"], {},
    )  # fmt: skip
    CHANGES[what](event, guest)
    again = staff.get(SNAPSHOT, headers=known)
    assert (again.status_code, again.get_json() == first.get_json()) == (200, False)
    assert again.headers["ETag"] != first.headers["ETag"]
