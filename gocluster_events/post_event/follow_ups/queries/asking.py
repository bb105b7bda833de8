"""Reads of who is to be asked what became of a next step, and of what a letter's link opens."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries.people import contacts
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import AgreedStep, agreed
from gocluster_events.post_event.follow_ups import models
from gocluster_events.post_event.follow_ups.queries.steps import follow_up, steps, steps_of
from gocluster_events.post_event.follow_ups.rules.dates import due, has_ended, needs_reminder, open_until
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp


@dataclass(frozen=True, slots=True)
class ToAsk:
    """A step about which somebody is written to now: for the first time after so many ``months``, or (None) reminded
    of the ``last`` letter.
    """

    step: AgreedStep
    months: int | None
    last: FollowUp | None


def editions_due(session: Session, now: datetime) -> Sequence[int]:
    """The editions in which somebody is to be written to. One statement where nobody agreed, otherwise three."""
    agreed_steps = agreed(session)
    if not agreed_steps:
        return ()
    known = steps(session)
    those = sa.select(Event.id, Event.zone).where(Event.id.in_({each.event_id for each in agreed_steps}))
    zones = dict(session.execute(those).all())
    return sorted({
        each.event_id for each in agreed_steps
        if _to_ask(each, known.get(each.card, ()), zones[each.event_id], now)
    })  # fmt: skip


def to_ask(session: Session, event: Event, now: datetime) -> tuple[ToAsk, ...]:
    """About which steps of the edition somebody is written to now."""
    known = steps(session, event.id)
    each_one = (_to_ask(step, known.get(step.card, ()), event.zone, now) for step in agreed(session, event.id))
    return tuple(each for each in each_one if each is not None)


def _to_ask(step: AgreedStep, before: tuple[FollowUp, ...], zone: str, now: datetime) -> ToAsk | None:
    last = before[-1] if before else None
    months = due(step.published_at, step.agreed_at, zone, before, now)
    if months is not None:
        return ToAsk(step, months, last)
    if last is None or not is_live(last, step) or has_ended(before, step.agreed_at):
        return None
    return ToAsk(step, None, last) if needs_reminder(last, step.published_at, zone, now) else None


def is_live(last: FollowUp, step: AgreedStep | None) -> bool:
    """Whether whoever was asked still agrees to be asked about this very step."""
    return step is not None and (last.person, last.next_step) == (step.owner, step.next_step)


@dataclass(frozen=True, slots=True)
class Opened:
    """What a letter's link opens, until when, and whose it is; ``has_answered``: to this letter or an earlier one."""

    follow_up: FollowUp
    step: AgreedStep
    event: Event
    contact: Contact
    until: datetime
    has_answered: bool


def opened(session: Session, number: int, generation: int, now: datetime) -> Opened | None:
    """What the link opens; None where it is too late, where they are not asked any more, and where they have another
    link by now.
    """
    statement = sa.select(models.FollowUp, Card, Event).join(Card, Card.id == models.FollowUp.card_id)
    mine = statement.join(Event, Event.id == Card.event_id).where(models.FollowUp.id == number)
    row = session.execute(mine, execution_options={"populate_existing": True}).first()
    if row is None:
        return None
    last, event = follow_up(row[0]), row[2]
    step = next((each for each in agreed(session, event.id) if each.card == row[1].uuid), None)
    contact = next(iter(contacts(session, event.id, [last.person])), None)
    if step is None or not is_live(last, step) or last.letter_at is None:
        return None
    until = open_until(last.letter_at, step.published_at, event.zone)
    if contact is None or contact.generation != generation or now >= until:
        return None
    return Opened(last, step, event, contact, until, _has_answered(session, row[1], last.person))


def _has_answered(session: Session, card: Card, person: str) -> bool:
    mine = [each for each in steps_of(session, card) if each.person == person]
    return any(each.outcome is not None and not each.is_from_team for each in mine)
