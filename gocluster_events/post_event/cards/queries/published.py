"""What the public reads of an edition's knowledge cards."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.meeting.agenda.queries import publishing as agenda
from gocluster_events.meeting.agenda.rules.timetable import in_order
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries.agreed import has_agreed
from gocluster_events.post_event.cards.queries.cards import facts_of
from gocluster_events.post_event.cards.rules.cards import PublicCard, as_public, from_document, needs_answers_anew
from gocluster_events.post_event.cards.rules.outcomes import from_document as step_record
from gocluster_events.post_event.cards.rules.reading import with_outcome
from gocluster_events.post_event.releases import queries as releases
from gocluster_events.post_event.releases.rules import Kind


def published(session: Session, event_id: int) -> tuple[PublicCard, ...]:
    """The public cards of an edition, open questions among them, in the programme's order and by number.

    Nothing of a draft edition, nor of an item that is not on the published programme. Nobody is named beside words
    other than those for which they were asked last. One statement where there is none, otherwise three.
    """
    rows = session.scalars(
        sa.select(Card)
        .join(Event, Event.id == Card.event_id)
        .where(Card.event_id == event_id, Card.published_at.is_not(None), Event.status != EventStatus.DRAFT)
        .order_by(Card.number),
        execution_options={"populate_existing": True},
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
    for row in rows:
        text = from_document(row.public or {})
        agrees = (row.uuid, text.facts.ask_person) in granted and not needs_answers_anew(text.facts, facts_of(row))
        person = timetable.person(text.facts.ask_person) if agrees else None
        if text.facts.item in places:
            card = as_public(row.uuid, row.number, text, person)
            record = step_record(row.step_record) if row.step_record else None
            cards.append(with_outcome(card, record, has_agreed=has_agreed(row, text.facts)))
    return tuple(sorted(cards, key=lambda card: (places[card.item], card.number)))
