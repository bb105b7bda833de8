"""Who is on stage: booking, the item's door and “My day” say the same, by the address or as the team has said."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.rules.codes import Refusal, State
from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.attendance.item_door.queries import is_on_stage
from gocluster_events.core import db
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.queries.publishing import latest
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.site.rules.own_day import Mark
from gocluster_events.site.views.my_day import own_plan
from tests.support.booking import book, give_up, item, make_offer, standing, wait
from tests.support.make import add, make_event, make_registration
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW

MIRIAM, MAILS = "miriam@example.org", "mai@example.org"


@pytest.fixture
def event(session):
    return make_event()


def on_the_programme(event, email=MAILS):
    """Item 1 of the programme is Mai's, and item 2 can be booked at its time."""
    plan(event, replace(MAI, email=email), with_people(slot(1, room=None), MAI))
    publish(event)
    make_offer(event, 2, start=30)


def say(registration, *, is_same):
    """The team says whether the registration is Mai's."""
    mai = db.session().scalars(sa.select(Person.id).where(Person.uuid == MAI.uuid)).one()
    facts = {"person_id": mai, "registration_id": registration.id, "is_same": is_same}
    add(ContributorMatch(**facts, actor="organiser@example.org", at=NOW))


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("email", "is_same", "is_hers"),
    [(MIRIAM, None, True), (MAILS, None, False), (MAILS, True, True), (MIRIAM, False, False)],
    ids=["her address", "another address", "the team says so", "the team says no"],
)
def test_booking_the_door_and_my_day_agree_who_is_on_stage(event, email, is_same, is_hers):
    on_the_programme(event, email)
    person = make_registration(event, email=MIRIAM, first_name="Miriam")
    if is_same is not None:
        say(person, is_same=is_same)
    db.session().rollback()
    programme, row = latest(db.session(), event.id).timetable, db.session().get_one(Registration, person.id)
    days = own_plan(event, row, programme, ())
    answers = (
        is_on_stage(db.session(), row, programme.item(item(1))),
        any(each.mark is Mark.ON_STAGE for day in days for each in day.rows),
        book(event.id, person.id, 2) is Refusal.ON_STAGE,
    )
    assert answers == (is_hers, is_hers, is_hers)


def test_whose_registration_the_team_has_named_is_no_other_under_the_same_address(event):
    on_the_programme(event, MIRIAM)
    hers, other = make_registration(event), make_registration(event, email=MIRIAM, first_name="Miriam")
    say(hers, is_same=True)
    assert [book(event.id, each.id, 2) for each in (hers, other)] == [Refusal.ON_STAGE, State.HELD]


def test_whoever_is_on_stage_by_the_word_of_the_team_does_not_move_up(event):
    make_offer(event, 2, start=30)
    holder, mai, next_one = (make_registration(event) for _ in range(3))
    book(event.id, holder.id, 2)
    for each in (mai, next_one):
        wait(event.id, each.id, 2)
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    say(mai, is_same=True)
    give_up(event.id, holder.id, 2)
    assert standing(event.id, 2) == ([next_one.id], [mai.id])
