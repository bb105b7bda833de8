"""What becomes of places in items when a registration ends, goes online or is handed on."""

import pytest
import sqlalchemy as sa

from gocluster_events import db
from gocluster_events.bookings.rules.codes import Move
from gocluster_events.bookings.services.settling import settle_due
from gocluster_events.events.rules.edition import Mode
from gocluster_events.registration.own.services import ending
from gocluster_events.registration.people.models import Registration, Substitution
from gocluster_events.registration.people.rules.changing import Substitute
from gocluster_events.registration.people.rules.codes import Status
from gocluster_events.registration.substitution import services as substitution
from tests.support.booking import book, make_offer, moves, standing, wait
from tests.support.make import make_event, make_registration
from tests.support.registrants import CHANCE, HOUR
from tests.support.settings import NOW

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
