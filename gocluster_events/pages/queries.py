"""Reads that need several features."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from gocluster_events.agenda import queries as agenda
from gocluster_events.agenda.rules.differences import changes
from gocluster_events.agenda.rules.timetable import as_published
from gocluster_events.db import MIGRATIONS
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.events.rules import Mode, Shelf, Window, shelf
from gocluster_events.pages.rules.figures import Figures
from gocluster_events.pages.rules.places import Places
from gocluster_events.registration import queries as registration


def rail(session: Session, event: Event) -> Mapping[str, int]:
    """How much waits for somebody at each entry of the rail, by its endpoint."""
    return {"agenda.draft": agenda.head(session, event.id).conflicts}


def shelves(session: Session, now: datetime) -> Mapping[Shelf, Sequence[Event]]:
    """The public editions by what one can do about them: the next ones first, of the past ones the latest."""
    found: dict[Shelf, list[Event]] = {each: [] for each in Shelf}
    for event in events.public_events(session):
        window = Window(event.registration_opens_at, event.registration_closes_at)
        found[shelf(event.status, window, event.ends_at, now)].append(event)
    return {each: rows if each is Shelf.PAST else rows[::-1] for each, rows in found.items()}


def offered(session: Session, event: Event) -> tuple[Places, ...]:
    """The places of each mode that the edition offers, on site before online. One statement a mode."""
    modes = registration.modes(event) or (Mode.ONSITE,)
    return tuple(Places(mode, registration.seats(session, event, mode)) for mode in modes)


def figures(session: Session, event_id: int) -> Figures:
    """The edition's registrations by mode and state."""
    return Figures(registration.counts(session, event_id))


def unpublished_changes(session: Session, event: Event) -> int:
    """How many items of the draft differ from what is published."""
    latest = agenda.latest(session, event.id)
    return len(changes(latest.timetable if latest else None, as_published(agenda.draft(session, event))))


def is_migrated(session: Session) -> bool:
    """Whether the database has exactly the tables that this software expects."""
    return set(MigrationContext.configure(session.connection()).get_current_heads()) == _expected_heads()


@cache
def _expected_heads() -> set[str]:
    return set(ScriptDirectory(str(MIGRATIONS)).get_heads())
