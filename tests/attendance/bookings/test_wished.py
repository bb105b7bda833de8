"""Places that go by wishes: nobody books them before they are allotted, and what is left is booked as anywhere."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries.moves import moves_of_person
from gocluster_events.attendance.bookings.queries.offers import offering
from gocluster_events.attendance.bookings.queries.places import item_places
from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, Source, State
from gocluster_events.attendance.bookings.services import team
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.attendance.bookings.services.wished import Allotted, Waiting, allot, announce, open_rest
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.rules.codes import WORKER, Status
from tests.support.booking import (
    TEAM,
    book,
    change,
    change_person,
    give_up,
    item,
    mails,
    make_offer,
    moves,
    standing,
    swap,
    wait,
)
from tests.support.counting import counted_statements
from tests.support.make import make_registration
from tests.support.programme import NINE
from tests.support.settings import NOW

ACT, HOUR = Act(WORKER, NOW), timedelta(hours=1)


@pytest.fixture
def event(event: Event) -> Event:
    """B1 and B2 go by wishes, with two places each; C1 is booked."""
    for number in (1, 2):
        change(event, number, by_wish=True, item_seats=2)
    return event


def hours(event: Event, until=None, rest=None) -> None:
    """Wishes are collected until then, and the rest can be booked from then on."""
    with db.transaction() as session:
        announce(session, event.id, until)
        if rest is not None:
            open_rest(session, event.id, rest)


def given(event: Event, places=(), waits=()):
    """What remains of these places, once they are allotted and what is left can be booked."""
    with db.transaction() as session:
        rest = allot(session, session.get_one(Event, event.id), places, waits, ACT)
        open_rest(session, event.id, NOW)
    return rest


@pytest.mark.parametrize(
    ("until", "rest", "refusal"),
    [
        (None, None, Refusal.WISHES),
        (NOW + HOUR, None, Refusal.WISHES),
        (NOW, None, Refusal.ALLOTTING),
        (NOW - HOUR, NOW + HOUR, Refusal.ALLOTTING),
        (NOW - HOUR, NOW, State.HELD),
    ],
)
def test_nobody_books_before_the_places_are_allotted(event, people, until, rest, refusal):
    hours(event, until, rest)
    assert book(event.id, people[0], 1) is refusal
    assert wait(event.id, people[1], 2) is refusal


def test_neither_the_team_nor_a_swap_gives_a_place_before_that(event, people):
    hours(event, NOW - HOUR)
    book(event.id, people[0], 3)
    change(event, 3, starts_at=NINE, ends_at=NINE + HOUR)
    assert swap(event.id, people[0], 3, 1) is Refusal.ALLOTTING
    with pytest.raises(Refused) as refused:
        team.add(event.id, people[1], item(1), "Ehrengast", TEAM)
    assert refused.value.code is Refusal.ALLOTTING
    assert standing(event.id, 1) == ([], [])


def test_what_is_booked_knows_nothing_of_the_hours_of_wishes(event, people):
    hours(event, NOW + HOUR)
    assert book(event.id, people[0], 3) is State.HELD


def test_once_the_item_has_begun_nobody_waits_for_wishes_any_more(event):
    hours(event, NOW - HOUR)
    with db.transaction() as session:
        mine = offering(session, session.get_one(Event, event.id), item(1))
    assert mine is not None
    assert (mine.wish_phase(NINE - HOUR), mine.wish_phase(NINE)) == (Refusal.ALLOTTING, None)


def test_the_public_reads_of_no_free_place_before_the_rest(event):
    hours(event, NOW + HOUR)
    read = lambda: item_places(db.session(), db.session().get_one(Event, event.id), NOW)[item(1)]  # noqa: E731 -- twice
    before = read()
    assert (before.seats, before.free, before.is_open, before.phase) == (2, 0, False, Refusal.WISHES)
    hours(event, NOW - HOUR, NOW)
    after = read()
    assert (after.free, after.is_open, after.phase) == (2, True, None)


def test_places_and_numbers_are_given_as_they_were_allotted_and_nobody_is_told(event, people):
    one, two, three = people
    hours(event, NOW - HOUR)
    places = [Allotted(one, item(1)), Allotted(two, item(1)), Allotted(three, item(2))]
    assert given(event, places, [Waiting(three, item(1), item(2)), Waiting(two, item(2), item(1))]) == []
    assert [standing(event.id, number) for number in (1, 2)] == [([one, two], [three]), ([three], [two])]
    assert [moves(each) for each in people] == [
        [Move.ALLOTTED],
        [Move.ALLOTTED, Move.JOINED],
        [Move.ALLOTTED, Move.JOINED],
    ]
    rows = db.session().scalars(sa.select(Booking).order_by(Booking.id)).all()
    assert {row.source for row in rows} == {Source.ALLOCATION}
    assert [row.instead_of for row in rows[3:]] == [rows[2].id, rows[1].id]
    assert [mails(each) for each in people] == [[], [], []]


def test_whoever_missed_a_better_wish_moves_up_in_the_order_given_and_gives_the_other_place_back(event, people):
    one, two, three = people
    change(event, 1, item_seats=1)
    places = [Allotted(one, item(1)), Allotted(two, item(2)), Allotted(three, item(2))]
    given(event, places, [Waiting(three, item(1), item(2)), Waiting(two, item(1), item(2))])
    give_up(event.id, one, 1)
    assert [standing(event.id, number) for number in (1, 2)] == [([three], [two]), ([two], [])]


def test_nobody_moves_up_before_the_rest_is_open(event, people):
    hours(event, NOW - HOUR)
    with db.transaction() as session:
        allot(session, session.get_one(Event, event.id), [], [Waiting(people[0], item(1))], ACT)
    assert settle_due(NOW) == 0
    hours(event, NOW - HOUR, NOW)
    assert settle_due(NOW) == 1
    assert standing(event.id, 1) == ([people[0]], [])


def test_no_item_is_filled_above_its_seats(event, people):
    with pytest.raises(Refused) as refused:
        given(event, [Allotted(each, item(1)) for each in people])
    assert refused.value.code is Refusal.FULL
    assert standing(event.id, 1) == ([], [])


def test_places_of_what_is_booked_are_not_allotted(event, people):
    with pytest.raises(Refused) as refused:
        given(event, [Allotted(people[0], item(3))])
    assert refused.value.code is Refusal.DROPPED


def test_whoever_has_booked_something_else_at_that_time_keeps_that(event, people):
    change(event, 3, starts_at=NINE, ends_at=NINE + HOUR)
    book(event.id, people[0], 3)
    places = [Allotted(people[0], item(1)), Allotted(people[1], item(1))]
    assert given(event, places, [Waiting(people[0], item(2), item(1))]) == places[:1]
    assert (standing(event.id, 1), standing(event.id, 2)) == (([people[1]], []), ([], [people[0]]))
    assert db.session().scalars(sa.select(Booking.instead_of).where(Booking.state == State.WAITING)).all() == [None]


def test_allotting_twice_gives_nothing_twice(event, people):
    places, waits = [Allotted(people[0], item(1))], [Waiting(people[0], item(2), item(1))]
    given(event, places, waits)
    assert given(event, places, waits) == []
    assert (standing(event.id, 1), standing(event.id, 2)) == (([people[0]], []), ([], [people[0]]))


def test_places_are_allotted_in_the_same_few_statements_however_many_they_are(event, people):
    make_offer(event, 9, 0, by_wish=True, item_seats=40)
    crowd = [make_registration(event).id for _ in range(30)]
    with counted_statements() as few:
        given(event, [Allotted(people[0], item(1))], [Waiting(people[0], item(9), item(1))])
    with counted_statements() as many:
        given(event, [Allotted(each, item(9)) for each in crowd], [Waiting(each, item(2), item(9)) for each in crowd])
    assert len(many) == len(few)
    assert len(standing(event.id, 9)[0]) == 30


def test_a_number_on_a_list_says_what_it_was_when_it_was_given(event, people):
    given(event, [], [Waiting(each, item(1)) for each in people])
    with db.transaction() as session:
        assert [moves_of_person(session, each)[0][0].position for each in people] == [1, 2, 3]


def test_whoever_is_not_confirmed_yet_reads_of_the_wishes(event, people):
    change_person(people[0], status=Status.IN_REVIEW)
    assert book(event.id, people[0], 1) is Refusal.WISHES
    hours(event, NOW - HOUR, NOW)
    assert book(event.id, people[0], 1) is Refusal.NOT_CONFIRMED
