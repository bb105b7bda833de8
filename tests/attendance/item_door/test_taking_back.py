"""What is taken back at an item's door leaves everybody with what they had before."""

from datetime import timedelta

import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.door.rules import Verdict
from gocluster_events.attendance.item_door import queries, services
from gocluster_events.attendance.item_door.rules import ItemVerdict, Way
from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.mail.models import Mail
from tests.attendance.item_door.test_item_admission import BEFORE, enter, guests
from tests.support.arrivals import STAFF, make_guest
from tests.support.booking import book, item, standing, wait
from tests.support.programme import NINE

__all__ = ["guests"]


def undo(event, uuid, guest, key, at=BEFORE + timedelta(seconds=20)):
    """The admission under that key is taken back."""
    return services.undo(event.id, uuid, key, guest.reference, Act(STAFF, at))


def letters(guest):
    """The letters to the guest about places that have not been sent."""
    mine = sa.select(Mail).where(Mail.subject == f"registration:{guest.id}", Mail.letter.startswith("item_"))
    return [(each.letter, each.content["values"]["item"]) for each in db.session().scalars(mine.order_by(Mail.id))]


def test_whoever_left_another_item_for_the_door_has_its_place_again_and_reads_of_nothing_else(event, workshop, guests):
    book(event.id, guests[0].id, 2)
    enter(event, workshop, guests[0], Way.DESPITE, key="a-lost-answer")

    assert undo(event, workshop, guests[0], "a-lost-answer")

    assert (standing(event.id, 1), standing(event.id, 2)) == (([], []), ([guests[0].id], []))
    assert letters(guests[0]) == [("item_booked", "B2 Vortrag 2")]


def test_where_the_place_that_was_left_is_taken_they_wait_for_it(event, workshop, guests):
    book(event.id, guests[0].id, 2)
    enter(event, workshop, guests[0], Way.DESPITE, key="a-lost-answer")
    enter(event, item(2), guests[1], Way.DESPITE)
    wait(event.id, guests[2].id, 2)

    undo(event, workshop, guests[0], "a-lost-answer")

    assert standing(event.id, 2) == ([guests[1].id], [guests[0].id, guests[2].id])
    assert letters(guests[0]) == [("item_waiting", "B2 Vortrag 2")]


def test_whoever_waited_has_their_number_again(event, workshop, guests, session):
    absent = [make_guest(event, organisation=name) for name in ("Hier", "Dort")]
    for guest in absent:
        book(event.id, guest.id)
    for guest in guests[:3]:
        wait(event.id, guest.id)
    services.free_missing(event.id, workshop, Act(STAFF, NINE + timedelta(minutes=6)))
    enter(event, workshop, guests[1], Way.DESPITE, key="a-lost-answer", at=NINE + timedelta(minutes=7))

    undo(event, workshop, guests[1], "a-lost-answer", NINE + timedelta(minutes=8))

    assert standing(event.id) == ([], [each.id for each in guests[:3]])


def test_the_place_that_is_free_again_goes_to_who_waits_while_people_move_up(event, workshop, guests, session):
    session.execute(sa.update(Offer).values(moves_until=NINE, opens_at=None, item_seats=1))
    session.commit()
    enter(event, workshop, guests[0], Way.DESPITE, key="a-lost-answer")
    wait(event.id, guests[1].id)

    undo(event, workshop, guests[0], "a-lost-answer")

    assert standing(event.id) == ([guests[1].id], [])


def test_nothing_comes_back_where_the_place_of_the_door_was_given_up_meanwhile(event, workshop, guests):
    book(event.id, guests[0].id, 2)
    enter(event, workshop, guests[0], Way.DESPITE, key="first")
    enter(event, item(2), guests[0], Way.DESPITE, key="second", at=BEFORE + timedelta(seconds=5))
    assert undo(event, workshop, guests[0], "first")
    assert (standing(event.id, 1), standing(event.id, 2)) == (([], []), ([guests[0].id], []))


def test_a_key_of_another_item_s_door_lets_nobody_in_and_takes_nobody_back(event, workshop, guests):
    book(event.id, guests[0].id, 2)
    enter(event, item(2), guests[0], key="of-the-other")
    assert enter(event, workshop, guests[0], key="of-the-other").verdict is Verdict.USED
    assert not undo(event, workshop, guests[0], "of-the-other")
    assert set(queries.admitted(db.session(), event.id, item(2))) == {guests[0].id}


def test_the_button_names_the_place_that_is_given(event, workshop, guests):
    book(event.id, guests[0].id)
    book(event.id, guests[1].id)
    enter(event, workshop, guests[1])
    services.free_missing(event.id, workshop, Act(STAFF, NINE + timedelta(minutes=6)))
    answer = enter(event, workshop, guests[2], at=NINE + timedelta(minutes=7))
    assert (answer.verdict, answer.seat) == (ItemVerdict.NOT_BOOKED, 1)
