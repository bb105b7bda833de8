"""Rounds that are closed, what people wish in them, and their runs. They need the ``session`` fixture."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from gocluster_events.attendance.bookings.services.wished import announce
from gocluster_events.attendance.wishes.models import Allocation, Allotment, ItemWish, WishRound
from gocluster_events.attendance.wishes.services import binding, runs
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.booking import TEAM, item, publish_offers
from tests.support.make import add, make_event, make_registration
from tests.support.programme import plan, slot
from tests.support.settings import NOW

CHANCE = 20270422


def make_round(event: Event, **changes: Any) -> WishRound:
    """A round of two wishes a block that was closed an hour ago."""
    closed_at = NOW - timedelta(hours=1)
    values = {"closes_at": closed_at, "closed_at": closed_at, "most_wishes": 2}
    row = add(WishRound(event_id=event.id, **{**values, **changes}))
    with db.transaction() as session:
        announce(session, event.id, row.closed_at or row.closes_at)
    return row


def meeting(*seats: int, blocks: int = 1, **changes: Any) -> Event:
    """A meeting with items for wishes of so many places, 1, 2, … at nine o'clock, and as many an hour later each block.

    Those of the second block have the numbers 11, 12, …
    """
    event = make_event(**changes)
    rows = (
        slot(10 * block + number, 60 * block, code=f"W{number}", room=None, seats=places, sign_up=SignUp.WISH)
        for block in range(blocks)
        for number, places in enumerate(seats, 1)
    )
    plan(event, *rows)
    publish_offers(event)
    return event


def wisher(event: Event, *wishes: int, **changes: Any) -> Registration:
    """Somebody who wishes for these items by rank, confirmed before wishes were closed."""
    early = {"confirmed_at": NOW - timedelta(days=1), "organisation": f"Institut {wishes}{len(changes)}"}
    person = make_registration(event, **{**early, **changes})
    say(event, person.id, *wishes)
    return person


def say(event: Event, person: int, *wishes: int) -> None:
    """The person wishes for these items besides, by rank."""
    rows = [
        ItemWish(event_id=event.id, registration_id=person, item=item(number), rank=rank, at=NOW - timedelta(days=1))
        for rank, number in enumerate(wishes, 1)
    ]
    with db.transaction() as session:
        session.add_all(rows)


def three_for_one() -> Event:
    """Two items of one and three places at one time; three people wish for the first one before the second."""
    event = meeting(1, 3)
    make_round(event)
    for number in range(3):
        wisher(event, 1, 2, first_name=f"P{number}")
    return event


def compute(event: Event, seats: Mapping[str, int] | None = None, act: Act = TEAM) -> Any:
    """The number of the run that was asked for, or why there is none."""
    return answer(runs.compute, event.id, seats or {}, act, Random(CHANCE))


def computed(event: Event, seats: Mapping[str, int] | None = None) -> Allocation:
    """A run that the worker has computed."""
    number = compute(event, seats)
    runs.run_due(NOW, lambda: NOW)
    return stored(event, number)


def committed(event: Event) -> Allocation:
    """A run that is binding, whose letters wait."""
    run = computed(event)
    binding.commit(event.id, run.number, TEAM, run.digest)
    return stored(event, run.number)


def bound(event: Event) -> Allocation:
    """A run that everybody has had."""
    run = committed(event)
    binding.bind_due(NOW + timedelta(minutes=5))
    return stored(event, run.number)


def answer(verb: Any, *args: Any) -> Any:
    """What the verb returns, or why it is refused."""
    try:
        return verb(*args)
    except Refused as refusal:
        return refusal.code


def stored(event: Event, number: int) -> Allocation:
    """The run of that number as it is stored now."""
    db.session().rollback()
    mine = (Allocation.event_id == event.id, Allocation.number == number)
    return db.session().scalars(sa.select(Allocation).where(*mine)).one()


def results(run: Allocation) -> Mapping[int, Sequence[tuple[str | None, int | None]]]:
    """By registration the item and the rank in each block in which somebody wished."""
    rows = sa.select(Allotment).where(Allotment.allocation_id == run.id).order_by(Allotment.block)
    given: dict[int, list[tuple[str | None, int | None]]] = {}
    for row in db.session().scalars(rows):
        given.setdefault(row.registration_id, []).append((row.item, row.rank))
    return given
