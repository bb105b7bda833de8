"""The place of somebody on the programme who was let in stands beside the seats, whatever becomes of it."""

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules.changing import Substitute
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from gocluster_events.meeting.registration.substitution import services as substitution
from tests.support.arrivals import arrive, make_guest, number_of
from tests.support.decisions import SOON, change as change_event, decide, undo
from tests.support.make import make_event, make_registration
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.registrants import CHANCE, row_of, status
from tests.support.settings import NOW

ACTOR = "organiser@example.org"

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def let_in() -> tuple[Event, int]:
    """A fully booked edition, and the registration of somebody on its programme who was let in."""
    event = make_event(capacity_onsite=1)
    make_guest(event)
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    number = number_of(event, MAI)
    arrive(event, number)
    return event, db.session().scalars(sa.select(Registration.id).where(Registration.reference == number)).one()


def taken(event: Event, mode: Mode = Mode.ONSITE) -> int:
    db.session().rollback()
    return seats.seats(db.session(), event, mode, SOON).taken


def change(person: int, **values) -> None:
    with db.transaction() as session:
        session.execute(sa.update(Registration).where(Registration.id == person).values(**values))


def test_merged_with_a_registration_that_waits_it_gives_that_no_seat():
    event, person = let_in()
    own = make_registration(
        event, email="mai@example.org", first_name="Mai Lan", last_name="Petersen", organisation="",
        status=Status.WAITLISTED, waitlisted_at=NOW, proven_at=NOW,
    ).id  # fmt: skip
    duplicates.merge(event.id, own, person, Act(ACTOR, SOON))
    assert (status(own), row_of(own).outside_seats, taken(event)) == (Status.CONFIRMED, True, 1)


def test_handed_on_it_stays_beside_the_seats():
    event, person = let_in()
    change(person, email="mai@example.org", email_key="mai@example.org", proven_at=NOW)
    named = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(event.id, person, named, NOW)
    row = db.session().execute(sa.text("SELECT id, generation FROM substitution")).one()
    own = substitution.accept_substitution(event.id, row.id, row.generation, SOON, CHANCE)[0]
    assert (status(person), row_of(own).outside_seats, taken(event)) == (Status.SUBSTITUTED, True, 1)


def test_declined_it_leaves_no_seat_to_hold():
    event, person = let_in()
    decide(event, Kind.DECLINE, person)
    assert (status(person), taken(event)) == (Status.DECLINED, 1)


def test_a_confirmation_that_is_taken_back_leaves_it_beside_the_seats():
    event, person = let_in()
    change_event(event, capacity_onsite=2)
    address = {"email": "mai@example.org", "email_key": "mai@example.org", "proven_at": NOW}
    change(person, status=Status.RECEIVED, confirmed_at=None, **address)
    made = decide(event, Kind.CONFIRM, person)
    assert row_of(person).outside_seats is False
    undo(event, made)
    assert (status(person), row_of(person).outside_seats) == (Status.RECEIVED, True)


def test_who_takes_part_online_instead_has_a_seat_like_everybody():
    event, person = let_in()
    assert taken(event, Mode.ONLINE) == 0
    change(person, mode=Mode.ONLINE)
    assert (taken(event), taken(event, Mode.ONLINE)) == (1, 1)
