"""Reads of an edition's own wordings, and of when it reminds."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.letters.models import LetterText, Reminder
from gocluster_events.letters.rules.letter import Wording
from gocluster_events.letters.rules.reminders import (
    USUAL,
    Kind,
    Plan,
    ReminderState,
    Rule,
    due_at,
    occasion,
    reminder_state,
)


def reminder(session: Session, event_id: int, kind: Kind) -> Reminder | None:
    """The reminder as somebody set it."""
    return session.get(Reminder, (event_id, kind))


def reminders(session: Session, event_id: int) -> Mapping[Kind, Reminder]:
    """Those that somebody has set."""
    return {row.kind: row for row in session.scalars(sa.select(Reminder).where(Reminder.event_id == event_id))}


def due(session: Session, now: datetime) -> Sequence[tuple[int, Kind]]:
    """The editions and kinds whose hour has come."""
    statement = sa.select(Event, Reminder).join(Reminder, Reminder.event_id == Event.id)
    found = session.execute(
        statement.where(Reminder.is_on, Event.status == EventStatus.PUBLISHED, Event.starts_at > now)
    )
    return [
        (event.id, row.kind) for event, row in found if plan(event, row.kind, row, now).standing is ReminderState.DUE
    ]


def plan(event: Event, kind: Kind, row: Reminder | None, now: datetime) -> Plan:
    """When the reminder goes out, and what becomes of it."""
    before, rule = day_of(event, kind), rule_of(kind, row)
    due, day = due_at(before, rule, event.zone), occasion(before, event.zone)
    went = row is not None and row.occasion == day
    found = reminder_state(rule, due, before, now, since=row.since if row else now, went=went)
    return Plan(kind, rule, day, due, found)


def rule_of(kind: Kind, row: Reminder | None) -> Rule:
    """As it was set, or as usual."""
    return USUAL[kind] if row is None else Rule(row.days_before, row.at, row.is_on)


def day_of(event: Event, kind: Kind) -> datetime:
    """What the reminder comes before."""
    return event.registration_closes_at if kind is Kind.DEADLINE else event.starts_at


def wordings(session: Session, event_id: int) -> Mapping[tuple[str, str], Wording]:
    """The edition's own wordings that are in use, by letter and language."""
    mine = sa.select(LetterText).where(LetterText.event_id == event_id, LetterText.is_set_aside.is_(False))
    return {(row.letter, row.language): wording_of(row) for row in session.scalars(mine)}


def wordings_in(session: Session, scope: str) -> Mapping[tuple[str, str], Wording]:
    """The same for the edition that mails of this scope are about; nothing for what is no edition."""
    kind, _colon, number = scope.partition(":")
    return wordings(session, int(number)) if kind == "edition" and number.isdigit() else {}


def wording(session: Session, scope: str, letter: str, language: str) -> Wording | None:
    """The wording that a mail of this scope has at present, if it has one of its own."""
    return wordings_in(session, scope).get((letter, language))


def texts(session: Session, event_id: int) -> Sequence[LetterText]:
    """Every wording of the edition, in use or set aside."""
    return session.scalars(sa.select(LetterText).where(LetterText.event_id == event_id)).all()


def text(session: Session, event_id: int, letter: str, language: str) -> LetterText | None:
    """The edition's wording of that letter, in use or set aside."""
    mine = (LetterText.event_id == event_id, LetterText.letter == letter, LetterText.language == language)
    return session.scalar(sa.select(LetterText).where(*mine))


def wording_of(row: LetterText) -> Wording:
    """What the row says."""
    return Wording(row.subject, row.heading, row.body, row.button)
