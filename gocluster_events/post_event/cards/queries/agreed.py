"""The next steps of public cards after which somebody agreed to be asked."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.cards import CardFacts, from_document


@dataclass(frozen=True, slots=True)
class AgreedStep:
    """A public card's next step, and who (by UUID) agreed at ``agreed_at`` to be asked what became of it."""

    event_id: int
    card: str
    number: int
    item: str
    question: str
    next_step: str
    language: str
    owner: str
    agreed_at: datetime
    published_at: datetime


def agreed(session: Session, event_id: int | None = None) -> tuple[AgreedStep, ...]:
    """The steps of one edition (None: of all that are no drafts), by edition and number. One statement.

    Only where the public reads the very step for which its owner agreed.
    """
    conditions = [Card.owner_agreed_at.is_not(None), Card.published_at.is_not(None), Event.status != EventStatus.DRAFT]
    if event_id is not None:
        conditions.append(Card.event_id == event_id)
    statement = sa.select(Card).join(Event, Event.id == Card.event_id).where(*conditions)
    rows = session.scalars(statement.order_by(Card.event_id, Card.number))
    return tuple(step for row in rows if (step := _step(row)))


def _step(row: Card) -> AgreedStep | None:
    facts = from_document(row.public or {}).facts
    if not row.owner_agreed_at or not row.published_at or not has_agreed(row, facts):
        return None
    return AgreedStep(
        event_id=row.event_id, card=row.uuid, number=row.number, item=facts.item, question=facts.question,
        next_step=facts.next_step, language=facts.language, owner=row.owner, agreed_at=row.owner_agreed_at,
        published_at=row.published_at,
    )  # fmt: skip


def has_agreed(row: Card, public: CardFacts) -> bool:
    """Whether somebody agreed to be asked what became of the very step that is public."""
    is_same = (public.owner, public.next_step) == (row.owner, row.next_step)
    return is_same and bool(row.owner) and row.owner_agreed_at is not None
