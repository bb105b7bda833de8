"""What the checks of the programme are tried on: everybody is in the hall from nine to ten."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from gocluster_events.meeting.agenda.rules.codes import Kind, Part, PersonStatus
from gocluster_events.meeting.agenda.rules.conflicts.checks import conflicts
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.words import checks as words
from tests.support.programme import MAI, NINE, SEMINAR, TAREK, slot, timetable, with_people

HALF_PAST, TEN, HALF_PAST_TEN = (NINE + timedelta(minutes=minutes) for minutes in (30, 60, 90))
AWAY = Person(str(UUID(int=111)), "Ada", "Fern", available=((TEN, HALF_PAST_TEN), (HALF_PAST, TEN)))
DECLINED = Person(str(UUID(int=112)), "Bo", "Nein", status=PersonStatus.DECLINED)
ASKED = Person(str(UUID(int=113)), "Cleo", "Offen", status=PersonStatus.ASKED)
PEOPLE = (MAI, TAREK, AWAY, DECLINED, ASKED)
ROOM: dict[str, Any] = {"room": SEMINAR.id}


def talk(number: int, start: int | None = 0, *people: Person, part: Part = Part.SPEAKER, **changes: Any) -> Item:
    """An item that its code names, in the hall; a stand, of which nothing is expected, if no kind is said."""
    item = slot(number, start, **{"code": f"A{number}", "kind": Kind.EXHIBITION, **changes})
    return with_people(item, *people, part=part)


def sentences(*items: Item, **changes: Any) -> list[tuple[str, str]]:
    """The findings in a programme of these items: severity and sentence of each, as the page shows them."""
    planned = timetable(*items, **{"people": PEOPLE, **changes})
    return [(each.severity.value, words.sentence(each, planned)) for each in conflicts(planned)]


KEYNOTE = talk(1, 0, TAREK, kind=Kind.KEYNOTE)
PANEL = replace(talk(1, 0, MAI, kind=Kind.PANEL), people=(Appearance(MAI.uuid, Part.PANELLIST),))
PARTY = talk(1, 0, kind=Kind.GET_TOGETHER)
