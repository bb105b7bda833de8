"""`dev.py bench item_scan`: people are let into an item at two desks at once over HTTP, each with a place in it."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from random import Random
from statistics import median
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import Source, State
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.door.rules import entrance_day
from gocluster_events.core import clock, db
from gocluster_events.core.accounts.services import sessions
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.agenda.rules.timetable import Item
from gocluster_events.meeting.agenda.services import drafting, publishing
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.entry import reference
from tools.desks import Desk
from tools.measuring import ROUNDS, Row, fixed_piece
from tools.stage import SLUG, event, person, serving, stage
from tools.steps import Failed

GUESTS, WAITING = 160, 40
AT_MOST = 7.5
"""150 ms where the fixed piece of Python takes 20 ms."""
ITEM, DOOR = UUID(int=1), "/items/00000001"
ADMIN, PASSWORD = "admin@example.org", "a benchmark at the door"


def run() -> list[Row]:
    """Milliseconds. Raises Failed when somebody who has a place is not let in."""
    with stage() as on:
        numbers = _meeting()
        with serving(on):
            desks = [Desk(on.port, SLUG, name, ADMIN, PASSWORD) for name in ("links", "rechts")]
            for each in desks:
                each.path += DOOR
            _scan(desks, numbers)
    welcome = [answer for desk in desks for answer in desk.answers if answer == "welcome"]
    if len(welcome) != GUESTS:
        raise Failed(f"{len(welcome)} of {GUESTS} people with a place were let in.")
    took = sorted(1000 * second for desk in desks for second in desk.seconds)
    floor = median(fixed_piece() for _round in range(ROUNDS))
    what = f"p95 of {GUESTS} scans at an item's door, two desks, {WAITING} wait (floor: Python that took 20 ms)"
    return [Row(what, took[int(len(took) * 0.95)], "ms", floor, at_most_times=AT_MOST)]


def _scan(desks: Sequence[Desk], numbers: Sequence[str]) -> None:
    """Every code was held before one of the desks, which work at once."""

    def stand(desk: Desk, mine: Sequence[str]) -> None:
        for number in mine:
            desk.scan(f"{SLUG}/{number}")

    with ThreadPoolExecutor(len(desks)) as threads:
        parts = [numbers[each :: len(desks)] for each in range(len(desks))]
        list(threads.map(stand, desks, parts))


def _meeting() -> list[str]:
    """The reference numbers of those who have a place in an item that begins soon; all of them are in the house."""
    now, chance = clock.now(), Random(2027)  # noqa: S311 -- the same meeting each time
    sessions.create_admin(ADMIN, "Bench", PASSWORD, now)
    numbers = sorted({reference(chance) for _ in range(GUESTS + WAITING)})
    starts_at = now + timedelta(minutes=10)
    hours = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=1)}
    with db.transaction() as session:
        meeting = event(session, starts_at=now, ends_at=now + timedelta(hours=8))
        _publish(session, meeting.id, Act("bench@example.org", now), starts_at)
        guests = [person(meeting.id, each, reference=number) for each, number in enumerate(numbers)]
        session.execute(sa.insert(Registration), guests)
        offer = Offer(event_id=meeting.id, item=str(ITEM), item_seats=GUESTS, opens_at=now, **hours)
        session.add(offer)
        session.flush()
        ids = session.scalars(sa.select(Registration.id).order_by(Registration.id)).all()
        for place, each in enumerate(ids, 1):
            session.add(_booking(offer, each, place, now))
            session.add(_arrival(meeting, each, now))
    return numbers[:GUESTS]


def _publish(session: Session, event_id: int, act: Act, starts_at: datetime) -> None:
    item = Item(
        uuid=str(ITEM), kind=Kind.TALK, title=Localized("Workshop"), length_minutes=60, starts_at=starts_at,
        sign_up=SignUp.BOOK,
    )  # fmt: skip
    drafting.apply_in(session, event_id, [Change(None, item)], {}, act)
    publishing.publish(session, event_id, Localized(), act)


def _booking(offer: Offer, registration_id: int, place: int, now: datetime) -> Booking:
    waits = place > GUESTS
    return Booking(
        event_id=offer.event_id, offer_id=offer.id, registration_id=registration_id, source=Source.SELF, at=now,
        state=State.WAITING if waits else State.HELD, seat=None if waits else place, waiting_at=now if waits else None,
    )  # fmt: skip


def _arrival(meeting: Event, registration_id: int, now: datetime) -> Admission:
    return Admission(
        event_id=meeting.id, registration_id=registration_id, day=entrance_day(now, meeting.zone), at=now,
        received_at=now, actor=ADMIN, key=f"an-arrival-{registration_id}",
    )  # fmt: skip
