"""Knowledge cards about which the first person of the programme is asked. It needs an app's context."""

from typing import Any

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.queries import cards as queries
from gocluster_events.post_event.cards.rules.cards import CardFacts
from gocluster_events.post_event.cards.rules.codes import Deed
from gocluster_events.post_event.cards.services import answering, cards
from gocluster_events.post_event.cards.services.deciding import decide
from tests.support.handing_in import spoken_item
from tests.support.sessions import first_person
from tests.support.settings import NOW

TEAM = Act("organiser@example.org", NOW)


def own_cards(event: Event) -> dict[str, str]:
    """One about which they are asked all there is, by UUID; beside it a public one and an open question."""
    item, person = spoken_item(event, first_person(event))
    words: dict[str, Any] = {
        "item": item.uuid, "question": "Was sollte vor dem letzten Arbeitstag geschehen?",
        "insight": "Ein Gespräch von 60 Minuten mit fünf festen Fragen. Die Nachfolge fragt.",
        "evidence": "Vier von sechs Tischen", "evidence_url": "https://example.org/leitfaden", "ask_person": person,
        "next_step": "Leitfaden mit den fünf Fragen",
    }  # fmt: skip
    waiting = cards.write(event.id, CardFacts(**words), TEAM)
    public = [
        cards.write(event.id, CardFacts(**{**words, **changes}), TEAM)
        for changes in (
            {"ask_person": "", "ask_function": "Clustermanagement", "ask_institution": "Musternetzwerk Photonik"},
            {"question": "Wie lange darf man aufheben, was jemand wusste?", "insight": "", "is_open": True},
        )
    ]
    decide(event.id, dict.fromkeys((waiting, *public)), Deed.ASK, TEAM)
    for uuid in public:
        confirm(event, uuid)
    decide(event.id, dict.fromkeys(public), Deed.PUBLISH, TEAM)
    session().rollback()
    return {"own_card": waiting}


def confirm(event: Event, uuid: str) -> None:
    """Everybody who spoke says that the card is right."""
    session().rollback()
    card = queries.card(session(), event.id, uuid)
    for person in card.spoke if card else ():
        answering.answer(event.id, uuid, person.uuid, TEAM, is_correct=True)
