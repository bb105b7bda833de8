"""People at the door, with numbers that pass their check."""

from datetime import datetime
from itertools import count
from random import Random
from typing import Any

from gocluster_events.attendance.contributors.rules import reference_of
from gocluster_events.attendance.door.rules import Answer, Arrival
from gocluster_events.attendance.door.services import admit
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.entry import reference
from tests.support.make import make_registration
from tests.support.settings import NOW

STAFF = "staff@example.org"
_number = count(1)


def make_guest(event: Event, **changes: Any) -> Registration:
    """A confirmed person on site with a true reference number."""
    number = next(_number)
    return make_registration(event, **{"reference": reference(Random(number)), **changes})


def number_of(event: Event, person: Person) -> str:
    """The number of somebody on the edition's programme."""
    return reference_of(event.badge_key, person.uuid)


def a_key() -> str:
    return f"intention-{next(_number):08d}"


def arrive(
    event: Event, typed: str, *, key: str = "", at: datetime = NOW, desk: str = "Foyer", now: datetime = NOW
) -> Answer:
    """What the desk answers to a code."""
    return admit(event.id, typed, Arrival(key or a_key(), at, desk), Act(STAFF, now))
