"""Reads of what somebody of the programme was asked, for their own page."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.follow_ups import models
from gocluster_events.post_event.follow_ups.queries.steps import follow_up
from gocluster_events.post_event.follow_ups.rules.follow_up import FollowUp


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step of the card of that number, in the card's language, and what its taker was asked and answered."""

    number: int
    language: str
    follow_up: FollowUp


def own_steps(session: Session, event_id: int, person: str) -> tuple[OwnStep, ...]:
    """What the person, by UUID, was asked, by card and date. One statement."""
    rows = sa.select(Card.number, Card.language, models.FollowUp).join(Card, Card.id == models.FollowUp.card_id)
    mine = rows.where(Card.event_id == event_id, models.FollowUp.person == person)
    ordered = session.execute(mine.order_by(Card.number, models.FollowUp.months))
    return tuple(OwnStep(number, language, follow_up(row)) for number, language, row in ordered)
