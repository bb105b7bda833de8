"""What a booking costs, however many items there are."""

import pytest

from gocluster_events import db
from gocluster_events.agenda.queries import publishing as agenda
from gocluster_events.agenda.rules.codes import SignUp
from gocluster_events.bookings.rules.codes import State
from gocluster_events.bookings.services.offers import follow
from gocluster_events.bookings.services.settling import settle_due
from tests.support.booking import book, swap, wait
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

MOST_STATEMENTS = (25, 25, 40)  # the last one lets somebody move up, with a letter


def event_with(offers):
    """So many published items of two places, each at the time of its neighbours, in one of which somebody has one."""
    event = make_event()
    room = make_room(event).id
    plan(
        event,
        *(slot(n, start=5 * n, length_minutes=10, sign_up=SignUp.BOOK, seats=2, room=room) for n in range(offers)),
    )
    publish(event)
    with db.transaction() as session:
        follow(session, event.id, agenda.latest(session, event.id).timetable)
    book(event.id, make_registration(event).id, 1)
    return event


def cost(verb, *args):
    with counted_statements() as statements:
        answer = verb(*args)
    return answer, len(statements)


@pytest.mark.parametrize("offers", [12, 60])
def test_a_booking_costs_few_statements_with_many_items_as_with_few(session, offers):
    event = event_with(offers)
    person, other = (make_registration(event).id for _ in range(2))
    answers = [cost(book, event.id, person, 1), cost(wait, event.id, other, 1), cost(swap, event.id, person, 1, 2)]
    assert [answer for answer, _number in answers] == [State.HELD, State.WAITING, State.HELD]
    assert [number <= most for (_answer, number), most in zip(answers, MOST_STATEMENTS, strict=True)] == [True] * 3


def test_the_worker_asks_once_where_nothing_is_due(session):
    event = event_with(2)
    for _ in range(2):
        wait(event.id, make_registration(event).id, 1)  # the first has the place, the other waits for it
    db.session().rollback()
    answer, number = cost(settle_due, NOW)
    assert (answer, number) == (0, 2)  # BEGIN, and one that says whether anything is due
