"""Reads of what people were asked of the next steps of an edition's cards."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.follow_ups import models
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp

Steps = Mapping[str, tuple[FollowUp, ...]]
"""By the UUID of a card what was asked about it, by date."""


def steps(session: Session, event_id: int | None = None) -> Steps:
    """What was asked in one edition (None: in all). One statement."""
    mine = [] if event_id is None else [Card.event_id == event_id]
    return _by_card(session, *mine)


def steps_of(session: Session, card: Card) -> tuple[FollowUp, ...]:
    """What was asked about one card, by date."""
    return _by_card(session, Card.id == card.id).get(card.uuid, ())


def row_of(session: Session, event_id: int, number: int) -> tuple[models.FollowUp, Card] | None:
    """What was asked, by its id, with its card, as both are stored now."""
    rows = sa.select(models.FollowUp, Card).join(Card, Card.id == models.FollowUp.card_id)
    mine = rows.where(models.FollowUp.id == number, Card.event_id == event_id)
    row = session.execute(mine, execution_options={"populate_existing": True}).first()
    return None if row is None else (row[0], row[1])


def rows_of(session: Session, card: Card) -> tuple[models.FollowUp, ...]:
    """Everything that was asked about a card, as it is stored now, by date."""
    mine = sa.select(models.FollowUp).where(models.FollowUp.card_id == card.id).order_by(models.FollowUp.months)
    return tuple(session.scalars(mine, execution_options={"populate_existing": True}))


def has_steps(session: Session, event_id: int) -> bool:
    """Whether anything was asked in the edition."""
    mine = sa.select(models.FollowUp.id).join(Card, Card.id == models.FollowUp.card_id)
    return session.scalar(mine.where(Card.event_id == event_id).limit(1)) is not None


def follow_up(row: models.FollowUp) -> FollowUp:
    """The row as a value."""
    return FollowUp(**{name: getattr(row, name) for name in _NAMES})


_NAMES = tuple(FollowUp.__dataclass_fields__)


def _by_card(session: Session, *which: Any) -> Steps:
    rows = sa.select(Card.uuid, models.FollowUp).join(Card, Card.id == models.FollowUp.card_id).where(*which)
    by_card: dict[str, tuple[FollowUp, ...]] = {}
    ordered = rows.order_by(Card.id, models.FollowUp.months)
    for uuid, row in session.execute(ordered, execution_options={"populate_existing": True}):
        by_card[uuid] = (*by_card.get(uuid, ()), follow_up(row))
    return by_card
