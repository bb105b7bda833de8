"""Places that are released at an item's door, and people whom desks without network let in before."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.rules.codes import Refusal, State
from gocluster_events.attendance.door.rules import Arrival
from gocluster_events.attendance.item_door import queries, services
from gocluster_events.attendance.item_door.rules import ItemVerdict, Way
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.attendance.item_door.test_item_admission import AFTER, BEFORE, enter, guests
from tests.support.arrivals import STAFF
from tests.support.booking import book, item, standing
from tests.support.programme import NINE

__all__ = ["guests"]

LATER = AFTER + timedelta(minutes=1)


@pytest.fixture
def released(event, workshop, guests):
    """Somebody whom a desk without network let in before the start, and whose place was released."""
    book(event.id, guests[0].id)
    assert services.free_missing(event.id, workshop, Act(STAFF, AFTER)) == 1
    return guests[0]


def hear(event, uuid, guest, at=BEFORE, key="by-list"):
    """What the door answers once it hears whom the desk let in at that time."""
    arrival, heard = Arrival(key, at, "Raum"), Act(STAFF, LATER)
    return services.admit(event.id, uuid, guest.reference, arrival, heard, Way.BY_LIST).verdict


def test_whoever_came_in_before_the_release_has_the_place_again_if_one_is_free(event, workshop, released):
    assert hear(event, workshop, released) is ItemVerdict.WELCOME
    assert standing(event.id)[0] == [released.id]


def test_whoever_came_in_before_the_release_stays_in_and_is_named_where_no_place_is_left(
    event, workshop, guests, released
):
    for guest in guests[1:3]:
        enter(event, workshop, guest, Way.DESPITE, at=AFTER)
    answers = [hear(event, workshop, released) for _each in range(2)]
    assert answers == [ItemVerdict.WITHOUT_PLACE] * 2
    assert standing(event.id)[0] == [each.id for each in guests[1:3]]
    assert released.id in queries.admitted(db.session(), event.id, workshop)


def test_whoever_came_in_before_the_release_and_has_a_place_elsewhere_by_now_keeps_that(event, workshop, released):
    enter(event, item(2), released, Way.DESPITE, at=AFTER)
    assert hear(event, workshop, released) is ItemVerdict.WITHOUT_PLACE
    assert standing(event.id, 2)[0] == [released.id]


def test_whoever_came_after_the_release_has_no_place_any_more(event, workshop, released):
    assert hear(event, workshop, released, at=AFTER) is ItemVerdict.RELEASED
    assert not queries.admitted(db.session(), event.id, workshop)


def test_what_is_due_is_settled_before_places_are_released(event, workshop, guests, session):
    book(event.id, guests[0].id)
    session.execute(sa.update(Registration).values(status=Status.CANCELLED))
    session.commit()
    assert services.free_missing(event.id, workshop, Act(STAFF, AFTER)) == 0
    assert db.session().scalars(sa.select(Booking.state)).all() == [State.LOST]


def test_no_places_are_released_once_the_item_is_over(event, workshop, guests):
    book(event.id, guests[0].id)
    with pytest.raises(Refused) as refusal:
        services.free_missing(event.id, workshop, Act(STAFF, NINE + timedelta(minutes=60)))
    assert refusal.value.code is Refusal.CLOSED
    assert standing(event.id)[0] == [guests[0].id]
