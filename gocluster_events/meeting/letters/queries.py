"""Reads of an edition's own wordings, and of when it reminds."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import rules as reminders_rules
from gocluster_events.meeting.letters.models import LetterText, Reminder


def reminder(session: Session, event_id: int, kind: reminders_rules.Kind) -> Reminder | None:
    """The reminder as the team has set it; None where it has not."""
    return session.get(Reminder, (event_id, kind))


def reminders(session: Session, event_id: int) -> Mapping[reminders_rules.Kind, Reminder]:
    """The reminders that the team has set, by kind."""
    return {row.kind: row for row in session.scalars(sa.select(Reminder).where(Reminder.event_id == event_id))}


def due(session: Session, now: datetime) -> Sequence[tuple[int, reminders_rules.Kind]]:
    """The reminders that are due at ``now``: id of the edition and kind."""
    statement = sa.select(Event, Reminder).join(Reminder, Reminder.event_id == Event.id)
    rows = session.execute(
        statement.where(Reminder.is_on, Event.status == EventStatus.PUBLISHED, Event.starts_at > now)
    )
    return [
        (event.id, row.kind)
        for event, row in rows
        if plan(event, row.kind, row, now).standing is reminders_rules.ReminderState.DUE
    ]


def plan(event: Event, kind: reminders_rules.Kind, row: Reminder | None, now: datetime) -> reminders_rules.Plan:
    """The plan of the reminder: when it goes out, and in which state it is at ``now``."""
    before, rule = day_of(event, kind), rule_of(kind, row)
    due, day = reminders_rules.due_at(before, rule, event.zone), reminders_rules.occasion(before, event.zone)
    went = row is not None and row.occasion == day
    state = reminders_rules.reminder_state(rule, due, before, now, since=row.since if row else now, went=went)
    return reminders_rules.Plan(kind, rule, day, due, state)


def rule_of(kind: reminders_rules.Kind, row: Reminder | None) -> reminders_rules.Rule:
    """The rule of the reminder as the team has set it, or the usual one."""
    return (
        reminders_rules.USUAL_RULES[kind] if row is None else reminders_rules.Rule(row.days_before, row.at, row.is_on)
    )


def day_of(event: Event, kind: reminders_rules.Kind) -> datetime:
    """The instant before which the reminder comes: the registration deadline or the start of the meeting."""
    return event.registration_closes_at if kind is reminders_rules.Kind.DEADLINE else event.starts_at


def wordings(session: Session, event_id: int) -> Mapping[tuple[str, str], reminders_rules.Wording]:
    """The edition's own wordings that are in use, by letter and language."""
    mine = sa.select(LetterText).where(LetterText.event_id == event_id, LetterText.is_set_aside.is_(False))
    return {(row.letter, row.language): wording_of(row) for row in session.scalars(mine)}


def wordings_in(session: Session, scope: str) -> Mapping[tuple[str, str], reminders_rules.Wording]:
    """The wordings of the edition that mails of this scope are about; empty for a scope that is no edition."""
    kind, _colon, number = scope.partition(":")
    return wordings(session, int(number)) if kind == "edition" and number.isdigit() else {}


def wording(session: Session, scope: str, letter: str, language: str) -> reminders_rules.Wording | None:
    """The wording that a mail of this scope has at present, if it has one of its own."""
    return wordings_in(session, scope).get((letter, language))


def texts(session: Session, event_id: int) -> Sequence[LetterText]:
    """Every wording of the edition, in use or set aside."""
    return session.scalars(sa.select(LetterText).where(LetterText.event_id == event_id)).all()


def text(session: Session, event_id: int, letter: str, language: str) -> LetterText | None:
    """The edition's wording of that letter, in use or set aside."""
    mine = (LetterText.event_id == event_id, LetterText.letter == letter, LetterText.language == language)
    return session.scalar(sa.select(LetterText).where(*mine))


def wording_of(row: LetterText) -> reminders_rules.Wording:
    """The wording that the row stores."""
    return reminders_rules.Wording(row.subject, row.heading, row.body, row.button)
