"""What a browser gets for the time without network: somebody's own day, and a page that names nobody."""

from datetime import timedelta

import pytest

from gocluster_events.attendance.bookings.services.saving import save_items
from gocluster_events.core import clock
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import book, item, make_offer, wait
from tests.support.make import make_registration, make_room
from tests.support.programme import NINE, plan, publish, slot
from tests.support.registrants import arrive
from tests.support.signing_up import open_my_page

AT_THE_DOOR = "Freie Plätze gibt es vor Ort an der Tür. Bitte seien Sie fünf Minuten vorher da."
DATA, PAGE = "/de/my/copy.json", "/de/my/copy"
FOUR = NINE.replace(hour=2) + timedelta(days=1)  # in the night after the meeting, at the venue


@pytest.fixture
def talks(event):
    hall = make_room(event, name="Eichensaal", floor=Localized("Erdgeschoss")).id
    rows = [slot(1, title=Localized("Begrüßung"), room=hall), slot(2, 60, title=Localized("Ausblick"), room=hall)]
    plan(event, *rows)
    publish(event)
    return rows


def test_it_is_the_own_programme_with_the_code_until_the_night_after(event, visitor, talks):
    miriam = arrive(event, "miriam@example.org")
    save_items(miriam, [talks[1].uuid])
    open_my_page(visitor, miriam)
    answer = visitor.get(DATA)
    first, second = answer.json["days"][0]["rows"]
    assert answer.json["dies_at"] == FOUR.isoformat()
    assert [first[name] for name in ("start", "end", "title", "mark")] == ["09:00", "–10:00", "Begrüßung", ""]
    assert [second[name] for name in ("mark", "room", "floor")] == ["Vorgemerkt", "Eichensaal", "Erdgeschoss"]
    assert answer.json["code"].startswith("<svg")
    assert answer.headers["Cache-Control"] == "no-store"


def test_whoever_waits_reads_how_one_still_gets_a_place_unless_they_have_another_then(event, visitor):
    plan(event, *(slot(number, 60, room=None, sign_up=SignUp.BOOK) for number in (1, 2)))
    publish(event)
    for number in (1, 2):
        make_offer(event, number, 60)
    lena, miriam, kim = (arrive(event, f"{name}@example.org") for name in ("lena", "miriam", "kim"))
    book(event.id, lena, 1)
    wait(event.id, miriam, 1)
    book(event.id, kim, 2)
    wait(event.id, kim, 1, instead_of=item(2))
    doors = {"Warteliste, Platz 1": AT_THE_DOOR, "Warteliste, Platz 2": "", "Gebucht": ""}
    for person in (miriam, kim):
        open_my_page(visitor, person)
        own = [row for row in visitor.get(DATA).json["days"][0]["rows"] if row["mark"]]
        assert [row["door"] for row in own] == [doors[row["mark"]] for row in own]
        assert len(own) == (1 if person == miriam else 2)


def test_online_it_has_neither_code_nor_rooms(event, visitor, talks):
    open_my_page(visitor, arrive(event, "miriam@example.org", mode=Mode.ONLINE))
    document = visitor.get(DATA).json
    assert document["code"] == ""
    assert {row["room"] for day in document["days"] for row in day["rows"]} == {""}


def test_nobody_else_gets_one_nor_anybody_once_its_night_has_come(event, visitor, talks, monkeypatch):
    assert visitor.get(DATA).status_code == 404
    open_my_page(visitor, make_registration(event, status=Status.WAITLISTED, waitlisted_at=NINE, confirmed_at=None).id)
    assert visitor.get(DATA).status_code == 404
    monkeypatch.setattr(clock, "now", lambda: FOUR)
    open_my_page(visitor, arrive(event, "miriam@example.org"))
    assert visitor.get(DATA).status_code == 404


def test_the_page_that_shows_it_is_the_same_for_everybody(event, visitor, talks):
    before = visitor.get(PAGE).text
    open_my_page(visitor, arrive(event, "miriam@example.org"))
    assert visitor.get(PAGE).text == before
