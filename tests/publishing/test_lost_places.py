"""What stays to be read of places that a version of the programme has ended: by the team, and by whoever had one."""

from datetime import timedelta

import pytest

from gocluster_events.access import Role
from gocluster_events.agenda.rules.codes import SignUp
from tests.support.booking import book, item, wait
from tests.support.boxes import words_of
from tests.support.make import make_member
from tests.support.settings import NOW
from tests.support.workshops import change, make_people, make_workshops, send

BOOKINGS = "/de/manage/jahrestagung-2027/bookings"
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def event(session, voice):
    return make_workshops(voice)


@pytest.fixture
def people(event):
    """Anna has a place in B2 and Ben waits for it; Cem has none."""
    people = make_people(event)
    book(event.id, people[0])
    wait(event.id, people[1])
    return people


@pytest.fixture
def organiser(app, event, people):
    make_member(event, Role.ORGANISER, email="organiser@example.org", name="Olga Muster")
    visitor = app.test_client()
    visitor.enter("organiser@example.org")
    return visitor


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({}, "Dieser Programmpunkt steht nicht mehr im veröffentlichten Programm."),
        ({"sign_up": SignUp.NONE}, "Dieser Programmpunkt ist nicht mehr buchbar."),
    ],
)
def test_how_each_place_ended_stays_to_be_read_where_an_item_is_booked_no_more(
    event, people, organiser, voice, facts, sentence
):
    page = f"{BOOKINGS}/{item(1)}/people"
    before = organiser.get(page).text
    assert (sentence in before, f"{page}/new" in before, "Nicht mehr buchbar" in organiser.get(BOOKINGS).text) == (
        False,
        True,
        False,
    )
    change(event, 1, **facts)
    send(event, voice, LATER)
    page_now = organiser.get(page)
    text = words_of(page_now.text)
    assert ("B2 Vom Pitch zum Pilotprojekt" in text, sentence in text, "Beendet 2" in text) == (True, True, True)
    assert text.count("Platz oder Wartelistenplatz verloren") == 4  # of each person, in the list and in the log
    ways = (f"{page}/new", "/move", "/removal", f"/lists/items/{item(1)}", f'href="{BOOKINGS}/{item(1)}"')
    assert [way for way in ways if way in page_now.text] == []
    table = organiser.get(BOOKINGS).text.partition("Nicht mehr buchbar")[2]
    assert (f'href="{page}"' in table, "2 Buchungen" in table) == (True, True)
    assert ("nicht mehr im Programm" in table) is (not facts)


def test_nothing_can_be_done_by_hand_where_an_item_is_booked_no_more(event, people, organiser, voice):
    change(event, 1)
    change(event, 2)
    send(event, voice, LATER)
    ways = ("", "/people/new", f"/people/{people[2]}/place", f"/people/{people[0]}/removal", "/people/removal")
    assert [organiser.get(f"{BOOKINGS}/{item(1)}{way}").status_code for way in ways] == [404] * len(ways)
    assert organiser.get(f"{BOOKINGS}/{item(2)}/people").status_code == 404  # of which nobody had a place
