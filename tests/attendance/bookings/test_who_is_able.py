"""Who can have the place that is free: not whoever was declined, nor by giving back what has begun."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import BookingMove
from gocluster_events.attendance.bookings.queries.boxes import boxes
from gocluster_events.attendance.bookings.queries.offers import editions_with_due_moves, offerings
from gocluster_events.attendance.bookings.rules.codes import Move, Passed, Refusal, State
from gocluster_events.attendance.bookings.rules.faces import Face
from gocluster_events.attendance.bookings.services import booking
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import book, change, change_person, give_up, item, make_offer, own, standing, swap, wait
from tests.support.make import make_event, make_registration
from tests.support.programme import NINE
from tests.support.settings import NOW

HELD, WAITING = State.HELD, State.WAITING
LATE = NOW + timedelta(minutes=5)


@pytest.fixture
def event(session):
    return make_event()


def decline(person):
    """The team declines the person's registration, which can still be undone."""
    change_person(person, status=Status.DECLINED, hold_until=LATE, ended_at=NOW)


def faces(event, person):
    db.session().rollback()
    offers, row = offerings(db.session(), event).values(), db.session().get_one(Registration, person)
    return [each.face for each in boxes(db.session(), row, offers, NOW)]


@pytest.mark.both_databases
def test_whoever_was_declined_a_moment_ago_does_not_move_up_and_keeps_the_number(event, people):
    make_offer(event)
    one, declined, next_one = people
    book(event.id, one)
    wait(event.id, declined)
    wait(event.id, next_one)
    decline(declined)
    give_up(event.id, one)
    assert standing(event.id) == ([next_one], [declined])
    moved = db.session().scalars(sa.select(BookingMove).where(BookingMove.move == Move.MOVED_UP)).one()
    assert (moved.registration_id, moved.passed) == (next_one, [[declined, Passed.NOT_CONFIRMED.value]])
    assert (settle_due(LATE), standing(event.id)) == (1, ([next_one], []))


@pytest.mark.both_databases
def test_a_free_place_that_only_a_declined_person_waits_for_is_for_anybody(event, people):
    make_offer(event)
    one, declined, newcomer = people
    book(event.id, one)
    wait(event.id, declined)
    decline(declined)
    change(event, 1, moves_until=NOW)
    give_up(event.id, one)
    assert (faces(event, newcomer), book(event.id, newcomer)) == ([Face.OPEN], HELD)


def test_a_declined_person_who_comes_back_in_time_moves_up_as_before(event, people):
    make_offer(event)
    one, declined, _other = people
    book(event.id, one)
    wait(event.id, declined)
    decline(declined)
    give_up(event.id, one)
    assert (settle_due(NOW), standing(event.id)) == (0, ([], [declined]))
    change_person(declined, status=Status.CONFIRMED, hold_until=None, ended_at=None)
    assert (settle_due(NOW), standing(event.id)) == (1, ([declined], []))


def test_people_who_name_no_organisation_are_of_none_whether_they_book_or_move_up(event):
    make_offer(event, item_seats=3, most_per_organisation=1)
    people = [make_registration(event, organisation="").id for _ in range(3)]
    book(event.id, people[0])
    assert faces(event, people[1]) == [Face.OPEN]
    assert [book(event.id, each) for each in people[1:]] == [HELD, HELD]


@pytest.mark.parametrize("verb", [booking.swap, booking.wait])
def test_what_has_begun_is_not_given_back_for_something_else(event, people, verb):
    make_offer(event, 1)
    make_offer(event, 2, start=30)
    book(event.id, people[0], 1)
    late = Act(own(people[0]).by, NINE + timedelta(minutes=10))
    with pytest.raises(Refused) as refusal:
        if verb is booking.swap:
            booking.swap(event.id, people[0], item(1), item(2), late)
        else:
            booking.wait(event.id, people[0], item(2), late, instead_of=item(1))
    assert (refusal.value.code, standing(event.id, 1)) == (Refusal.OTHER_BEGUN, ([people[0]], []))


def test_nobody_moves_up_out_of_an_item_that_has_begun(event, people):
    make_offer(event, 1)
    make_offer(event, 2, start=30, moves_until=NINE + timedelta(minutes=30))
    one, two, _three = people
    book(event.id, one, 2)
    book(event.id, two, 1)
    swap(event.id, two, 1, 2)
    late = NINE + timedelta(minutes=10)
    booking.give_up(event.id, one, item(2), Act(own(one).by, late))
    assert (standing(event.id, 1), standing(event.id, 2)) == (([two], []), ([], [two]))


def test_nobody_asks_each_second_who_moves_up_in_what_has_begun_whatever_hour_was_typed(event, people):
    make_offer(event, moves_until=NINE + timedelta(hours=3))
    book(event.id, people[0])
    wait(event.id, people[1])
    change(event, 1, item_seats=2)
    db.session().rollback()
    assert editions_with_due_moves(db.session(), NOW) == {event.id: False}
    assert editions_with_due_moves(db.session(), NINE) == {}


def test_a_place_at_another_time_is_not_given_back_for_this_one(event, people):
    make_offer(event, 1)
    make_offer(event, 2, start=60)
    book(event.id, people[0], 1)
    assert swap(event.id, people[0], 1, 2) is Refusal.NOT_BOOKED
    assert wait(event.id, people[0], 2, instead_of=item(1)) is Refusal.NOT_BOOKED
    assert standing(event.id, 1) == ([people[0]], [])


def test_who_moves_up_keeps_the_place_that_clashes_no_more(event, people):
    make_offer(event, 1)
    make_offer(event, 2)
    one, two, _three = people
    book(event.id, one, 1)
    book(event.id, two, 2)
    swap(event.id, two, 2, 1)
    change(event, 2, starts_at=NINE + timedelta(hours=3), ends_at=NINE + timedelta(hours=4))
    give_up(event.id, one, 1)
    assert (standing(event.id, 1), standing(event.id, 2)) == (([two], []), ([two], []))


def test_who_waits_and_then_offers_the_place_that_stands_in_the_way_has_the_other_at_once(event, people):
    make_offer(event, 1)
    make_offer(event, 2, start=60)
    one, two, _three = people
    book(event.id, one, 1)
    wait(event.id, two, 1)
    book(event.id, two, 2)
    change(event, 2, starts_at=NINE, ends_at=NINE + timedelta(hours=1))
    give_up(event.id, one, 1)
    assert standing(event.id, 1) == ([], [two])  # the item was moved to the same hour
    change(event, 1, is_paused=True)
    assert wait(event.id, two, 1, instead_of=item(2)) is Refusal.PAUSED
    change(event, 1, is_paused=False)
    assert [wait(event.id, two, 1, instead_of=item(2)) for _ in range(2)] == [HELD, HELD]
    assert (standing(event.id, 1), standing(event.id, 2)) == (([two], []), ([], []))
