"""What a file says in each format, and what taking it in would change."""

from typing import Any

from gocluster_events.core.documents import child
from gocluster_events.meeting.agenda.importing.rules.incoming import read_source
from gocluster_events.meeting.agenda.importing.rules.plan import ImportPlan, Surroundings, plan_import
from gocluster_events.meeting.agenda.importing.rules.problems import EntryErrorKind
from gocluster_events.meeting.agenda.importing.rules.schedule import from_markup, from_object
from gocluster_events.meeting.agenda.importing.rules.table import from_table
from gocluster_events.meeting.agenda.rules.codes import Part
from gocluster_events.meeting.agenda.rules.source import Column, Source, Vocabulary
from gocluster_events.meeting.agenda.rules.timetable import Item, Timetable
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


def xml(event: str, before: str = "", day: str = 'date="2027-04-22"') -> Source:
    upload = schedule(event).decode().replace("<conference/>", f"<conference>{before}</conference>")
    content: Any = child.content(upload.replace('date="2027-04-22" index="1"', day).encode())["content"]
    source = from_markup(content, "de")
    assert source is not None
    return source


def one(**values: Any) -> Source:
    """A schedule.json of one event."""
    days = [{"date": "2027-04-22", "rooms": {"1.04": [{**EVENT, **values}]}}]
    source = from_object({"schedule": {"conference": {"days": days}}}, "de")
    assert source is not None
    return source


def table(*rows: list[str]) -> Source:
    source = from_table([[[number, row] for number, row in enumerate(rows, start=1)]], WORDS)
    assert source is not None
    return source


def taken(file: Source, draft: Timetable | None = None, **around: Any) -> ImportPlan:
    draft = draft or timetable()
    return plan_import(read_source(file, WORDS, "Europe/Berlin"), draft, WORDS, Surroundings(1, **around))


def only(plan: ImportPlan) -> Item:
    (item,) = (change.after for change in plan.changes if isinstance(change.after, Item))
    return item


def problems(plan: ImportPlan) -> list[EntryErrorKind]:
    return [fault.problem for fault in plan.faults]
