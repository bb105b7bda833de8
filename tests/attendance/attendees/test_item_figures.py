"""The figures of items that one signs up for: fill, who waits and who did not come, and nothing of single people."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.queries.figures import item_tallies
from gocluster_events.attendance.attendees.rules.figures import MISSING
from gocluster_events.attendance.attendees.rules.frozen import from_stored, to_stored
from gocluster_events.attendance.attendees.rules.item_figures import (
    BOOKED,
    FILL,
    SEATS,
    WAITING,
    ItemTally,
    item_figures,
)
from gocluster_events.attendance.bookings.models import Booking
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.attendance.door.models import Admission
from gocluster_events.attendance.item_door.models import ItemAdmission
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from tests.support.booking import book, item, make_offer, wait
from tests.support.make import add, make_registration, make_room, move_event
from tests.support.programme import plan, publish, slot
from tests.support.settings import NOW

FIGURES = "/de/manage/tagung/figures"
WORKSHOP = ItemTally("b2", 40, booked=38, waiting=7, missing=9)


def numbers(*tallies, **options):
    table = item_figures(tallies, after=False, **options)
    return {row.value: row.numbers for row in (*table.rows, table.total)}


def test_places_and_fill_are_told_beside_rounded_numbers_of_people():
    other = ItemTally("c2", 36, booked=20)
    assert item_figures([WORKSHOP], after=False).columns == (WAITING, SEATS, FILL, BOOKED)
    assert numbers(WORKSHOP, other) == {"b2": (5, 40, 100, 40), "c2": (0, 36, 56, 20), "": (5, 76, 79, 60)}


def test_a_small_number_is_hidden_and_no_sum_gives_it_away():
    few = ItemTally("c2", 36, booked=3)
    assert numbers(WORKSHOP, few) == {"b2": (5, 40, None, None), "c2": (0, 36, None, None), "": (5, 76, 53, 40)}
    assert numbers(few) == {"c2": (0, 36, None, None), "": (0, 36, None, None)}
    assert numbers(WORKSHOP, few, exact=True)["c2"] == (0, 36, 8, 3)


def test_nobody_fills_more_than_all_places_by_rounding_and_uncounted_places_have_no_fill():
    assert numbers(ItemTally("b2", 38, booked=38))["b2"] == (0, 38, 100, 40)
    assert numbers(ItemTally("b2", 0, booked=38))["b2"] == (0, 0, None, 40)


def test_after_the_meeting_those_who_did_not_come_are_counted_and_what_is_frozen_stays():
    table = item_figures([WORKSHOP], after=True)
    assert (table.columns[0], table.rows[0].numbers) == (MISSING, (10, 5, 40, 100, 40))
    assert from_stored(to_stored([table])) == (table,)
    assert item_figures([], after=True) is None


@pytest.mark.both_databases
def test_who_was_not_let_in_and_whose_place_was_freed_at_the_door_did_not_come(session, event):
    make_offer(event, item_seats=3)
    make_offer(event, 2, 60)
    make_offer(event, 3, is_listed=False)
    there, away, freed, waits = (make_registration(event).id for _each in range(4))
    for person in (there, away, freed):
        book(event.id, person)
    wait(event.id, waits)
    with transaction() as writing:
        mine = sa.update(Booking).where(Booking.registration_id == freed)
        writing.execute(mine.values(state=State.RELEASED, seat=None, ended_at=NOW))
    add(Admission(
        event_id=event.id, registration_id=there, day=NOW.date(), key=str(uuid4()), at=NOW, received_at=NOW,
        actor="staff",
    ))  # fmt: skip
    session.rollback()
    assert item_tallies(session, event.id) == [
        ItemTally(item(1), 3, booked=3, waiting=1, missing=2), ItemTally(item(2), 1),
    ]  # fmt: skip


def let_in(event, person, **facts):
    """The person is let in at the door of the first item."""
    keys = {"event_id": event.id, "item": item(1), "key": str(uuid4())}
    add(ItemAdmission(**keys, registration_id=person, at=NOW, received_at=NOW, actor="staff", **facts))


@pytest.mark.both_databases
def test_where_an_item_s_door_was_used_it_says_who_came_and_a_place_given_again_counts_once(session, event):
    make_offer(event, item_seats=4)
    there, away, again, undone = (make_registration(event).id for _each in range(4))
    for person in (there, away, again, undone):
        book(event.id, person)
        facts = {"day": NOW.date(), "key": str(uuid4()), "at": NOW, "received_at": NOW, "actor": "staff"}
        add(Admission(event_id=event.id, registration_id=person, **facts))
    assert item_tallies(session, event.id) == [ItemTally(item(1), 4, booked=4)]
    with transaction() as writing:
        mine = sa.update(Booking).where(Booking.registration_id == again)
        writing.execute(mine.values(state=State.RELEASED, seat=None, ended_at=NOW))
    assert book(event.id, again) is State.HELD
    for person in (there, again):
        let_in(event, person)
    let_in(event, undone, undone_at=NOW)
    session.rollback()
    assert item_tallies(session, event.id) == [ItemTally(item(1), 4, booked=4, missing=2)]


def test_the_page_the_workbook_and_the_paper_name_the_item_and_its_places(event, staff):
    title = Localized("Vom Pitch zum Pilotprojekt")
    plan(event, replace(slot(1, code="B2", title=title), room=make_room(event).id))
    publish(event)
    make_offer(event, item_seats=40)
    for _each in range(6):
        book(event.id, make_registration(event).id)
    page = staff.get(FIGURES).text.partition('id="figure-item"')[2]
    assert page.index("B2 Vom Pitch zum Pilotprojekt") < page.index("</tbody>")
    for head in ("Wartend", "Plätze", "Prozent", "Gebucht"):
        assert head in page
    move_event(event.id, NOW - timedelta(hours=9), NOW - timedelta(hours=1))
    assert "Nicht erschienen" in staff.get(FIGURES).text.partition('id="figure-item"')[2]
    for kind in ("xlsx", "pdf"):
        assert staff.get(f"{FIGURES}.{kind}").status_code == 200
    assert "B2 Vom Pitch zum Pilotprojekt" in staff.get(f"{FIGURES}/item.svg").text
