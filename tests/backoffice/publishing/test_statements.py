"""What a publication costs that concerns many people's places: no statement more for each of them."""

from collections import Counter
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking, Offer
from gocluster_events.attendance.bookings.rules.codes import Source, State
from gocluster_events.core import db
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.booking import item, standing
from tests.support.counting import counted_statements
from tests.support.make import registration_values
from tests.support.programme import slot
from tests.support.settings import NOW
from tests.support.workshops import bring_back, change, letters, mails_leave, make_workshops, send

MOST_STATEMENTS = 41  # one of them withdraws the archive copy, which there hardly ever is by then
OF_WHAT_COMES_BACK = 55  # as places, as numbers, and as numbers in place of places


def cost(event, voice, minutes):
    """How many statements the publication takes."""
    with counted_statements() as statements:
        send(event, voice, NOW + timedelta(minutes=minutes))
    return len(statements)


def make_people(event, number):
    with db.transaction() as session:
        people = [Registration(**registration_values(event.id)) for _ in range(number)]
        session.add_all(people)
        session.flush()
        return [each.id for each in people]


def make_bookings(event, number, people, state=State.HELD):
    """These people have places of that item, or wait for one, since the programme is public."""
    with db.transaction() as session:
        offer = session.scalars(sa.select(Offer.id).where(Offer.event_id == event.id, Offer.item == item(number))).one()
        for place, person in enumerate(people, 1):
            facts = {"seat": place} if state is State.HELD else {"waiting_at": NOW, "waiting_rank": place}
            whose = {"event_id": event.id, "offer_id": offer, "registration_id": person}
            session.add(Booking(**whose, **facts, state=state, source=Source.SELF, at=NOW))


@pytest.mark.parametrize("number", [10, 30])
def test_what_moves_clashes_is_lost_and_comes_back_costs_few_statements_however_many_have_booked_it(
    session, voice, number
):
    event = make_workshops(voice)
    for each in (1, 2):
        change(event, each, seats=number)
    send(event, voice)
    people, others = make_people(event, number), make_people(event, number // 2)
    for each in (1, 2):
        make_bookings(event, each, people)
    make_bookings(event, 1, others, State.WAITING)
    change(event, 1, starts_at=slot(1, 300).starts_at)
    statements = [cost(event, voice, 1)]
    mails_leave()
    change(event, 2, starts_at=slot(2, 330).starts_at)
    statements.append(cost(event, voice, 10))
    mails_leave()
    change(event, 1)
    statements.append(cost(event, voice, 20))
    both = len(people) + len(others)
    assert Counter(letter for _whom, letter, _places in letters()) == {
        "item_changed": both, "item_clash": number, "item_lost": both
    }  # fmt: skip
    bring_back(event, 4)
    change(event, 1, seats=number // 2)
    back = cost(event, voice, 21)
    assert standing(event.id) == (people[: number // 2], people[number // 2 :] + others)
    assert ([each for each in statements if each > MOST_STATEMENTS], back <= OF_WHAT_COMES_BACK) == ([], True)
