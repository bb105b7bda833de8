"""Reads of what is still to come from people once the meeting is over, and of who was reminded of it how often."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.text import sort_key
from gocluster_events.meeting.agenda.queries.people import contacts
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.materials.queries.materials import overview
from gocluster_events.post_event.materials.queries.waivers import waivers
from gocluster_events.post_event.materials.rules.reminding import (
    DAYS_AFTER,
    Wanted,
    is_due,
    may_be_reminded,
    open_quotes,
    wanted,
)
from gocluster_events.post_event.releases import queries as releases
from gocluster_events.post_event.releases.rules import Kind

_LONGEST = timedelta(days=max(DAYS_AFTER) + 2)


@dataclass(frozen=True, slots=True)
class Awaited:
    """Somebody from whom something is still to come. ``contact`` None: no address is known.

    ``reminded`` is when they were reminded already.
    """

    person: Person
    contact: Contact | None
    wanted: Wanted
    reminded: tuple[datetime, ...]

    def can_be_reminded(self, now: datetime) -> bool:
        """Whether a reminder may be written to them at ``now``."""
        return self.contact is not None and may_be_reminded(self.reminded, now)


def due(session: Session, now: datetime) -> Sequence[int]:
    """The editions whose people are reminded at ``now``. One statement."""
    columns = sa.select(Event.id, Event.ends_at, Event.zone)
    lately = (Event.status != EventStatus.DRAFT, Event.ends_at > now - _LONGEST, Event.ends_at <= now)
    return [number for number, ends_at, zone in session.execute(columns.where(*lately)) if is_due(ends_at, zone, now)]


def awaited(session: Session, event: Event) -> tuple[Awaited, ...]:
    """Everybody from whom something is still to come, by name. A handful of statements, however many there are."""
    stored = overview(session, event.id)
    by_quote = releases.releases_of(session, event.id, Kind.QUOTE)
    quotes = open_quotes(each for some in by_quote.values() for each in some)
    open_ones = wanted(stored.entries, stored.timetable, quotes, waivers(session, event.id))
    if stored.timetable is None or not open_ones:
        return ()
    reached = {each.uuid: each for each in contacts(session, event.id, open_ones)}
    times = releases.reminders(session, event.id)
    return tuple(
        Awaited(person, reached.get(person.uuid), open_ones[person.uuid], times.get(person.uuid, ()))
        for person in sorted(stored.timetable.people, key=lambda each: sort_key(each.last_name, each.first_name))
        if person.uuid in open_ones
    )
