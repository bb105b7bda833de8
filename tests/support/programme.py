"""A small programme of 22 April 2027: two rooms, two tracks, two people; a test names only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from gocluster_events.agenda import queries, services
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Kind, Part
from gocluster_events.agenda.rules.conflicts import Severity
from gocluster_events.agenda.rules.timetable import Appearance, Day, Item, Person, Room, Timetable, Track
from gocluster_events.db import session, transaction
from gocluster_events.events.models import Event
from gocluster_events.text import Localized
from tests.support.make import NOW

NINE = datetime(2027, 4, 22, 7, tzinfo=UTC)  # on the venue's clocks
HALL, SEMINAR = Room(1, "Eichensaal", seats=200, has_stream=True), Room(2, "1.04", seats=40)
REGION = Track(1, "A", Localized("Region und Kommune", "Regions"), "#005C45")
START_UPS = Track(2, "B", Localized("Start-ups", "Start-ups"), "#5F316E")
MAI, TAREK = Person(str(UUID(int=101)), "Mai Lan", "Petersen"), Person(str(UUID(int=102)), "Tarek", "Lindholm", "Dr.")
EMPTY = Timetable(
    zone="Europe/Berlin",
    days=(Day(date(2027, 4, 22), time(8), time(18)),),
    rooms=(HALL, SEMINAR),
    tracks=(REGION, START_UPS),
    people=(TAREK, MAI),
)


def slot(number: int, start: int | None = 0, **changes: Any) -> Item:
    """A talk of an hour in the hall, ``start`` minutes after nine (None: not scheduled)."""
    values: dict[str, Any] = {
        "uuid": str(UUID(int=number)),
        "kind": Kind.TALK,
        "title": Localized(f"Vortrag {number}", f"Talk {number}"),
        "length_minutes": 60,
        "starts_at": None if start is None else NINE + timedelta(minutes=start),
        "room": HALL.id,
    }
    return Item(**{**values, **changes})


def with_people(item: Item, *people: Person, part: Part = Part.SPEAKER) -> Item:
    """The item with these people in it."""
    return replace(item, people=tuple(Appearance(person.uuid, part) for person in people))


def timetable(*items: Item, **changes: Any) -> Timetable:
    """A programme of these items."""
    return replace(EMPTY, items=items, **changes)


def plan(event: Event, *subjects: Item | Person, **options: Any) -> None:
    """The draft has these items and people, which are new."""
    changes = [Change(None, subject) for subject in subjects]
    services.apply(event.id, changes, {}, options.get("actor", "organiser@example.org"), options.get("now", NOW))


def publish(event: Event, note: Localized = Localized()) -> None:  # noqa: B008 -- frozen
    """What the draft holds is the public programme."""
    with transaction() as session:
        services.publish(session, event.id, note, "organiser@example.org", NOW)


def plan_to_publish(event: Event, due_at: datetime = NINE) -> None:
    """What the draft holds now is published at that hour."""
    with transaction() as session:
        seen, note = queries.head(session, event.id).revision, Localized("Zur vollen Stunde")
        services.plan_publication(
            session, event.id, due_at, note=note, audiences=["participants"], seen=seen, actor="organiser@example.org",
            now=NOW,
        )  # fmt: skip


def acceptable(event: Event) -> list[str]:
    """The fingerprints of the draft's warnings and hints that nobody has accepted."""
    found = queries.findings(session(), event.id, queries.draft(session(), event)).open
    return [each.fingerprint for each in found if each.severity is not Severity.ERROR]


def troubles(found: Iterable[Any]) -> list[Any]:
    """What kinds of conflicts were found."""
    return [conflict.trouble for conflict in found]
