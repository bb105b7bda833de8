"""What the public reads of an edition's knowledge cards."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.timetable import in_order
from gocluster_events.cards.models import Card
from gocluster_events.cards.rules.cards import PublicCard, as_public, from_document
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import EventStatus
from gocluster_events.releases import queries as releases
from gocluster_events.releases.rules import Kind


def published(session: Session, event_id: int) -> tuple[PublicCard, ...]:
    """The public cards of an edition, open questions among them, in the programme's order and by number.

    Nothing of a draft edition, nor of an item that is not on the published programme. One statement where there is
    none, otherwise three.
    """
    rows = session.execute(
        sa.select(Card.uuid, Card.number, Card.public)
        .join(Event, Event.id == Card.event_id)
        .where(Card.event_id == event_id, Card.published_at.is_not(None), Event.status != EventStatus.DRAFT)
        .order_by(Card.number)
    ).all()
    version = agenda.published(session, event_id) if rows else None
    if version is None:
        return ()
    timetable = version.timetable
    places = {item.uuid: place for place, item in enumerate(in_order(timetable.items))}
    granted = {
        (subject, each.person)
        for subject, answers in releases.releases_of(session, event_id, Kind.CARD).items()
        for each in answers
        if each.is_granted
    }
    cards = []
    for uuid, number, stored in rows:
        text = from_document(stored)
        agrees = (uuid, text.facts.ask_person) in granted
        person = timetable.person(text.facts.ask_person) if agrees else None
        if text.facts.item in places:
            cards.append(as_public(uuid, number, text, person))
    return tuple(sorted(cards, key=lambda card: (places[card.item], card.number)))
