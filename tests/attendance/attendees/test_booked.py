"""The list, and a message, of who has a place in an item that one signs up for, or waits for one."""

from dataclasses import replace

import pytest

from gocluster_events.attendance.attendees.queries import booked, facets, listing
from gocluster_events.attendance.attendees.rules.filter import Field, Filter, FilterChoices
from gocluster_events.attendance.attendees.words import filter as words
from gocluster_events.attendance.bookings.rules.codes import State
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.rules.edition import Mode
from tests.support.booking import book, give_up, item, make_offer, wait
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, slot

HELD, WAITING = (item(1), State.HELD), (item(1), State.WAITING)
TITLES = {1: "Vom Pitch zum Pilotprojekt", 2: "KI im Clustermanagement"}


@pytest.fixture
def people(event):
    """Anna has a place in B2, Ben waits for it, Cem has a place in C2 and has given up one in B2; nobody else."""
    room = make_room(event).id
    for number, (code, title) in enumerate((("B2", TITLES[1]), ("C2", TITLES[2])), 1):
        made = slot(number, 60 * number, code=code, title=Localized(title), sign_up=SignUp.BOOK)
        plan(event, replace(made, room=room))
        make_offer(event, number, 60 * number)
    anna, ben, cem, _else = (make_registration(event, last_name=name).id for name in ("Anna", "Ben", "Cem", "Dora"))
    book(event.id, cem)
    give_up(event.id, cem)
    book(event.id, anna)
    wait(event.id, ben)
    book(event.id, cem, 2)
    make_registration(make_event(slug="andere"))
    return anna, ben, cem


@pytest.mark.both_databases
def test_the_list_is_narrowed_to_who_has_a_place_or_waits(session, event, people):
    anna, ben, cem = people
    lists = [
        set(listing.ids(session, event.id, Filter(bookings=bookings)))
        for bookings in ((HELD,), (WAITING,), (HELD, WAITING), ((item(2), State.HELD),), ((item(2), State.WAITING),))
    ]
    assert lists == [{anna}, {ben}, {anna, ben}, {cem}, set()]


@pytest.mark.both_databases
def test_each_choice_says_how_many_it_gives_beside_the_other_fields(session, event, people):
    known = FilterChoices(items=booked.bookable_items(session, event.id))
    counts = facets.facet_counts(session, event.id, Filter(bookings=(WAITING,), known=known))[Field.BOOKING]
    assert counts == {f"{item(1)}:held": 1, f"{item(1)}:waiting": 1, f"{item(2)}:held": 1}
    online = facets.facet_counts(session, event.id, Filter(modes=(Mode.ONLINE,), known=known))
    assert online[Field.BOOKING] == {}


def test_the_choice_stands_in_words_above_the_list(app):
    known = FilterChoices(items={item(1): ("B2", Localized(TITLES[1]))})
    with app.test_request_context("/de/"):
        chips = words.chips(Filter(bookings=(HELD, WAITING), known=known))
    assert [chip.label for chip in chips] == [f"gebucht: B2 {TITLES[1]} oder wartet auf: B2 {TITLES[1]}"]


def test_the_panel_and_the_messages_offer_the_items_that_one_signs_up_for(event, people, organiser):
    assert f"gebucht: B2 {TITLES[1]}" in organiser.get("/de/manage/tagung/attendees").text
    page = organiser.get("/de/manage/tagung/messages")
    assert f'<option value="{item(1)}:waiting">wartet auf: B2 {TITLES[1]}</option>' in page.text
    writing = organiser.get(f"/de/manage/tagung/messages/new?booking={item(1)}:held").text
    assert f"gebucht: B2 {TITLES[1]}" in writing
    assert "1 Person" in writing


def test_without_sign_up_nothing_of_it_is_offered(event, organiser):
    assert "gebucht haben" not in organiser.get("/de/manage/tagung/messages").text
