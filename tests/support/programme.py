"""A small programme of 22 April 2027: two rooms, two tracks, two people; a test names only what matters to it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.text import Localized
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.planning import services as planning
from gocluster_events.meeting.agenda.queries import draft, proposals, steps
from gocluster_events.meeting.agenda.rules.change import Change, Subject
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.conflicts.finding import Severity
from gocluster_events.meeting.agenda.rules.proposals import Wish, WishKind
from gocluster_events.meeting.agenda.rules.source import Column, Source, SourceAppearance, SourceItem
from gocluster_events.meeting.agenda.rules.time_block import TimeBlock
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Day, Item, Person, Room, Timetable, Track
from gocluster_events.meeting.agenda.services import accepting, drafting as services, publishing
from gocluster_events.meeting.events.models import Event
from tests.support.settings import NOW, SECRET_KEY

NINE = datetime(2027, 4, 22, 7, tzinfo=UTC)  # on the venue's clocks
HALL, SEMINAR = Room(1, "Eichensaal", seats=200), Room(2, "1.04", seats=40)
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


def block(number: int, start: int = 0, length: int = 60, name: str = "") -> TimeBlock:
    """A common time, ``start`` minutes after nine."""
    names = Localized(name or f"Block {number}", "")
    return TimeBlock(str(UUID(int=200 + number)), names, NINE + timedelta(minutes=start), length)


def with_people(item: Item, *people: Person, part: Part = Part.SPEAKER) -> Item:
    """The item with these people in it."""
    return replace(item, people=tuple(Appearance(person.uuid, part) for person in people))


def timetable(*items: Item, **changes: Any) -> Timetable:
    """A programme of these items."""
    return replace(EMPTY, items=items, **changes)


def plan(event: Event, *subjects: Subject, **options: Any) -> None:
    """The draft has these items, people and blocks, which are new."""
    changes = [Change(None, subject) for subject in subjects]
    services.apply(event.id, changes, {}, Act(options.get("actor", "organiser@example.org"), options.get("now", NOW)))


def publish(event: Event, note: Localized = Localized(), at: datetime = NOW) -> None:  # noqa: B008 -- frozen
    """What the draft holds is the public programme."""
    with transaction() as session:
        publishing.publish(session, event.id, note, Act("organiser@example.org", at))


def plan_to_publish(event: Event, due_at: datetime = NINE) -> None:
    """What the draft holds now is published at that hour."""
    with transaction() as session:
        seen, note = steps.head(session, event.id).revision, Localized("Zur vollen Stunde")
        publishing.plan_publication(
            session,
            event.id,
            due_at,
            note=note,
            audiences=["participants"],
            seen=seen,
            act=Act("organiser@example.org", NOW),
        )


def acceptable(event: Event) -> list[str]:
    """The fingerprints of the draft's warnings and hints that nobody has accepted."""
    findings = draft.findings(session(), event.id, draft.draft(session(), event)).open
    return [each.fingerprint for each in findings if each.severity is not Severity.ERROR]


def own_link(person_id: int, generation: int = 1) -> str:
    """The token of the link to the own page of somebody on the programme."""
    return Signer((SECRET_KEY,)).sign("agenda.own_link", person_id, generation)


def accept_one(event: Event) -> dict[str, str]:
    """Fingerprints of what the checks find: of one that nobody has accepted, and of one that somebody has."""
    finding, accepted = acceptable(event)[:2]
    accepting.accept(event.id, accepted, "Das ist so verabredet.", Act("organiser@example.org", NOW))
    return {"finding": finding, "accepted": accepted}


def a_wish(event: Event, first: str, second: str) -> int:
    """The id of a wish that two items, by UUID, are never at the same time."""
    planning.wish(event.id, Wish(WishKind.APART, first, second))
    return next(iter(proposals.wishes(session(), event.id)))


def a_file() -> Source:
    """What a schedule.xml says: A1 under another title, an item in an unknown room, and one without a title."""
    values = {Column.START: "2027-04-22T10:00:00+02:00", Column.LENGTH: "01:00", Column.ROOM: "Eichensaal"}
    known = {**values, Column.ID: str(UUID(int=2)), Column.TITLE_DE: "Kommunen und Hubs"}
    new = {**values, Column.TITLE_DE: "Fishbowl", Column.ROOM: "Empore", Column.TRACK: "Wissen", Column.KIND: "Poetry"}
    people = (SourceAppearance("Dr. Kim Weber"),)
    return Source(
        (SourceItem(1, known, people), SourceItem(2, new, people), SourceItem(3, {**values, Column.TITLE_DE: ""}))
    )


def troubles(some: Iterable[Any]) -> list[Any]:
    """What kinds of conflicts were found."""
    return [conflict.trouble for conflict in some]
