"""How few places items have left: said in the programme by a script, so that its page is the same for everybody."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from gocluster_events.core import clock, db
from gocluster_events.core.text import Localized
from gocluster_events.core.web.page_cache import each_second, forget_facts
from gocluster_events.meeting.agenda.rules.codes import SignUp
from tests.support.booking import book, item, make_offer, wait
from tests.support.counting import counted_statements
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, publish, slot
from tests.support.proving import Proof
from tests.support.settings import NOW

PLACES = "/jahrestagung-2027/places.json"
PROGRAMME, ITEM = "/de/jahrestagung-2027/agenda", "/de/jahrestagung-2027/agenda/b1-workshop"


@pytest.fixture
def event(session):
    """A workshop that one signs up for, and a talk for everybody."""
    event = make_event(slug="jahrestagung-2027", capacity_onsite=200)
    room = make_room(event, seats=40).id
    plan(event, slot(1, code="B1", title=Localized("Workshop"), room=room, sign_up=SignUp.BOOK), slot(2, 60, room=room))
    publish(event)
    return event


def places(visitor, lang="de"):
    """What is said of each item."""
    forget_facts()
    return visitor.get(f"{PLACES}?lang={lang}").get_json()["items"]


def crowd(event, number):
    return [make_registration(event, organisation=f"Institut {each}").id for each in range(number)]


@pytest.mark.parametrize(
    ("seats", "taken", "sentences"),
    [
        (40, 30, ("", "")),
        (40, 33, ("Noch 7 Plätze", "7 places left")),
        (10, 5, ("Noch 5 Plätze", "5 places left")),
        (2, 1, ("Noch 1 Platz", "1 place left")),
        (2, 2, ("Ausgebucht, Warteliste", "Fully booked, waiting list")),
    ],
)
def test_a_number_is_said_once_few_places_are_left(app, visitor, event, seats, taken, sentences):
    make_offer(event, item_seats=seats)
    for person in crowd(event, taken):
        book(event.id, person)
    with app.app_context():
        answers = [places(visitor, lang)[item(1)] for lang in ("de", "en")]
    assert [each["sentence"].replace("\u00a0", " ") for each in answers] == list(sentences)
    assert (answers[0]["free"], answers[0]["waiting"]) == (seats - taken, 0)


def test_nothing_is_said_while_nobody_can_book(app, visitor, event):
    make_offer(event, item_seats=1, opens_at=clock.now() + timedelta(hours=1))
    with app.app_context():
        assert places(visitor)[item(1)] == {"free": 1, "waiting": 0, "sentence": ""}


@pytest.mark.promise("P30")
def test_bookings_change_no_byte_of_the_programme(app, visitor, event, proof: Proof):
    number = proof.size(25, 100)
    make_offer(event, item_seats=20)
    before = {page: _answer(visitor, page) for page in (PROGRAMME, ITEM)}
    for place, person in enumerate(crowd(event, number)):
        (book if place < 20 else wait)(event.id, person)
    with app.app_context():
        assert places(visitor)[item(1)]["sentence"] == "Ausgebucht, Warteliste"
    assert {page: _answer(visitor, page) for page in (PROGRAMME, ITEM)} == before
    again = visitor.get(PROGRAMME, headers={"If-None-Match": before[PROGRAMME][0]})
    assert again.status_code == 304
    proof.says(f"{number} people book an item or wait for it", "programme and item: the same bytes, the same ETag")


@pytest.mark.promise("P30", control=True)
def test_what_stands_in_the_programme_does_change_it(visitor, event, proof: Proof):
    """The control: were a number printed in it, it would be another page after each booking."""
    before = _answer(visitor, PROGRAMME)
    plan(event, slot(3, 120, title=Localized("Noch 20 Plätze"), room=None))
    publish(event)
    after = _answer(visitor, PROGRAMME)
    assert (before[0] != after[0], before[1] != after[1]) == (True, True)
    proof.says("the number of free places is printed in the programme", "other bytes, another ETag")


def _answer(visitor, page):
    answer = visitor.get(page)
    assert answer.status_code == 200
    return answer.headers["ETag"], answer.get_data()


def test_the_numbers_are_asked_for_once_a_second_however_much_is_booked_meanwhile(app, event):
    reads = []

    def number(at):
        return each_second("places", event.id, at, lambda: reads.append(at) or len(reads))

    with app.app_context():
        first = [number(NOW), number(NOW + timedelta(milliseconds=400))]
        with db.transaction():
            pass  # something is written
        first.append(number(NOW + timedelta(milliseconds=999)))
        assert (first, number(NOW + timedelta(seconds=1))) == ([1, 1, 1], 2)


def test_while_one_asks_for_the_numbers_others_wait_for_its_answer(app, event):
    reads, event_id = [], event.id

    def number(_each):
        with app.app_context():
            return each_second("places", event_id, NOW, lambda: reads.append(1) or len(reads))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(number, range(40))) == {1}


def test_numbers_that_are_known_cost_no_more_than_finding_the_event(app, visitor, event, monkeypatch):
    monkeypatch.setattr("gocluster_events.core.web.page_cache.FRESH", timedelta(hours=1))
    make_offer(event, item_seats=2)
    visitor.get(PLACES)
    with counted_statements() as seen:
        visitor.get(PLACES)
    assert [each for each in seen if each.startswith("SELECT") and "FROM event" not in each] == []
