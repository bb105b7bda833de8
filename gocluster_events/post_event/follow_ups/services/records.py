"""What everybody reads of what became of a card's step, and what is on record of who did something about it."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services.acting import audit
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.services.outcomes import note_in
from gocluster_events.post_event.follow_ups.queries.steps import steps_of
from gocluster_events.post_event.follow_ups.rules.follow_up import record as step_record


def settle(session: Session, event: Event, card: Card, at: datetime) -> None:
    """Beside the card stands the last answer that is public, and nothing else. Joins a transaction with the lock."""
    session.flush()
    before = steps_of(session, card)
    step = card.public["next_step"] if card.public else before[-1].next_step if before else ""
    note_in(session, card, step_record(before, step, event.zone), at)


def record(session: Session, card: Card, verb: str, act: Act) -> None:
    """It is on record who did that about the card's next step."""
    audit(session, card.event_id, f"follow_up.{verb}", act, about=f"card:{card.id}")
