"""What stays to be read of places that a version of the programme has ended: by the team, and by whoever had one."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.rules.codes import Loss, State
from gocluster_events.attendance.bookings.rules.losses import loss
from gocluster_events.attendance.bookings.services.door import release
from gocluster_events.core import clock, db
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.rules.codes import SignUp
from tests.site.test_my_day import MOST_STATEMENTS, SIGNED_IN
from tests.support.booking import book, change_person, item, wait
from tests.support.boxes import MINE, look, words_of
from tests.support.counting import counted_statements
from tests.support.make import make_member
from tests.support.programme import NINE
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page
from tests.support.workshops import bring_back, change, make_people, make_workshops, send

BOOKINGS = "/de/manage/jahrestagung-2027/bookings"
LATER = NOW + timedelta(hours=1)


@pytest.mark.parametrize(
    ("state", "facts", "expected"),
    [
        (State.LOST, {"is_there": False}, Loss.DROPPED),
        (State.LOST, {"is_listed": False}, Loss.NO_SIGN_UP),
        (State.LOST, {"is_barred": True}, Loss.MEMBERS_ONLY),
        (State.LOST, {}, None),  # the item came back, and they had booked something else at its time
        (State.RELEASED, {"is_there": False}, Loss.RELEASED),
        (State.CANCELLED, {"is_there": False}, None),
        (State.TAKEN_OUT, {"is_listed": False}, None),
    ],
)
def test_why_something_is_lost_is_known_by_how_the_item_stands(state, facts, expected):
    assert loss(state, **{"is_there": True, "is_listed": True, "is_barred": False, **facts}) is expected


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


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({}, "Dieser Programmpunkt steht nicht mehr im Programm."),
        ({"sign_up": SignUp.NONE}, "Dieser Programmpunkt findet jetzt ohne Platzbuchung statt."),
    ],
)
def test_who_has_lost_a_place_or_a_number_by_a_version_reads_so_on_their_own_pages(
    event, people, visitor, voice, facts, why
):
    change(event, 1, **facts)
    send(event, voice, LATER)
    for who, had in ((people[0], "Ihr Platz ist entfallen"), (people[1], "Ihr Wartelistenplatz ist entfallen")):
        pages = [words_of(open_my_page(visitor, who).text), look(visitor, MINE)]
        assert [(f"{had}: {why}" in page, page.count("Vom Pitch zum Pilotprojekt") > 0) for page in pages] == [
            (True, True)
        ] * 2
        assert "Sie haben noch nichts gebucht" not in pages[1]
    nobody = [words_of(open_my_page(visitor, people[2]).text), look(visitor, MINE)]
    assert [("entfallen" in page, "Sie haben noch nichts gebucht" in page) for page in nobody] == [
        (False, False),
        (False, True),
    ]


def test_what_ended_with_the_registration_or_stands_again_is_not_said_to_be_lost(event, people, visitor, voice):
    change_person(people[0], away_at=NOW + timedelta(minutes=1))  # who has cancelled and come back
    change(event, 1)
    send(event, voice, LATER)
    assert "entfallen" not in open_my_page(visitor, people[0]).text
    bring_back(event, 1)
    send(event, voice, LATER + timedelta(minutes=1))
    assert "entfallen" not in open_my_page(visitor, people[1]).text


def test_whose_place_was_released_at_the_door_reads_so_among_their_bookings_and_in_their_day(event, people, visitor):
    with db.transaction() as session:
        offer = session.scalars(sa.select(Offer).where(Offer.item == item(1))).one()
        release(session, offer.id, [people[0]], Act("staff@example.org", LATER))
    pages = [words_of(open_my_page(visitor, people[0]).text), look(visitor, MINE)]
    assert ["Ihr Platz wurde freigegeben, weil Sie noch nicht da waren." in page for page in pages] == [True, True]
    wait(event.id, people[0])  # Ben has the place by now
    assert "wurde freigegeben" not in look(visitor, MINE)


def test_a_loss_costs_few_statements_and_is_forgotten_a_day_after_the_item(event, people, visitor, voice, monkeypatch):
    change(event, 1)
    send(event, voice, LATER)
    open_my_page(visitor, people[0])
    look(visitor, MINE)
    costs = []
    for page in ("/de/my/", MINE):
        with counted_statements() as seen:
            look(visitor, page)
        costs.append(len(seen))
    assert (costs[0] - SIGNED_IN <= MOST_STATEMENTS, costs[1] <= 12) == (True, True), costs
    monkeypatch.setattr(clock, "now", lambda: NINE + timedelta(days=1, minutes=59))
    assert "entfallen" in look(open_again(visitor, people[0]), MINE)
    monkeypatch.setattr(clock, "now", lambda: NINE + timedelta(days=1, minutes=60))
    assert "entfallen" not in look(visitor, MINE)


def open_again(visitor, who):
    open_my_page(visitor, who)
    return visitor
