"""Knowledge cards of a small meeting that is over."""

from datetime import timedelta
from typing import Any

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.meeting.agenda.rules.timetable import Person
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules import cards as rules
from gocluster_events.post_event.cards.rules.cards import CardFacts
from gocluster_events.post_event.cards.rules.codes import SILENCE, Deed
from gocluster_events.post_event.cards.services import answering, cards
from gocluster_events.post_event.cards.services.deciding import decide, merge
from tests.support.materials import AFTER, OTHER, TALK, TEAM, a_meeting
from tests.support.own_cards import own_cards
from tests.support.settings import NOW

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


def cards_of(event: Event, item: str, organiser: str) -> dict[str, str]:
    """What stands in addresses: cards of the item, one for each way it can go; who speaks there confirms one."""
    act = Act(organiser, NOW)
    names = ("card", "note_card", "public_card", "merged_card", "dismissed_card")
    ids = {name: cards.write(event.id, facts(item=item, question=f"Was ist {name}?"), act) for name in names}
    decide(event.id, {ids["note_card"]: None}, Deed.COLLECT, act)
    decide(event.id, {ids["public_card"]: None}, Deed.ASK, act)
    for person in card_now(event, ids["public_card"]).spoke:
        answering.answer(event.id, ids["public_card"], person.uuid, act, is_correct=True)
    decide(event.id, {ids["public_card"]: None}, Deed.PUBLISH, act)
    decide(event.id, {ids["dismissed_card"]: None}, Deed.DISMISS, act)
    merge(event.id, {ids["merged_card"]: None}, ids["public_card"], act)
    return ids


def of_team(event: Event, item: str) -> dict[str, dict[str, Any]]:
    """What the views about cards need in their addresses: cards of an item in which nobody speaks, and the own one."""
    act = Act(TEAM.by, NOW)
    changed, published, taken_back, merged, dismissed, restored, moved = (
        cards.write(event.id, facts(item=item, question=f"Frage {number}?"), act) for number in range(7)
    )
    decide(event.id, {taken_back: None}, Deed.PUBLISH, act)
    decide(event.id, {restored: None}, Deed.DISMISS, act)
    return {
        "cards.card": {"uuid": changed},
        "cards.own_card": {"uuid": own_cards(event)["own_card"]},
        "cards.state": {"card": f"{moved}.1", "to": "collected"},
        "cards.publication": {"card": f"{published}.1"},
        "cards.publication_removal": {"card": f"{taken_back}.2"},
        "cards.merging": {"card": f"{merged}.1"},
        "cards.dismissal": {"card": f"{dismissed}.1"},
        "cards.restoration": {"card": f"{restored}.2"},
    }
