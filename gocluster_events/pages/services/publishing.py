"""Publishing the programme, and telling those whom it concerns."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.accounts import services as accounts
from gocluster_events.agenda import models
from gocluster_events.agenda import queries as programme
from gocluster_events.agenda import services as agenda
from gocluster_events.agenda.rules.document import from_document
from gocluster_events.agenda.rules.timetable import Timetable
from gocluster_events.db import transaction
from gocluster_events.events import queries as events
from gocluster_events.events.models import Event
from gocluster_events.letters import services as post
from gocluster_events.mail import services as mail
from gocluster_events.pages import queries
from gocluster_events.pages.rules.telling import Announcement, Voice, telling
from gocluster_events.pages.services.announcing import Issue, letters_about


@dataclass(frozen=True, slots=True)
class Outcome:
    """The number of the version, and how many letters tell of it."""

    number: int
    letters: int


def publish(
    event_id: int, announcement: Announcement, actor: str, now: datetime, *, seen: int, voice: Voice
) -> Outcome:  # fmt: skip
    """The draft that ``actor`` saw at revision ``seen`` is the edition's latest version, and letters about it wait.

    They leave in five minutes. Raises Stale when the draft changed since, Refused when nothing changed or the edition
    is archived.
    """
    with transaction() as session:
        events.lock(session, event_id)  # before any other read: what was read earlier may be stale
        before = programme.latest(session, event_id)
        version = agenda.publish(session, event_id, announcement.note, actor, now, seen=seen)
        old = before.timetable if before else None
        return Outcome(version.number, announce(session, version, old, announcement, voice))


def announce(
    session: Session, version: models.Version, old: Timetable | None, announcement: Announcement, voice: Voice
) -> int:
    """Everybody who is to be told of the version has one letter in the outbox; returns how many."""
    if not announcement.audiences:
        return 0
    event = session.get_one(Event, version.event_id)
    told = telling(old, from_document(version.document, version.format))
    issue = Issue(f"version-{version.id}", version.number, version.published_at)
    found = letters_about(event, told, queries.concerned(session, event.id, told), announcement, issue, voice)
    letters = [letter for group in found.values() for letter in group]
    post.send_all(session, letters, version.published_at)
    return len(letters)


def withdraw_announcement(event_id: int, actor: str, now: datetime) -> int:
    """Letters about the programme that have not left yet do not leave; returns how many. The version stays public."""
    with transaction() as session:
        events.lock(session, event_id)
        scope = f"edition:{event_id}"
        gone = mail.withdraw_letters(session, scope, queries.LETTERS, now)
        if gone:
            accounts.audit(session, actor=actor, action="programme.letters_withdrawn", scope=scope, subject="", now=now)
        return len(gone)
