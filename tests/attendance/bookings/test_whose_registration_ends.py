"""What becomes of places in items when a registration ends, goes online or is handed on."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.codes import Move, Refusal, State
from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.core.timekeeping.services import note_run
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.deciding import services as deciding
from gocluster_events.meeting.registration.own.services import ending
from gocluster_events.meeting.registration.people.models import Registration, Substitution
from gocluster_events.meeting.registration.people.queries.decisions import standings
from gocluster_events.meeting.registration.people.queries.people import registration_by_address
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.booking import book, change_person, give_up, make_offer, moves, standing, wait
from tests.support.make import make_event, make_registration
from tests.support.registrants import CHANCE, HOUR, cancel, change_participation, come_back
from tests.support.settings import NOW

MINUTE = timedelta(minutes=1)
KIM = Substitute(title="", first_name="Kim", last_name="Muster", email="kim@example.org", language="de")


@pytest.fixture
def event(session):
    return make_event()


@pytest.fixture
def people(event):
    """Four confirmed people of different institutions."""
    return [make_registration(event, organisation=f"Institut {number}").id for number in range(4)]


@pytest.mark.both_databases
def test_whose_registration_ends_or_goes_online_loses_the_place_and_the_next_has_it(event, people):
    make_offer(event, item_seats=2)
    one, two, three, four = people
    for person in (one, two):
        book(event.id, person)
    for person in (three, four):
        wait(event.id, person)
    with db.transaction() as session:
        session.get_one(Registration, one).status = Status.CANCELLED
        session.get_one(Registration, two).mode = Mode.ONLINE
    assert settle_due(NOW) == 4
    assert (standing(event.id), settle_due(NOW)) == (([three, four], []), 0)
    assert moves(one) == [Move.BOOKED, Move.LOST]


def test_a_decline_that_can_be_undone_keeps_the_place_until_it_cannot(event, people):
    make_offer(event)
    book(event.id, people[0])
    with db.transaction() as session:
        row = session.get_one(Registration, people[0])
        row.status, row.hold_until, row.ended_at = Status.DECLINED, NOW.replace(hour=NOW.hour + 1), NOW
    assert (settle_due(NOW), settle_due(NOW.replace(hour=NOW.hour + 1))) == (0, 1)


@pytest.mark.both_databases
def test_a_substitute_has_the_places_and_the_numbers_on_lists_and_nobody_moves_up(event, people):
    for number in (1, 2):
        make_offer(event, number, start=60 * number)
    giver, waiting, other, _last = people
    book(event.id, giver, 1)
    book(event.id, other, 2)
    wait(event.id, waiting, 1)
    wait(event.id, giver, 2)
    substitution.name_substitute(event.id, giver, KIM, NOW)
    naming = db.session().scalars(sa.select(Substitution)).one()
    kim = substitution.accept_substitution(event.id, naming.id, naming.generation, NOW, CHANCE)[0]
    assert settle_due(NOW) == 2
    assert [standing(event.id, number) for number in (1, 2)] == [([kim], [waiting]), ([other], [kim])]
    assert moves(kim) == [Move.TAKEN_OVER, Move.TAKEN_OVER]


def test_a_place_is_handed_on_once_and_a_later_end_ends_it(event, people):
    """Whoever comes back after handing on, books anew and cancels, hands nothing on to the substitute of then."""
    make_offer(event)
    giver = people[0]
    substitution.name_substitute(event.id, giver, KIM, NOW)
    naming = db.session().scalars(sa.select(Substitution)).one()
    substitution.accept_substitution(event.id, naming.id, naming.generation, NOW, CHANCE)
    with db.transaction() as session:
        session.get_one(Registration, giver).status = Status.CONFIRMED
    book(event.id, giver)
    ending.cancel(event.id, giver, NOW + HOUR)
    settle_due(NOW + HOUR)
    assert standing(event.id) == ([], [])


def goes_and_comes_back(event, person):
    cancel(event, person, NOW + HOUR)
    yield
    come_back(event, person, NOW + 2 * HOUR)


def goes_online_and_back(event, person):
    change_participation(event, person, NOW + HOUR, mode=Mode.ONLINE)
    yield
    change_participation(event, person, NOW + 2 * HOUR, mode=Mode.ONSITE)


def hands_on_and_comes_back(event, person):
    substitution.name_substitute(event.id, person, KIM, NOW + HOUR)
    naming = db.session().scalars(sa.select(Substitution)).one()
    substitution.accept_substitution(event.id, naming.id, naming.generation, NOW + HOUR, CHANCE)
    yield
    come_back(event, person, NOW + 2 * HOUR)


@pytest.mark.both_databases
@pytest.mark.parametrize("looks", [True, False], ids=["the worker looks", "nobody looks"])
@pytest.mark.parametrize("way", [goes_and_comes_back, goes_online_and_back])
def test_whoever_comes_back_has_lost_the_place_whether_or_not_anybody_looked_meanwhile(event, people, way, looks):
    make_offer(event)
    one, waiting = people[:2]
    book(event.id, one)
    wait(event.id, waiting)
    for _ in way(event, one):
        if looks:
            settle_due(NOW + HOUR)
    settle_due(NOW + 2 * HOUR)
    assert (standing(event.id), moves(one)) == (([waiting], []), [Move.BOOKED, Move.LOST])
    assert book(event.id, one) is Refusal.FULL


@pytest.mark.both_databases
def test_a_substitute_who_was_away_by_a_clock_that_was_ahead_keeps_what_was_handed_on(event, people):
    make_offer(event)
    kim = make_registration(event, email=KIM.email, away_at=NOW + HOUR / 2).id
    change_person(kim, status=Status.CANCELLED, ended_at=NOW + HOUR / 2)
    book(event.id, people[0])
    next(hands_on_and_comes_back(event, people[0]))
    for seconds in (1, 2):  # the clock has been put right
        settle_due(NOW + timedelta(seconds=seconds))
    assert (standing(event.id), moves(kim)) == (([kim], []), [Move.TAKEN_OVER])


@pytest.mark.parametrize("looks", [True, False], ids=["the worker looks", "nobody looks"])
def test_the_substitute_has_the_place_of_whoever_comes_back_whether_or_not_anybody_looked(event, people, looks):
    make_offer(event)
    giver = people[0]
    book(event.id, giver)
    for _ in hands_on_and_comes_back(event, giver):
        if looks:
            settle_due(NOW + HOUR)
    settle_due(NOW + 2 * HOUR)
    kim = registration_by_address(db.session(), event.id, KIM.email)
    assert (standing(event.id), moves(giver)) == (([kim.id], []), [Move.BOOKED, Move.HANDED_ON])


def test_a_substitute_who_had_cancelled_before_keeps_the_place_that_was_handed_on(event, people):
    make_offer(event)
    kim = make_registration(event, email=KIM.email, away_at=NOW + HOUR / 2).id
    change_person(kim, status=Status.CANCELLED, ended_at=NOW + HOUR / 2)
    book(event.id, people[0])
    for _ in hands_on_and_comes_back(event, people[0]):
        settle_due(NOW + HOUR)
    settle_due(NOW + 3 * HOUR)
    assert standing(event.id) == ([kim], [])


def decided(event, person, kind, at):
    """A decision about the person, which can be taken back."""
    db.session().rollback()
    seen, act = standings(db.session(), event.id, [person]), Act("organiser@example.org", at)
    return deciding.decide(event.id, seen, kind, act, Localized("Voll", "Full")).decision_id


def take_back(event, decision, at):
    deciding.undo(event.id, decision, Act("organiser@example.org", at))


def test_a_decline_that_is_taken_back_leaves_the_place(event, people):
    make_offer(event)
    book(event.id, people[0])
    take_back(event, decided(event, people[0], Kind.DECLINE, NOW + HOUR), NOW + HOUR + MINUTE)
    settle_due(NOW + HOUR * 2)
    assert standing(event.id) == ([people[0]], [])


def test_while_a_clock_is_days_ahead_whoever_was_declined_just_now_keeps_the_place_for_when_that_is_taken_back(
    event, people
):
    make_offer(event)
    book(event.id, people[0])
    decline = decided(event, people[0], Kind.DECLINE, NOW + MINUTE)
    for at in (NOW, NOW + MINUTE, NOW + 48 * HOUR):
        note_run(at)
    settle_due(NOW + 48 * HOUR)
    take_back(event, decline, NOW + 2 * MINUTE)
    settle_due(NOW + 2 * MINUTE)
    assert standing(event.id) == ([people[0]], [])


def test_a_confirmation_that_is_taken_back_ends_what_was_booked_by_it(event):
    make_offer(event)
    person = make_registration(event, status=Status.RECEIVED, confirmed_at=None).id
    decision = decided(event, person, Kind.CONFIRM, NOW)
    book(event.id, person)
    take_back(event, decision, NOW + MINUTE)
    decided(event, person, Kind.CONFIRM, NOW + 2 * MINUTE)
    settle_due(NOW + 2 * MINUTE)
    assert (standing(event.id), moves(person)) == (([], []), [Move.BOOKED, Move.LOST])


def test_who_was_away_by_a_clock_that_was_ahead_keeps_what_they_book_afterwards(event, people):
    who, other = people[:2]
    make_offer(event, 1)
    make_offer(event, 2, 60)
    book(event.id, other, 2)
    change_person(who, away_at=NOW + timedelta(hours=1))
    assert (book(event.id, who), wait(event.id, who, 2)) == (State.HELD, State.WAITING)
    db.session().rollback()
    settle_due(NOW + timedelta(seconds=1))
    give_up(event.id, other, 2)
    settle_due(NOW + timedelta(seconds=2))
    assert (standing(event.id)[0], standing(event.id, 2)) == ([who], ([who], []))
