"""At the door of an item: who has a place, who may have one, and that no room is ever overfull."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.queries import offers as offerings
from gocluster_events.attendance.bookings.rules.codes import Refusal, State
from gocluster_events.attendance.door.rules import Arrival, Verdict
from gocluster_events.attendance.item_door import queries, rules, services
from gocluster_events.attendance.item_door.models import ItemAdmission
from gocluster_events.attendance.item_door.rules import ItemVerdict, Way
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.arrivals import STAFF, a_key, arrive, make_guest
from tests.support.booking import book, change, make_offer, standing, wait
from tests.support.programme import MAI, NINE, plan, publish, slot, with_people

BEFORE, AFTER = NINE - timedelta(minutes=10), NINE + timedelta(minutes=6)


def enter(event, uuid, guest, way=Way.ADMIT, *, key="", at=BEFORE):
    """What the item's door answers to the guest's code."""
    return services.admit(event.id, uuid, guest.reference, Arrival(key or a_key(), at, "Raum"), Act(STAFF, at), way)


def in_the_house(event, guest, at=BEFORE):
    """The guest, who has passed the main entrance."""
    arrive(event, guest.reference, at=at, now=at)
    return guest


def listed(event, uuid):
    """Everybody as a desk without network has them at the item's door."""
    offering = offerings.offering(db.session(), event, uuid)
    item = queries.timetable(db.session(), event.id).item(uuid)
    return queries.known_list(db.session(), event.id, offering, item, BEFORE.date())


@pytest.fixture
def guests(event):
    """Four people in the house, of different institutions."""
    return [in_the_house(event, make_guest(event, organisation=f"Institut {number}")) for number in range(4)]


def test_whoever_has_a_place_is_in_once(event, workshop, guests):
    book(event.id, guests[0].id)

    first = enter(event, workshop, guests[0], key="the-same-intention")
    again = enter(event, workshop, guests[0], key="the-same-intention")
    other = enter(event, workshop, guests[0])

    assert [each.verdict for each in (first, again, other)] == [
        ItemVerdict.WELCOME, ItemVerdict.WELCOME, ItemVerdict.ALREADY_IN,
    ]  # fmt: skip
    assert len(queries.admitted(db.session(), event.id, workshop)) == 1


def test_whoever_has_not_passed_the_main_entrance_does_so_by_a_press_of_its_own(event, workshop):
    guest = make_guest(event)
    book(event.id, guest.id)

    answer = enter(event, workshop, guest)
    assert (answer.verdict, answer.way) == (ItemVerdict.NOT_ADMITTED, Way.BOTH)
    assert enter(event, workshop, guest, Way.BOTH).verdict is ItemVerdict.WELCOME
    assert arrive(event, guest.reference, at=BEFORE, now=BEFORE).verdict is Verdict.ALREADY_IN


def test_whoever_is_not_confirmed_hears_what_the_main_entrance_says(event, workshop):
    guest = make_guest(event, status=Status.CANCELLED)
    assert enter(event, workshop, guest).verdict is Verdict.CANCELLED
    assert enter(event, workshop, guest, Way.DESPITE).verdict is Verdict.CANCELLED


def test_a_free_place_is_given_to_who_stands_there_by_a_press(event, workshop, guests):
    answer = enter(event, workshop, guests[0])
    assert (answer.verdict, answer.way, answer.seat, answer.is_next) == (ItemVerdict.NOT_BOOKED, Way.DESPITE, 1, True)
    assert enter(event, workshop, guests[0], Way.DESPITE).verdict is ItemVerdict.WELCOME
    assert standing(event.id) == ([guests[0].id], [])


def test_places_that_go_by_choice_are_given_at_the_door_only_once_they_are_allotted(event, workshop, guests):
    change(event, 1, by_wish=True, wishes_until=BEFORE - timedelta(days=9))
    answer = enter(event, workshop, guests[0], Way.DESPITE)
    assert (answer.verdict, answer.way) == (ItemVerdict.NOT_ALLOTTED, None)
    change(event, 1, rest_from=BEFORE - timedelta(days=8))
    assert enter(event, workshop, guests[0], Way.DESPITE).verdict is ItemVerdict.WELCOME


def test_no_press_fills_a_room_beyond_its_places(event, workshop, guests):
    for guest in guests[:2]:
        enter(event, workshop, guest, Way.DESPITE)

    answer = enter(event, workshop, guests[2], Way.DESPITE)

    assert (answer.verdict, answer.way) == (ItemVerdict.FULL, None)
    assert len(standing(event.id)[0]) == 2


def test_a_place_here_is_given_for_the_one_elsewhere(event, workshop, guests):
    book(event.id, guests[0].id, 2)

    answer = enter(event, workshop, guests[0])
    assert (answer.verdict, answer.elsewhere[-1]) == (ItemVerdict.ELSEWHERE, "2")
    enter(event, workshop, guests[0], Way.DESPITE)

    assert (standing(event.id, 1)[0], standing(event.id, 2)[0]) == ([guests[0].id], [])


def test_those_who_wait_in_the_house_come_before_anybody_else(event, workshop, guests):
    absent = make_guest(event, organisation="Anderswo")
    for guest in guests[:2]:
        book(event.id, guest.id)
    wait(event.id, absent.id)
    wait(event.id, guests[2].id)
    enter(event, workshop, guests[0], at=AFTER)
    services.free_missing(event.id, workshop, Act(STAFF, AFTER))

    first, other = (enter(event, workshop, guest, at=AFTER) for guest in guests[2:])

    assert (first.verdict, first.number, first.is_next) == (ItemVerdict.WAITING, 2, True)
    assert (other.verdict, other.is_next, other.ahead) == (ItemVerdict.WAITING_FIRST, False, 1)


def test_places_are_freed_by_a_press_five_minutes_after_the_start_and_never_by_the_clock(event, workshop, guests):
    for guest in guests[:2]:
        book(event.id, guest.id)
    enter(event, workshop, guests[0])

    with pytest.raises(Refused) as refusal:
        services.free_missing(event.id, workshop, Act(STAFF, NINE + timedelta(minutes=4)))
    assert refusal.value.code is Refusal.NOT_YET
    assert len(standing(event.id)[0]) == 2

    assert services.free_missing(event.id, workshop, Act(STAFF, AFTER)) == 1
    assert standing(event.id)[0] == [guests[0].id]
    late = enter(event, workshop, guests[1], at=AFTER)
    assert (late.verdict, late.way) == (ItemVerdict.RELEASED, Way.DESPITE)


def test_undone_the_place_that_was_given_there_is_free_and_a_booked_one_stays(event, workshop, guests):
    book(event.id, guests[0].id)
    for guest, way, key in ((guests[0], Way.ADMIT, "key-of-booked"), (guests[1], Way.DESPITE, "key-of-other")):
        enter(event, workshop, guest, way, key=key)
        assert services.undo(event.id, workshop, key, guest.reference, Act(STAFF, BEFORE))

    assert standing(event.id)[0] == [guests[0].id]
    assert not queries.admitted(db.session(), event.id, workshop)
    assert not services.undo(event.id, workshop, "key-of-booked", guests[0].reference, Act(STAFF, BEFORE))


def test_an_intention_that_was_undone_before_it_arrived_lets_nobody_in(event, workshop, guests):
    book(event.id, guests[0].id)
    assert not services.undo(event.id, workshop, "early-key", guests[0].reference, Act(STAFF, BEFORE))
    assert enter(event, workshop, guests[0], key="early-key").verdict is Verdict.TAKEN_BACK
    assert enter(event, workshop, guests[0]).verdict is ItemVerdict.WELCOME


def test_two_desks_without_network_let_in_only_who_is_booked_and_the_room_holds_them(event, workshop, guests):
    for guest in guests[:2]:
        book(event.id, guest.id)

    answers = [enter(event, workshop, guest, Way.BY_LIST) for guest in (*guests, *guests)]

    assert [each.verdict for each in answers].count(ItemVerdict.WELCOME) == 2
    assert len(queries.admitted(db.session(), event.id, workshop)) == 2


def test_the_list_of_a_desk_without_network_says_who_has_a_place(event, workshop, guests):
    book(event.id, guests[0].id)
    known = listed(event, workshop)
    assert sorted(each.verdict.value for each in known) == ["item_not_booked"] * 3 + ["welcome"]


def test_a_desk_without_network_lets_in_who_is_on_stage_and_nobody_of_the_same_name(event):
    workshop = with_people(slot(1, room=None, sign_up=SignUp.BOOK), MAI)
    plan(event, replace(MAI, email="mai@example.org"), workshop)
    publish(event)
    make_offer(event, 1, item_seats=2)
    name = {"first_name": MAI.first_name, "last_name": MAI.last_name}
    namesake = make_guest(event, email="somebody@example.org", **name)
    online = enter(event, workshop.uuid, in_the_house(event, namesake)).verdict
    assert [each.verdict for each in listed(event, workshop.uuid)] == [online]
    speaker = make_guest(event, email="mai@example.org", **name)
    verdicts = {each.reference: each.verdict for each in listed(event, workshop.uuid)}
    assert verdicts == {namesake.reference: online, speaker.reference: ItemVerdict.WELCOME}


def test_nobody_is_let_in_by_hand_where_the_limit_of_an_institution_is_reached(event, workshop, session):
    people = [in_the_house(event, make_guest(event, organisation="Institut")) for _each in range(2)]
    session.execute(sa.text("UPDATE offer SET most_per_organisation = 1"))
    session.commit()
    enter(event, workshop, people[0], Way.DESPITE)
    answer = enter(event, workshop, people[1], Way.DESPITE)
    assert (answer.verdict, answer.way) == (ItemVerdict.ORGANISATION_FULL, None)


def test_nobody_is_let_in_at_an_archive(event, workshop, guests, session):
    session.merge(event).status = EventStatus.ARCHIVED
    session.commit()
    with pytest.raises(Refused) as refusal:
        enter(event, workshop, guests[0])
    assert refusal.value.code.value == "archived"


def test_where_nobody_signs_up_people_are_counted_and_never_fewer_than_none(event, workshop):
    assert [services.count(event.id, workshop, step) for step in (1, 1, -1, -1, -1)] == [1, 2, 1, 0, 0]


def test_freed_places_stay_on_record(event, workshop, guests):
    book(event.id, guests[0].id)
    services.free_missing(event.id, workshop, Act(STAFF, AFTER))
    assert db.session().scalars(sa.select(Booking.state)).all() == [State.RELEASED]
    assert not db.session().scalars(sa.select(ItemAdmission)).all()


def test_on_the_day_what_runs_and_what_begins_next_stands_before_the_rest():
    items = [slot(number, 60 * number) for number in range(1, 5)]
    here = rules.today(items, NINE + timedelta(hours=2, minutes=1))
    assert [[each.uuid[-1] for each in part] for part in (here.running, here.coming, here.others)] == [
        ["2"], ["3"], ["1", "4"],
    ]  # fmt: skip
