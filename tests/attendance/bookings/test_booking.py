"""A place in an item: booked, waited for, swapped, given up; whoever is next moves up."""

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import BookingMove
from gocluster_events.attendance.bookings.queries.offers import offerings
from gocluster_events.attendance.bookings.queries.own import own_bookings
from gocluster_events.attendance.bookings.rules.codes import Move, Passed, Refusal, State
from gocluster_events.attendance.bookings.services import booking, several, team
from gocluster_events.attendance.bookings.services.offers import follow
from gocluster_events.core import db
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.rules.codes import SignUp, Visibility
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import TEAM, book, give_up, item, make_offer, moves, own, standing, swap, wait
from tests.support.make import make_event, make_registration
from tests.support.programme import MAI, NINE, plan, publish, slot, timetable, with_people
from tests.support.settings import NOW

HELD, WAITING = State.HELD, State.WAITING


@pytest.fixture
def event(session):
    return make_event()


@pytest.mark.both_databases
def test_a_place_is_booked_once_however_often_one_clicks(event, people):
    make_offer(event)
    assert [book(event.id, people[0]), book(event.id, people[0])] == [HELD, HELD]
    assert (standing(event.id), moves(people[0])) == (([people[0]], []), [Move.BOOKED])


@pytest.mark.both_databases
def test_who_waits_moves_up_in_order_when_a_place_is_given_up(event, people):
    make_offer(event)
    one, two, three = people
    assert [book(event.id, one), book(event.id, two), wait(event.id, two), wait(event.id, three)] == [
        HELD, Refusal.FULL, WAITING, WAITING
    ]  # fmt: skip
    assert [each.number for each in own_bookings(db.session(), three)] == [2]
    give_up(event.id, one)
    assert (standing(event.id), moves(two)) == (([two], [three]), [Move.JOINED, Move.MOVED_UP])
    give_up(event.id, one)  # again
    assert standing(event.id) == ([two], [three])


@pytest.mark.both_databases
def test_a_swap_over_three_people_leaves_nobody_with_nothing(event, people):
    """Each of the last two waits for what the one before has; when the first goes, everybody has their wish."""
    for number in (1, 2, 3):
        make_offer(event, number)
    one, two, three = people
    for number, person in enumerate(people, 1):
        book(event.id, person, number)
    assert [swap(event.id, two, 2, 1), swap(event.id, three, 3, 2)] == [WAITING, WAITING]
    assert standing(event.id, 2) == ([two], [three])
    give_up(event.id, one)
    assert [standing(event.id, number) for number in (1, 2, 3)] == [([two], []), ([three], []), ([], [])]
    assert moves(two) == [Move.BOOKED, Move.JOINED, Move.SWAPPED_OUT, Move.MOVED_UP]


def test_a_swap_for_what_is_free_happens_at_once_and_twice_is_once(event, people):
    make_offer(event, 1)
    make_offer(event, 2)
    book(event.id, people[0], 1)
    assert [swap(event.id, people[0], 1, 2), swap(event.id, people[0], 1, 2)] == [HELD, HELD]
    assert [standing(event.id, number) for number in (1, 2)] == [([], []), ([people[0]], [])]


def test_two_places_at_the_same_time_are_refused_and_items_that_touch_are_not(event, people):
    make_offer(event, 1)
    make_offer(event, 2, start=30)
    make_offer(event, 3, start=60)
    assert [book(event.id, people[0], number) for number in (1, 2, 3)] == [HELD, Refusal.CLASH, HELD]


def test_a_place_ends_waiting_for_what_is_at_that_time_unless_one_wants_to_go_on(event, people):
    for number in (1, 2):
        make_offer(event, number)
    one, two, three = people
    book(event.id, one, 1)
    wait(event.id, two, 1)
    wait(event.id, three, 1)
    make_offer(event, 3, item_seats=2)
    book(event.id, two, 3)
    book(event.id, three, 3, keeps_waiting=True)
    assert standing(event.id, 1) == ([one], [three])
    give_up(event.id, one, 1)
    assert (standing(event.id, 1), standing(event.id, 3)) == (([three], []), ([two], []))


def test_a_list_from_which_two_places_would_keep_somebody_ends_with_the_second_of_them(event, people):
    """Nobody gives two places back for one, so nobody waits for what can never be theirs."""
    for number, start, length in ((1, 0, 60), (2, 60, 60), (3, 0, 120)):
        make_offer(event, number, start, length)
    one, two, _three = people
    book(event.id, one, 3)
    book(event.id, two, 1)
    assert wait(event.id, two, 3, instead_of=item(1)) is WAITING
    assert book(event.id, two, 2, keeps_waiting=True) is HELD
    assert (standing(event.id, 3), moves(two)[-1]) == (([one], []), Move.WITHDRAWN)
    assert [standing(event.id, number)[0] for number in (1, 2)] == [[two], [two]]


def test_whoever_swaps_the_place_that_they_would_give_back_waits_on_for_the_third(event, people):
    for number, start, length in ((1, 0, 60), (2, 30, 60), (3, 0, 120)):
        make_offer(event, number, start, length)
    one, two, _three = people
    book(event.id, one, 3)
    book(event.id, two, 1)
    wait(event.id, two, 3, instead_of=item(1))
    booking.swap(event.id, two, item(1), item(2), own(two), keeps_waiting=True)
    give_up(event.id, one, 3)
    assert [standing(event.id, number)[0] for number in (1, 2, 3)] == [[], [], [two]]


def test_whoever_joins_a_list_and_has_the_place_at_once_waits_on_for_what_is_at_that_time(event, people):
    for number in (1, 2):
        make_offer(event, number)
    one, two, three = people
    book(event.id, one, 1)
    book(event.id, two, 2)
    wait(event.id, three, 1)
    give_up(event.id, two, 2)  # while the third still reads that all places are taken
    assert wait(event.id, three, 2) is HELD
    assert standing(event.id, 1) == ([one], [three])
    give_up(event.id, one, 1)
    assert [standing(event.id, number) for number in (1, 2)] == [([three], []), ([], [])]


def test_an_organisation_that_has_enough_is_passed_and_the_log_says_why(event, people):
    make_offer(event, item_seats=2, most_per_organisation=1)
    colleagues = [make_registration(event, organisation=name).id for name in ("Labor Nord", "Labor  nord GmbH")]
    one, two, three = people
    for person in (colleagues[0], one):
        book(event.id, person)
    wait(event.id, colleagues[1])
    wait(event.id, two)
    give_up(event.id, one)
    assert standing(event.id) == ([colleagues[0], two], [colleagues[1]])
    last = db.session().scalars(sa.select(BookingMove).where(BookingMove.move == Move.MOVED_UP)).one()
    assert (last.position, last.passed) == (2, [[colleagues[1], Passed.ORGANISATION_FULL.value]])
    assert book(event.id, three) is Refusal.FULL


@pytest.mark.parametrize(
    ("offer", "person", "refusal"),
    [
        ({"is_listed": False}, {}, Refusal.DROPPED),
        ({}, {"status": Status.CANCELLED}, Refusal.ENDED),
        ({}, {"status": Status.IN_REVIEW}, Refusal.NOT_CONFIRMED),
        ({}, {"mode": Mode.ONLINE}, Refusal.WRONG_MODE),
        ({"is_members_only": True}, {}, Refusal.MEMBERS_ONLY),
        ({"opens_at": NINE}, {}, Refusal.NOT_YET),
        ({"opens_at": NOW.replace(year=2026), "closes_at": NOW}, {}, Refusal.CLOSED),
        ({"is_paused": True}, {}, Refusal.PAUSED),
        ({"item_seats": 0}, {}, Refusal.FULL),
    ],
    ids=lambda value: value.name if isinstance(value, Refusal) else "",
)
def test_who_cannot_book_reads_why(event, offer, person, refusal):
    make_offer(event, **offer)
    assert book(event.id, make_registration(event, **person).id) is refusal


def test_nobody_books_what_is_unknown_or_of_another_meeting(event, people):
    make_offer(make_event(), 2)
    assert [book(event.id, people[0], number) for number in (1, 2)] == [Refusal.DROPPED, Refusal.DROPPED]
    other = make_event(status=EventStatus.ARCHIVED)
    make_offer(other)
    assert book(other.id, make_registration(other).id) is Refusal.ARCHIVED


def test_who_is_on_stage_has_no_place_at_that_time(event, people):
    plan(event, MAI.__class__(MAI.uuid, MAI.first_name, MAI.last_name, email="Mai@Example.org"))
    plan(event, with_people(slot(1, room=None), MAI))
    publish(event)
    make_offer(event, 2, start=30)
    make_offer(event, 3, start=60)
    mai = make_registration(event, email="mai@example.org").id
    assert [book(event.id, mai, number) for number in (2, 3)] == [Refusal.ON_STAGE, HELD]


def test_after_moving_up_is_over_free_places_are_for_who_waits_and_nobody_passes_them(event, people):
    offer = make_offer(event)
    one, two, three = people
    book(event.id, one)
    wait(event.id, two)
    with db.transaction() as session:
        session.merge(offer).moves_until = NOW
    give_up(event.id, one)
    assert (standing(event.id), book(event.id, three)) == (([], [two]), Refusal.WAITING_BEFORE_YOU)


def test_the_team_adds_above_the_places_with_a_reason_and_lowering_them_takes_nobody_out(event, people):
    make_offer(event)
    one, two, three = people
    book(event.id, one)
    with pytest.raises(Refused) as refusal:
        team.add(event.id, two, item(1), " ", TEAM)
    assert refusal.value.code is Refusal.REASON_MISSING
    team.add(event.id, two, item(1), "Gast des Vorstands", TEAM)
    wait(event.id, three)
    give_up(event.id, one)
    assert standing(event.id) == ([two], [three])
    team.take_out(event.id, two, item(1), "Doppelt", TEAM)
    assert standing(event.id) == ([three], [])


def test_the_team_moves_a_place_to_another_item_and_the_next_has_the_one_before(event, people):
    make_offer(event, 1)
    make_offer(event, 2)
    book(event.id, people[0], 1)
    wait(event.id, people[1], 1)
    several.move(event.id, people[0], item(1), item(2), "Raum zu klein", TEAM)
    assert [standing(event.id, number) for number in (1, 2)] == [([people[1]], []), ([people[0]], [])]


def test_giving_up_is_possible_until_the_item_begins(event, people):
    make_offer(event)
    book(event.id, people[0])
    late = own(people[0]).__class__(own(people[0]).by, NINE)
    with pytest.raises(Refused) as refusal:
        booking.give_up(event.id, people[0], item(1), late)
    assert (refusal.value.code, standing(event.id)) == (Refusal.BEGUN, ([people[0]], []))


def test_an_offer_follows_the_published_programme(event, people):
    rooms = timetable(
        slot(1, sign_up=SignUp.BOOK, room=2),
        slot(2, sign_up=SignUp.BOOK, seats=12, visibility=Visibility.MEMBERS),
        slot(3),
        slot(4, start=None, sign_up=SignUp.BOOK),
    )
    with db.transaction() as session:
        follow(session, event.id, rooms)
    book(event.id, people[0], 1)
    with db.transaction() as session:
        follow(session, event.id, timetable(slot(2, start=60, sign_up=SignUp.BOOK)))
    stands = {
        number: (each.seats, each.is_members_only, each.is_listed, each.starts_at.hour, each.held)
        for number, each in ((int(uuid[-1]), each) for uuid, each in offerings(db.session(), event).items())
    }
    assert stands == {1: (40, False, False, 7, 1), 2: (200, False, True, 8, 0)}
