"""Knowledge cards of a small meeting that is over."""

from datetime import timedelta
from typing import Any

from gocluster_events.act import Act
from gocluster_events.agenda.rules.timetable import Person
from gocluster_events.cards.models import Card
from gocluster_events.cards.queries import cards as queries
from gocluster_events.cards.rules import cards as rules
from gocluster_events.cards.rules.cards import CardFacts
from gocluster_events.cards.rules.codes import SILENCE, Deed
from gocluster_events.cards.services import answering, cards
from gocluster_events.cards.services.deciding import decide
from gocluster_events.db import session
from gocluster_events.events.models import Event
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting

__all__ = ["AFTER", "LATER", "OTHER", "TALK", "TEAM", "a_meeting"]
LATER = Act(TEAM.by, AFTER + SILENCE + timedelta(minutes=1))  # who was asked was silent for seven days


def facts(**changes: Any) -> CardFacts:
    """A whole card of the first talk, in German."""
    values = {
        "item": TALK,
        "question": "Wie sichert man Wissen vor dem Ruhestand?",
        "insight": "Drei Gespräche, ein Jahr vorher, mit der Nachfolge im Raum.",
    }
    return CardFacts(**{**values, **changes})


def make_card(event: Event, act: Act = TEAM, **changes: Any) -> str:
    """The team has written a card; returns its UUID."""
    return cards.write(event.id, facts(**changes), act)


def asked_card(event: Event, act: Act = TEAM, **changes: Any) -> str:
    """Those who spoke are asked whether it is right."""
    uuid = make_card(event, act, **changes)
    decide(event.id, {uuid: None}, Deed.ASK, act)
    return uuid


def public_card(event: Event, **changes: Any) -> str:
    """A card of which nobody who spoke said anything for seven days, and which the team published then."""
    uuid = asked_card(event, **changes)
    decide(event.id, {uuid: None}, Deed.PUBLISH, LATER)
    return uuid


def say(event: Event, uuid: str, *people: Person, is_correct: bool = True, remark: str = "") -> None:
    """These people have said whether the card is right."""
    for person in people:
        answering.answer(event.id, uuid, person.uuid, TEAM, is_correct=is_correct, remark=remark)


def card_row(event: Event, uuid: str) -> Card:
    """The card as it is stored now."""
    session().rollback()
    row = queries.row_of(session(), event.id, uuid)
    assert row is not None
    return row


def card_now(event: Event, uuid: str) -> rules.Card:
    """The card as it stands now."""
    session().rollback()
    card = queries.card(session(), event.id, uuid)
    assert card is not None
    return card
