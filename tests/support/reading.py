"""What a file says in each format, and what taking it in would change."""

from typing import Any

from gocluster_events.agenda.importing.rules.against import Around, Plan, against
from gocluster_events.agenda.importing.rules.entries import incoming
from gocluster_events.agenda.importing.rules.problems import Problem
from gocluster_events.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.agenda.importing.rules.table import from_table
from gocluster_events.agenda.rules.codes import Part
from gocluster_events.agenda.rules.reading import Column, Told, Vocabulary
from gocluster_events.agenda.rules.timetable import Item, Timetable
from gocluster_events.documents import child
from tests.support.documents import schedule
from tests.support.programme import timetable

EVENT = {"title": "Hubs", "date": "2027-04-22T10:00:00+02:00", "start": "10:00", "duration": "01:00", "room": "1.04"}
WORDS = Vocabulary(
    heads={
        "titel": Column.TITLE_DE,
        "personen": Column.PEOPLE,
        "id": Column.ID,
        "code": Column.CODE,
        "art": Column.KIND,
    },
    parts={"referent in": Part.SPEAKER, "moderation": Part.MODERATION},
    members=("(nur für Mitglieder)",),
    no_room=frozenset({"raum wird bekannt gegeben"}),
    room_words=("Raum", "Room"),
)


def xml(event: str, before: str = "", day: str = 'date="2027-04-22"') -> Told:
    upload = schedule(event).decode().replace("<conference/>", f"<conference>{before}</conference>")
    content: Any = child.content(upload.replace('date="2027-04-22" index="1"', day).encode())["content"]
    told = from_markup(content, "de")
    assert told is not None
    return told


def one(**values: Any) -> Told:
    """A schedule.json of one event."""
    days = [{"date": "2027-04-22", "rooms": {"1.04": [{**EVENT, **values}]}}]
    told = from_object({"schedule": {"conference": {"days": days}}}, "de")
    assert told is not None
    return told


def table(*rows: list[str]) -> Told:
    told = from_table([[[number, row] for number, row in enumerate(rows, start=1)]], WORDS)
    assert told is not None
    return told


def taken(told: Told, draft: Timetable | None = None, **around: Any) -> Plan:
    draft = draft or timetable()
    return against(incoming(told, WORDS, "Europe/Berlin"), draft, WORDS, Around(1, **around))


def only(plan: Plan) -> Item:
    (item,) = (change.after for change in plan.changes if isinstance(change.after, Item))
    return item


def problems(plan: Plan) -> list[Problem]:
    return [fault.problem for fault in plan.faults]
