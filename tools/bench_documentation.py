"""What the documentation of a large meeting costs as a PDF: `dev.py bench documentation`.

60 items with 300 knowledge cards and 20 photos that are rougher than those of a camera. The floor is a fixed piece of
Python, which takes 20 ms where the aim of 4 s was set.
"""

from __future__ import annotations

import time
from datetime import timedelta
from io import BytesIO
from statistics import median

from PIL import Image
from pypdf import PdfReader

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.picture import Picture, draw_photograph
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.cards.models import Card
from gocluster_events.post_event.cards.rules.cards import CardFacts, PublicText, document
from gocluster_events.post_event.cards.rules.codes import Origin, State
from gocluster_events.post_event.documentation import services
from gocluster_events.post_event.photos.rules.photos import PhotoFacts
from gocluster_events.post_event.photos.services import photos
from tests.support.photographs import ACT, COMPLETE
from tests.support.programme import plan, publish, slot
from tools.measuring import ROUNDS, Row, fixed_piece, seconds
from tools.stage import DAY, NOW, SLUG, event, stage

ITEMS, CARDS, PHOTOS = 60, 300, 20
MOST_TIMES, MOST_MEGABYTES = 200, 15
ACTOR = "bench@example.org"


def run() -> list[Row]:
    """Seconds of work of the first PDF and of its page, and how large it is."""
    with stage(clock=f"{(DAY + timedelta(days=30)).isoformat()}@0") as on:
        fill()
        db.db.session.remove()
        visitor, answers = on.app.test_client(), list[bytes]()
        floor = median(fixed_piece() for _round in range(ROUNDS)) / 1000
        visitor.get(f"/de/{SLUG}/documentation.json")
        took = seconds(lambda: answers.append(visitor.get(f"/de/{SLUG}/documentation.pdf").data), time.process_time)
        page = seconds(lambda: visitor.get(f"/de/{SLUG}/documentation/plenary"), time.process_time)
    (content,) = answers
    pages = len(PdfReader(BytesIO(content)).pages)
    what = f"documentation of {ITEMS} items, {CARDS} cards, {PHOTOS} photos, {pages} pages"
    return [
        Row(f"{what} (floor: a fixed piece)", took, "s", floor, at_most_times=MOST_TIMES),
        Row("its size", len(content) / 1_000_000, "MB", at_most=MOST_MEGABYTES),
        Row("the page of its largest strand", 1000 * page, "ms"),
    ]


def fill() -> None:
    """The stage's meeting has all of it, and its documentation is public."""
    with db.transaction() as session:
        event_id = event(session).id
    meeting = db.session().get_one(Event, event_id)
    items = [slot(number, 5 * number, room=None, code=f"P{number}") for number in range(1, ITEMS + 1)]
    plan(meeting, *items, now=NOW)
    publish(meeting, at=NOW)
    with db.transaction() as session:
        session.add_all(_card(event_id, number, items[number % ITEMS].uuid) for number in range(CARDS))
    for number in range(PHOTOS):
        uuid = photos.add(event_id, _noise(number), ACT)
        photos.change(event_id, uuid, PhotoFacts(**{**COMPLETE, "item": items[number].uuid}), 1, ACT)
        photos.publish(event_id, uuid, ACT)
    services.publish(event_id, Act(ACTOR, DAY + timedelta(days=20)))


def _noise(number: int) -> tuple[Picture, Picture]:
    drawn = BytesIO()
    Image.effect_noise((400, 267), 40 + number).convert("RGB").resize((1600, 1066)).save(drawn, "JPEG")
    large, small = draw_photograph(drawn.getvalue())
    return large, small


def _card(event_id: int, number: int, item: str) -> Card:
    facts = CardFacts(
        item=item, question=f"Frage {number}: wie bleibt Wissen, wenn jemand geht und niemand nachfolgt?",
        insight="Ein Gespräch von einer Stunde, drei Wochen vorher, mit fünf festen Fragen. " * 5,
        evidence="Vier von sechs Tischen, zwei Cluster mit Erfahrung. " * 4, ask_function="Clustermanagement",
        ask_institution="Musternetzwerk", next_step="Ein Leitfaden mit den fünf Fragen.",
    )  # fmt: skip
    stored = document(PublicText(facts, is_confirmed=bool(number % 2)))
    return Card(
        uuid=f"00000000-0000-4000-8000-{number:012d}", event_id=event_id, item=item, number=number + 1,
        question=facts.question, language="de", origin=Origin.EDITOR, author=ACTOR, state=State.PUBLIC, added_at=NOW,
        published_at=NOW, published_by=ACTOR, public=stored,
    )  # fmt: skip
