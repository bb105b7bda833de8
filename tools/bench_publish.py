"""`dev.py bench publish`: publishing 60 items with 275 letters, against inserting the same rows bare."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta
from statistics import median
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from gocluster_events.backoffice.publishing import words as publishing_words
from gocluster_events.backoffice.publishing.rules import Announcement, Audience
from gocluster_events.backoffice.publishing.services import publishing
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.queries import draft as draft_queries, steps
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, Part
from gocluster_events.meeting.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.meeting.agenda.services import drafting as agenda, publishing as publishing_services
from gocluster_events.meeting.events.models import Event
from tools.measuring import Row
from tools.stage import DAY, NOW, event, people, stage
from tools.steps import Failed

ITEMS, PARTICIPANTS, PEOPLE = 60, 265, 10
ROUNDS = 7
MOST_MILLISECONDS = 300.0
SAID = Announcement(Localized("Es wird später.", "It gets later."), frozenset(Audience))
VOICE = publishing_words.phrases(lambda *parts: "https://example.org/" + "/".join(parts))


def run() -> list[Row]:
    """Milliseconds. Raises Failed when publishing writes to others than it must."""
    with stage() as on, on.app.test_request_context("/de/"):
        event_id = _meeting()
        took, floor = zip(*[_round(event_id, number) for number in range(1, ROUNDS + 1)], strict=True)
    what = f"{ITEMS} items published with {PARTICIPANTS + PEOPLE} letters (floor: inserting the rows)"
    return [Row(what, 1000 * median(took), "ms", 1000 * median(floor), at_most=MOST_MILLISECONDS)]


def _round(event_id: int, number: int) -> tuple[float, float]:
    """How long one more version takes in which every item with people has moved, and how long its rows alone do."""
    _move(event_id, number)
    seen = steps.head(db.session(), event_id).revision
    began = time.perf_counter()
    done = publishing.publish(event_id, SAID, Act("bench", NOW + timedelta(hours=number)), seen=seen, voice=VOICE)
    took = time.perf_counter() - began
    if done.letters != PARTICIPANTS + PEOPLE:
        raise Failed(f"{done.letters} letters were written.")
    return took, _bare(event_id, done.number)


def _bare(event_id: int, number: int) -> float:
    """The rows of that version are there once more, under other keys."""
    session = db.session()
    session.rollback()
    version, mails = (db.Base.metadata.tables[name] for name in ("version", "mail"))
    published = _rows(session, sa.select(version).where(version.c.number == number, version.c.event_id == event_id))
    letters = _rows(session, sa.select(mails).order_by(mails.c.id.desc()).limit(PARTICIPANTS + PEOPLE))
    session.rollback()
    began = time.perf_counter()
    with db.transaction() as writing:
        writing.execute(sa.insert(version), [{**row, "number": -number} for row in published])
        writing.execute(sa.insert(mails), [{**row, "key": f"bare {row['key']}"} for row in letters])
    took = time.perf_counter() - began
    with db.transaction() as writing:
        writing.execute(sa.delete(version).where(version.c.number < 0))
        writing.execute(sa.delete(mails).where(mails.c.key.startswith("bare ")))
    return took


def _rows(session: Any, statement: Any) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in row.items() if name != "id"} for row in session.execute(statement).mappings()
    ]


def _move(event_id: int, minutes: int) -> None:
    session = db.session()
    session.rollback()
    draft = draft_queries.draft(session, session.get_one(Event, event_id))
    moved = [
        Change(item, replace(item, starts_at=item.starts_at + timedelta(minutes=minutes)))
        for item in draft.items
        if item.people and item.starts_at
    ]
    with db.transaction() as writing:
        agenda.apply_in(writing, event_id, moved, None, Act("bench", NOW))


def _meeting() -> int:
    """A meeting with everybody in it, and its first version."""
    with db.transaction() as session:
        meeting = event(session)
        people(session, meeting.id, PARTICIPANTS)
        speakers = [_person(number) for number in range(PEOPLE)]
        items = [_item(number) for number in range(ITEMS)]
        changes = [*(Change(None, each) for each in speakers), *(Change(None, each) for each in items)]
        agenda.apply_in(session, meeting.id, changes, None, Act("bench", NOW))
        session.flush()
        publishing_services.publish(session, meeting.id, Localized(), Act("bench", NOW))
        return meeting.id


def _person(number: int) -> Person:
    return Person(str(UUID(int=number + 1)), "Vorname", f"Nachname {number}", email=f"person-{number}@example.org")


def _item(number: int) -> Item:
    cast = (Appearance(str(UUID(int=number + 1)), Part.SPEAKER),) if number < PEOPLE else ()
    starts_at = DAY + timedelta(minutes=15 * (number % 30))
    title = Localized(f"Punkt {number}", f"Item {number}")
    return Item(str(UUID(int=number + 1000)), Kind.TALK, title, 30, code=f"A{number}", starts_at=starts_at, people=cast)
