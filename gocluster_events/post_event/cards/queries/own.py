"""Reads of the cards about which somebody of the programme is asked, for the page behind their link."""

from sqlalchemy.orm import Session

from gocluster_events.post_event.cards.queries.cards import overview
from gocluster_events.post_event.cards.rules.own import OwnCard, own_cards as own_ones
from gocluster_events.post_event.releases.queries import asked_of
from gocluster_events.post_event.releases.rules import Kind


def own_cards(session: Session, event_id: int, person: str) -> tuple[OwnCard, ...]:
    """What the person, by UUID, is asked about. Two statements where the edition has no cards."""
    stored = overview(session, event_id)
    if not stored.cards or stored.timetable is None:
        return ()
    releases = {
        each.subject: each.release for each in asked_of(session, event_id, person) if each.kind is Kind.CARD
    }  # fmt: skip
    return own_ones(stored.cards, stored.timetable, person, releases)


def own_card(session: Session, event_id: int, person: str, uuid: str) -> OwnCard | None:
    """One of them."""
    return next((each for each in own_cards(session, event_id, person) if each.card.uuid == uuid), None)
