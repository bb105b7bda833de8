"""Asking whoever takes a next step what became of it. All of it works in an archived edition, too."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.contributors.queries import languages
from gocluster_events.core.act import Act
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.core.errors import Refused, as_seen
from gocluster_events.core.mail.queries import unreachable
from gocluster_events.core.mail.rules.outbox import Outgoing
from gocluster_events.meeting.agenda.queries.people import contacts
from gocluster_events.meeting.agenda.rules.people import Contact
from gocluster_events.meeting.events import queries as events
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.letters import services as sending
from gocluster_events.meeting.letters.rules import Letter
from gocluster_events.meeting.registration.people.rules.codes import WORKER
from gocluster_events.meeting.registration.people.services.mails import about, branding, moment
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import AgreedStep, agreed
from gocluster_events.post_event.follow_ups.models import FollowUp
from gocluster_events.post_event.follow_ups.queries.asking import ToAsk, editions_due, is_live, to_ask
from gocluster_events.post_event.follow_ups.queries.steps import follow_up, row_of
from gocluster_events.post_event.follow_ups.rules.codes import LEAST, SILENCE, Refusal, Showing
from gocluster_events.post_event.follow_ups.rules.dates import open_until
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp as Asked
from gocluster_events.post_event.follow_ups.rules.letters import FOLLOW_UP, FOLLOW_UP_REMINDER
from gocluster_events.post_event.follow_ups.services.records import record, settle


def ask_due(now: datetime) -> int:
    """Whoever takes a next step and agreed to it is asked what became of it, three, six and twelve months after the
    card became public, and reminded once of each letter; returns how many letters. Called by the worker.
    """
    return sum(_ask_in_time(event_id, now) for event_id in editions_due(reading(), now))


def _ask_in_time(event_id: int, now: datetime) -> int:
    with transaction() as session:
        event = events.lock(session, event_id)  # before any other read: another worker may have done it
        if event.status is EventStatus.DRAFT:
            return 0
        mails = tuple(_letters(session, event, to_ask(session, event, now), now))
        sending.send_all(session, mails, now)
        return len(mails)


def _letters(session: Session, event: Event, steps: Sequence[ToAsk], now: datetime) -> Iterator[Outgoing]:
    """The letters of now; each date of a step is stored with or without one, so that it comes once."""
    reached = {each.uuid: each for each in contacts(session, event.id, {each.step.owner for each in steps})}
    spoken, lost = languages(session, event.id, list(reached.values())), _lost(session, event, reached)
    act = Act(WORKER, now)
    for each in steps:
        contact = reached.get(each.step.owner)
        row, card = _row(session, event, each)
        if each.months is None and (contact is None or contact.email in lost):
            continue
        if contact is not None:
            yield _ask(session, (event, row, card), each.step, contact, spoken[contact.uuid], act)
        settle(session, event, card, now)


def _lost(session: Session, event: Event, reached: Mapping[str, Contact]) -> set[str]:
    return set(unreachable(session, f"edition:{event.id}", {each.email for each in reached.values()}))


def _row(session: Session, event: Event, each: ToAsk) -> tuple[FollowUp, Card]:
    """The row of this date; a new one is stored where somebody is asked for the first time."""
    card = session.scalars(sa.select(Card).where(Card.event_id == event.id, Card.uuid == each.step.card)).one()
    if each.months is None and each.last is not None:
        return session.get_one(FollowUp, each.last.id), card
    row = FollowUp(card_id=card.id, months=each.months, next_step=each.step.next_step, person=each.step.owner)
    session.add(row)
    session.flush()
    return row, card


def _ask(
    session: Session, where: tuple[Event, FollowUp, Card], step: AgreedStep, contact: Contact, language: str, act: Act
) -> Outgoing:
    """The letter of now about a row, which notes it."""
    event, row, card = where
    is_first = row.sent_at is None
    row.sent_at, row.reminded_at = (act.at, None) if is_first else (row.sent_at, act.at)
    record(session, card, "asked" if is_first else "reminded", act)
    return _mail(event, row, step, contact, language, FOLLOW_UP if is_first else FOLLOW_UP_REMINDER, act.at)


def _mail(
    event: Event, row: FollowUp, step: AgreedStep, contact: Contact, language: str, letter: Letter, now: datetime
) -> Outgoing:
    until = open_until(now, step.published_at, event.zone)
    known = {
        **about(event, language), "salutation": contact.name, "question": step.question, "step": step.next_step,
        "until": moment(event, until, language),
    }  # fmt: skip
    return sending.compose(
        letter,
        scope=f"edition:{event.id}",
        subject=f"person:{contact.id}",
        to=contact.email,
        language=language,
        key=letter_key(row.id, row.reminded_at),
        values={**{name: known[name] for name in letter.samples}, **branding(event)},
        link=(row.id, contact.generation),
    )


def letter_key(number: int, reminded_at: datetime | None) -> str:
    """By what the outbox knows the last letter about a follow-up."""
    return f"{FOLLOW_UP.name}:{number}:{reminded_at.isoformat() if reminded_at else ''}"


def ask_again(event_id: int, number: int, revision: int, act: Act) -> None:
    """Whoever has not answered has another letter, on behalf of the team.

    Raises Stale when something was changed since, Refused where they are not asked any more, have no address or were
    written to lately, and in a draft edition.
    """
    with transaction() as session:
        event = events.lock(session, event_id)
        if event.status is EventStatus.DRAFT:
            raise Refused(Refusal.NOT_PUBLIC)
        row, card = row_of(session, event_id, number) or (None, None)
        last = follow_up(as_seen(row, revision))
        if row is None or card is None or last.outcome is not None:
            raise Refused(Refusal.HAS_ANSWER)
        step, contact = _reached(session, event, card.uuid, last, act.at)
        language = languages(session, event_id, [contact])[contact.uuid]
        sending.send_all(session, [_ask(session, (event, row, card), step, contact, language, act)], act.at)
        row.showing, row.revision = Showing.NEW, row.revision + 1  # also where it was set aside


def _reached(
    session: Session, event: Event, card: str, last: Asked, now: datetime
) -> tuple[AgreedStep, Contact]:  # fmt: skip
    """The step, and who may have another letter about it. Raises Refused where nobody may."""
    step = next((each for each in agreed(session, event.id) if each.card == card), None)
    if step is None or not is_live(last, step) or open_until(now, step.published_at, event.zone) - now < LEAST:
        raise Refused(Refusal.OVER)
    contact = next(iter(contacts(session, event.id, [step.owner])), None)
    if contact is None:
        raise Refused(Refusal.NO_ADDRESS)
    if _is_too_soon(session, event, last.letter_at, contact, now):
        raise Refused(Refusal.TOO_SOON)
    return step, contact


def _is_too_soon(session: Session, event: Event, letter_at: datetime | None, contact: Contact, now: datetime) -> bool:
    """Whether a letter went to them lately, and has not come back."""
    if letter_at is None or now - letter_at >= SILENCE:
        return False
    return not unreachable(session, f"edition:{event.id}", {contact.email})
