"""Reads of the next steps of an edition for its team."""

from datetime import datetime

from sqlalchemy.orm import Session

from gocluster_events.core.mail.queries import unreachable
from gocluster_events.meeting.agenda.queries.people import contacts
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.queries.cards import overview
from gocluster_events.post_event.follow_ups.queries.steps import has_steps, steps
from gocluster_events.post_event.follow_ups.rules.board import Line, Reach, agrees, lines, waiting as waiting_ones


def board(session: Session, event: Event, now: datetime) -> tuple[Line, ...]:
    """Every next step of the edition, as far as it is; what waits for the team first. A handful of statements."""
    cards = overview(session, event.id).cards
    people = {card.facts.owner for card in cards if agrees(card)}
    known = {each.uuid: each for each in contacts(session, event.id, people)}
    lost = unreachable(session, f"edition:{event.id}", {each.email for each in known.values()})
    return lines(cards, steps(session, event.id), Reach(known, lost.keys()), event.zone, now)


def waiting(session: Session, event: Event, now: datetime) -> int:
    """How many next steps wait for the team. One statement where nobody was asked yet."""
    return waiting_ones(board(session, event, now)) if has_steps(session, event.id) else 0
