"""Reminding people of the materials and releases that are still to come from them, three times at most."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.queries import languages
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.meeting.registration.people.services.mails import about, branding
from gocluster_events.post_event.materials.queries import reminding as queries
from gocluster_events.post_event.materials.queries.reminding import Awaited
from gocluster_events.post_event.materials.rules.reminding import MATERIALS_REMINDER, ReminderRefusal, Wanted, is_due
from gocluster_events.post_event.releases import services as releases

Rows = Callable[[str, Wanted], str]
"""What is still to come, in a language, as rows of a letter."""


def remind_due(now: datetime, rows: Rows) -> int:
    """Whoever has still to hand in or to release something has a letter, a day, a week and three weeks after the
    meeting; returns how many. Called by the worker.
    """
    return sum(_remind_in_time(event_id, now, rows) for event_id in queries.due(reading(), now))


def _remind_in_time(event_id: int, now: datetime, rows: Rows) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        if event.status is EventStatus.DRAFT or not is_due(event.ends_at, event.zone, now):
            return 0
        people = [each for each in queries.awaited(session, event) if each.can_be_reminded(now)]
        return _write(session, event, people, Act(WORKER, now), rows)


def remind(event_id: int, people: Collection[str], act: Act, rows: Rows) -> int:
    """Those of the people (UUIDs) who may be reminded have the letter at once, one of their three; returns how many.

    Raises Refused before the meeting is over, in a draft edition, and where nobody of them can be reminded.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.status is EventStatus.DRAFT:
            raise Refused(ReminderRefusal.NOT_PUBLIC)
        if act.at < event.ends_at:
            raise Refused(ReminderRefusal.NOT_OVER)
        everybody = [each for each in queries.awaited(session, event) if each.can_be_reminded(act.at)]
        number = _write(session, event, [each for each in everybody if each.person.uuid in people], act, rows)
        if not number:
            raise Refused(ReminderRefusal.NOBODY)
        return number


def _write(session: Session, event: Event, people: Sequence[Awaited], act: Act, rows: Rows) -> int:
    reached = [(each, each.contact) for each in people if each.contact]
    if not reached:
        return 0
    spoken = languages(session, event.id, [contact for _each, contact in reached])
    mails = []
    for each, contact in reached:
        number = len(each.reminded) + 1
        releases.remind_in(session, event.id, contact.uuid, number, act.at)
        mails.append(_mail(event, contact, number, spoken[contact.uuid], each.wanted, rows))
    sending.send_all(session, mails, act.at)
    audit(session, event.id, "release.reminded", act)
    return len(mails)


def _mail(
    event: Event, contact: Contact, number: int, language: str, wanted: Wanted, rows: Rows
) -> Outgoing:  # fmt: skip
    known = {**about(event, language), "salutation": contact.name, "missing": rows(language, wanted)}
    return sending.compose(
        MATERIALS_REMINDER,
        scope=f"edition:{event.id}",
        subject=f"person:{contact.id}",
        to=contact.email,
        language=language,
        key=f"{MATERIALS_REMINDER.name}:{contact.id}:{number}",
        values={**{name: known[name] for name in MATERIALS_REMINDER.samples}, **branding(event)},
        link=(contact.id, contact.generation),
    )
