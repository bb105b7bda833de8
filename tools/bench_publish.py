"""`dev.py bench publish`: publishing 60 items with 275 letters, against inserting the same rows bare."""

from __future__ import annotations

import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from flask_migrate import upgrade

from gocluster_events import db
from gocluster_events.agenda import queries
from gocluster_events.agenda import services as agenda
from gocluster_events.agenda.rules.change import Change
from gocluster_events.agenda.rules.codes import Kind, Part
from gocluster_events.agenda.rules.timetable import Appearance, Item, Person
from gocluster_events.events.models import Event
from gocluster_events.events.rules import EventStatus, FederalState, Mode
from gocluster_events.factory import create_app
from gocluster_events.pages import services, words
from gocluster_events.pages.rules.telling import Announcement, Audience, Voice
from gocluster_events.registration.models import Registration
from gocluster_events.registration.rules.codes import ActorType, Status
from gocluster_events.text import Localized
from tools.steps import Failed

ITEMS, PARTICIPANTS, PEOPLE = 60, 265, 10
ROUNDS = 7
MOST_MILLISECONDS = 300.0
NOW = datetime(2027, 3, 1, tzinfo=UTC)
DAY = datetime(2027, 4, 22, 7, tzinfo=UTC)
SAID = Announcement(Localized("Es wird später.", "It gets later."), frozenset(Audience))
VOICE = Voice(words.told, words.others, words.entry_texts, lambda *parts: "https://example.org/" + "/".join(parts))


def run() -> None:
    """Print milliseconds. Raises Failed when publishing takes more than promised, or writes to others than it must."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(_settings(Path(folder)))
        with app.app_context(), app.test_request_context("/de/"):
            upgrade()
            event_id = _meeting()
            took, floor = zip(*[_round(event_id, number) for number in range(1, ROUNDS + 1)], strict=True)
            db.db.engine.dispose()
    most, least = 1000 * median(took), 1000 * median(floor)
    print(f"{ITEMS} items published with {PARTICIPANTS + PEOPLE} letters in {most:.0f} ms:")
    print(f"{most / least:.1f} times the {least:.0f} ms of inserting the same rows bare (medians of {ROUNDS}).")
    if most > MOST_MILLISECONDS:
        raise Failed(f"that is more than {MOST_MILLISECONDS:.0f} ms.")


def _round(event_id: int, number: int) -> tuple[float, float]:
    """How long one more version takes in which every item with people has moved, and how long its rows alone do."""
    _move(event_id, number)
    seen = queries.head(db.session(), event_id).revision
    began = time.perf_counter()
    done = services.publish(event_id, SAID, "bench", NOW + timedelta(hours=number), seen=seen, voice=VOICE)
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
    draft = queries.draft(session, session.get_one(Event, event_id))
    moved = [
        Change(item, replace(item, starts_at=item.starts_at + timedelta(minutes=minutes)))
        for item in draft.items
        if item.people and item.starts_at
    ]
    with db.transaction() as writing:
        agenda.apply_in(writing, event_id, moved, None, "bench", NOW)


def _meeting() -> int:
    """A meeting with everybody in it, and its first version."""
    with db.transaction() as session:
        event = _event()
        session.add(event)
        session.flush()
        session.add_all(_registration(event.id, number) for number in range(PARTICIPANTS))
        people = [_person(number) for number in range(PEOPLE)]
        items = [_item(number) for number in range(ITEMS)]
        changes = [*(Change(None, each) for each in people), *(Change(None, each) for each in items)]
        agenda.apply_in(session, event.id, changes, None, "bench", NOW)
        session.flush()
        agenda.publish(session, event.id, Localized(), "bench", NOW)
        return event.id


def _person(number: int) -> Person:
    return Person(str(UUID(int=number + 1)), "Vorname", f"Nachname {number}", email=f"person-{number}@example.org")


def _item(number: int) -> Item:
    cast = (Appearance(str(UUID(int=number + 1)), Part.SPEAKER),) if number < PEOPLE else ()
    starts_at = DAY + timedelta(minutes=15 * (number % 30))
    title = Localized(f"Punkt {number}", f"Item {number}")
    return Item(str(UUID(int=number + 1000)), Kind.TALK, title, 30, code=f"A{number}", starts_at=starts_at, people=cast)


def _registration(event_id: int, number: int) -> Registration:
    address = f"gast-{number}@example.org"
    return Registration(
        event_id=event_id, reference=f"R{number:08d}", status=Status.CONFIRMED, mode=Mode.ONSITE,
        language="en" if number % 5 == 0 else "de", created_at=NOW, proven_at=NOW, confirmed_at=NOW,
        first_name="Vorname", last_name=f"Name {number}", email=address, email_key=address, organisation="Netzwerk",
        organisation_key="netzwerk", actor_type=ActorType.CLUSTER, state=FederalState.BE, search_text="",
        sort_key=f"{number:05d}",
    )  # fmt: skip


def _event() -> Event:
    return Event(
        slug="bench", title=Localized("Bench"), motto=Localized(), description=Localized(), directions=Localized(),
        venue="", address="", city="", contact_name="", contact_email="bench@example.org",
        status=EventStatus.PUBLISHED, starts_at=DAY, ends_at=DAY + timedelta(hours=8), registration_opens_at=NOW,
        registration_closes_at=DAY, capacity_onsite=500,
    )  # fmt: skip


def _settings(folder: Path) -> dict[str, str]:
    values = {"mode": "test", "base_url": "http://localhost", "secret_keys": "for-measuring-only-7f3a9c51d2e84b06"}
    values["database_url"] = f"sqlite:///{folder / 'bench.db'}"
    return {f"GOCLUSTER_{name.upper()}": value for name, value in values.items()}
