"""A meeting in which people wish for items, and what they wish. They need the ``session`` fixture."""

from datetime import UTC, datetime
from typing import Any

from gocluster_events.attendance.wishes.models import WishRound
from gocluster_events.attendance.wishes.queries.blocks import wish_programme
from gocluster_events.attendance.wishes.queries.rounds import round_of
from gocluster_events.attendance.wishes.queries.wishes import own_wishes
from gocluster_events.attendance.wishes.rules.standing import seen_as
from gocluster_events.attendance.wishes.rules.wishing import DECLINED
from gocluster_events.attendance.wishes.services import wishing
from gocluster_events.attendance.wishes.services.rounds import announce_round
from gocluster_events.core import db
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.services.mails import own_act
from tests.support.booking import item, publish_offers
from tests.support.make import add, make_event, make_room
from tests.support.programme import block, plan, slot
from tests.support.settings import NOW

CLOSES = datetime(2027, 4, 1, 10, tzinfo=UTC)
"""When wishes close, at noon of the venue's clocks."""
NONE = DECLINED


def make_wish_meeting(**changes: Any) -> Event:
    """Items 1 to 3 at 9:00 and 4 and 5 at 11:00, each with two places that go by wishes; item 6 is for everybody."""
    event = make_event(**changes)
    room = make_room(event, name="1.04").id
    titles = {1: "Kommunen", 2: "Start-ups", 3: "Wissen", 4: "Pitch", 5: "KI"}
    items = [
        slot(
            number, 0 if number < 4 else 120, code=f"W{number}", title=Localized(title, f"{title} (en)"), room=room,
            sign_up=SignUp.WISH, seats=2,
        )
        for number, title in titles.items()
    ]  # fmt: skip
    plan(event, block(1, 0), block(2, 120), *items, slot(6, 240, code="P", title=Localized("Schluss", "Closing")))
    publish_offers(event)
    return event


def make_round(event: Event, **changes: Any) -> WishRound:
    """A round that is open at NOW, and that the items' boxes know of."""
    row = add(WishRound(**{"event_id": event.id, "closes_at": CLOSES, **changes}))
    with transaction() as session:
        announce_round(session, event.id)
    return row


def wish(event: Event, person: int, *blocks: tuple[int | str, ...], at: datetime = NOW) -> Any:
    """The person wishes for these items (numbers) of each block; or why not."""
    try:
        wishing.save(event.id, person, values(*blocks), own_act(person, at), seen_by(event, person))
    except Refused as refusal:
        return refusal.code
    return None


def values(*blocks: tuple[int | str, ...]) -> list[tuple[str, ...]]:
    """What a form says of each block, by the numbers of the items."""
    return [tuple(item(each) if isinstance(each, int) else each for each in block) for block in blocks]


def seen_by(event: Event, person: int) -> str:
    """What the person's page says that it was made of."""
    db.session().rollback()
    session = db.session()
    current = session.get_one(Event, event.id)
    round_ = round_of(session, current)
    most = round_.most_wishes if round_ else 2
    return seen_as(own_wishes(session, person), wish_programme(session, current).items, most)


def wishes_of(person: int | Registration) -> list[tuple[int, int]]:
    """The number of each item that the person has said something of, with the number of the wish."""
    identity = person if isinstance(person, int) else person.id
    db.session().rollback()
    return sorted((int(each.item[-12:], 16), each.rank) for each in own_wishes(db.session(), identity))
