"""Photos of a meeting, each with bytes of its own that can be looked for, and objections to them."""

from functools import cache
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from PIL import Image

from gocluster_events.core.act import Act
from gocluster_events.core.db import session
from gocluster_events.core.picture import Picture, draw_photograph
from gocluster_events.core.text import Localized
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.photos.models import Photo, PhotoObjection
from gocluster_events.post_event.photos.queries import photos as queries
from gocluster_events.post_event.photos.rules.letters import PROOF
from gocluster_events.post_event.photos.rules.photos import PhotoFacts
from gocluster_events.post_event.photos.services import objections, photos as services
from tests.support.make import make_registration
from tests.support.settings import NOW, SECRET_KEY

ACT = Act("o@example.org", NOW)
COMPLETE: dict[str, Any] = {
    "alt": Localized("Menschen im Saal", "People in the hall"),
    "caption": Localized("Die Keynote", "The keynote"),
    "credit": "Kim Muster",
    "licence": "CC BY 4.0",
    "is_checked": True,
}


@cache
def upload(colour: str = "teal", size: tuple[int, int] = (900, 600)) -> bytes:
    """A JPEG in one colour, as a camera stores it."""
    drawn = BytesIO()
    Image.new("RGB", size, colour).save(drawn, "JPEG")
    return drawn.getvalue()


@cache
def pictures(colour: str = "teal") -> tuple[Picture, Picture]:
    """The same as it is stored."""
    large, small = draw_photograph(upload(colour))
    return large, small


def make_photo(event: Event, colour: str = "teal", *, is_public: bool = True, **facts: Any) -> str:
    """A photo of the edition with all that it needs, and what is named of it; returns its UUID."""
    uuid = services.add(event.id, pictures(colour), ACT)
    services.change(event.id, uuid, PhotoFacts(**{**COMPLETE, **facts}), 1, ACT)
    if is_public:
        services.publish(event.id, uuid, ACT)
    return uuid


def photo_row(event: Event, uuid: str) -> Photo:
    """The photo as it is stored now."""
    session().rollback()
    row = queries.photo(session(), event.id, uuid)
    assert row is not None
    return row


def photos_of(keys: tuple[str, ...], event: Event, registration_id: int) -> dict[str, str]:
    """A public photo, a draft, and one that the participant has hidden; and a link that proves an address."""
    public, draft, hidden = make_photo(event), make_photo(event, "navy", is_public=False), make_photo(event, "maroon")
    objections.object_as_participant(event.id, hidden, registration_id, "de", NOW)
    objections.ask(event.id, public, objections.Plea("abgebildet@example.org", "de", "Links"), NOW)
    row = session().scalars(sa.select(PhotoObjection).where(PhotoObjection.email == "abgebildet@example.org")).one()
    proof = Signer(keys).sign(PROOF, row.id, 1)
    return {"photo": public, "draft_photo": draft, "hidden_photo": hidden, "photo_proof": proof}


def to_be_decided(event: Event) -> dict[str, dict[str, str]]:
    """For each page about photos one with which it has something to do."""
    person = make_registration(event).id
    places = photos_of((SECRET_KEY,), event, person)
    draft, last = ({"uuid": make_photo(event, "navy", is_public=False)} for _photo in range(2))
    seen = [{"uuid": make_photo(event)} for _photo in range(2)]
    return {
        "photos.photo": {"uuid": places["draft_photo"]},
        "photos.photo_publication": draft,
        "photos.photo_position": last,
        "photos.photo_withdrawal": seen[0],
        "photos.me": seen[1],
        "photos.photo_removal": {"uuid": places["photo"]},
        "photos.photo_decision": {"uuid": places["hidden_photo"]},
        "photos.proof": {"token": places["photo_proof"]},
    }
