"""The pages of the items' doors without a script, and what their script hears."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.item_door.models import ItemCount
from gocluster_events.core import clock, db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import SignUp
from tests.support.arrivals import arrive, make_guest
from tests.support.booking import book, make_offer, standing, wait
from tests.support.counting import counted_statements
from tests.support.make import make_room
from tests.support.programme import plan, publish, slot

DOORS = "/de/manage/tagung/admission/items"
DOOR = f"{DOORS}/00000001"


def in_the_house(event, **facts):
    """A guest who passed the main entrance today."""
    guest = make_guest(event, **facts)
    arrive(event, guest.reference, at=clock.now(), now=clock.now())
    return guest


def token(staff):
    """What forms of the door are sent with."""
    return staff.get(DOOR).text.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]


def an_intention(staff, guest, verb="admit", key="an-intention"):
    """What a desk sends to let the guest in."""
    return {"csrf_token": token(staff), "verb": verb, "key": key, "desk": "Raum", "code": guest.reference}


def send(staff, *guest_and_verb):
    """What the script hears."""
    return staff.post(f"{DOOR}/passages", data=an_intention(staff, *guest_and_verb))


def test_every_item_has_a_door_that_says_how_many_are_in(event, staff, workshop):
    guest = in_the_house(event)
    book(event.id, guest.id)
    send(staff, guest)
    page = staff.get(DOORS).text
    assert "<title>Einlass zu Programmpunkten" in page
    assert 'href="/de/manage/tagung/admission/items/00000001"' in page
    assert ("1 von 2" in page, "0 von 1" in page) == (True, True)


def test_without_a_programme_the_page_says_when_there_are_doors(event, staff):
    assert "Noch kein Programm veröffentlicht." in staff.get(DOORS).text


def test_without_script_one_searches_and_gives_a_free_place(event, staff, workshop):
    guest = in_the_house(event, last_name="Käßbohrer")
    results = staff.get(f"{DOOR}?search=kaesbohrer")
    assert ("Käßbohrer" in results.text, "Nicht gebucht" in results.text) == (True, True)
    page = staff.form_in(results, DOOR).send()
    assert ("Nicht gebucht" in page.text, "Einlassen (1. Platz)" in page.text) == (True, True)
    answer = staff.form_in(page, DOOR).send()
    assert "Willkommen" in answer.text
    assert standing(event.id)[0] == [guest.id]


def test_the_script_is_told_where_somebody_is_booked_and_what_else_can_be_done(event, staff, workshop):
    guest = in_the_house(event)
    book(event.id, guest.id, 2)
    answer = send(staff, guest).json
    assert (answer["verdict"], answer["way"], answer["label"]) == ("item_elsewhere", "despite", "Einlassen (1. Platz)")
    assert answer["guest"]["notes"] == ["Gebucht: B2 · Vortrag 2"]
    assert send(staff, guest, "despite", "another-key").json["verdict"] == "welcome"


def test_whoever_is_booked_elsewhere_is_shown_the_room_and_its_floor(event, staff):
    room = make_room(event, name="1.04", floor=Localized("1. Obergeschoss", "First floor"))
    rooms = (None, room.id)
    plan(event, *(slot(number, room=room, sign_up=SignUp.BOOK) for number, room in enumerate(rooms, 1)))
    publish(event)
    for number in (1, 2):
        make_offer(event, number, item_seats=2)
    guest = in_the_house(event)
    book(event.id, guest.id, 2)
    assert send(staff, guest).json["guest"]["notes"] == ["Gebucht: Vortrag 2", "Raum\u00a01.04, 1.\u00a0Obergeschoss"]


def test_how_many_are_in_stands_above_the_search_so_that_no_answer_hides_it(event, staff, workshop):
    page = staff.get(DOOR).text
    assert page.count("data-admitted") == 1
    assert page.index("data-admitted") < page.index("data-query") < page.index("data-meter")


def test_the_list_for_a_desk_without_network_names_who_may_come_in(event, staff, workshop):
    guests = [in_the_house(event) for _each in range(2)]
    book(event.id, guests[0].id)
    document = staff.get(f"{DOOR}/snapshot.json")
    verdicts = {each["reference"]: each["verdict"] for each in document.json["guests"]}
    assert verdicts == {guests[0].reference: "welcome", guests[1].reference: "item_not_booked"}
    known = staff.get(f"{DOOR}/snapshot.json", headers={"If-None-Match": document.headers["ETag"]})
    assert known.status_code == 304


def test_who_waits_reads_so_in_the_list_without_network_and_in_the_search_and_can_be_looked_up(event, staff, workshop):
    guests = [in_the_house(event, last_name=f"Käßbohrer-{number}") for number in range(4)]
    for each in guests[:2]:
        book(event.id, each.id)
    wait(event.id, guests[2].id)
    document = staff.get(f"{DOOR}/snapshot.json").json
    verdicts = {each["reference"]: each["verdict"] for each in document["guests"]}
    assert [verdicts[each.reference] for each in guests] == ["welcome", "welcome", "item_waiting", "item_not_booked"]
    parts = staff.get(f"{DOOR}?search=kaessbohrer").text.split("data-guest=")[1:]
    rows = [part.partition("</li>")[0] for part in parts]
    of_each = [next(row for row in rows if f"Käßbohrer-{number}" in row) for number in range(4)]
    words = ("Wartet auf einen Platz", "Nicht gebucht", "Nachsehen")
    assert [[word for word in words if word in row] for row in of_each] == [[], [], [words[0], words[2]], [*words[1:]]]


def test_the_page_offers_to_release_places_once_the_item_runs_and_names_whose(event, staff, workshop, session):
    guest = in_the_house(event, first_name="Jördis", last_name="Käßbohrer")
    book(event.id, guest.id)
    page = staff.get(DOOR).text
    assert ("Ab 09:05 Uhr" in page, "<h1>B1 Vortrag 1</h1>" in page) == (True, True)
    staff.own_form(f"{DOOR}/release").send()
    assert standing(event.id)[0] == [guest.id]  # not before the item runs
    session.execute(sa.update(Offer).values(starts_at=clock.now() - timedelta(minutes=6)))
    session.commit()
    assert "Plätze freigeben …" in staff.get(DOOR).text
    page = staff.get(f"{DOOR}/release").text
    assert ("Jördis Käßbohrer" in page, "Geräte ohne Netz haben vielleicht" in page) == (True, True)
    staff.own_form(f"{DOOR}/release").send()
    assert standing(event.id)[0] == []


def test_once_the_item_is_over_the_page_offers_nothing_and_says_why(event, staff, workshop, session):
    guest = in_the_house(event)
    book(event.id, guest.id)
    hours = {"starts_at": clock.now() - timedelta(hours=2), "ends_at": clock.now() - timedelta(hours=1)}
    session.execute(sa.update(Offer).values(**hours))
    session.commit()
    assert "Nicht erschienen" not in staff.get(DOOR).text
    staff.own_form(f"{DOOR}/release").send()
    assert "Dieser Programmpunkt ist vorbei." in staff.get(DOOR).text
    assert standing(event.id)[0] == [guest.id]


def test_where_nobody_signs_up_one_counts(event, staff):
    plan(event, slot(1, room=None))
    publish(event)
    assert "Dieser Programmpunkt ist ohne Platzbuchung" in staff.get(DOOR).text
    for step in ("1", "1", "-1", "9"):
        staff.post(f"{DOOR}/count", data={"step": step, "csrf_token": token(staff)})
    assert db.session().scalars(sa.select(ItemCount.number)).all() == [1]


def test_whoever_waits_is_offered_a_place_only_where_one_is_free(event, staff, workshop):
    people = [in_the_house(event, organisation=f"Institut {number}") for number in range(3)]
    for guest in people[:2]:
        book(event.id, guest.id)
    wait(event.id, people[2].id)
    answer = send(staff, people[2]).json
    assert (answer["way"], answer["words"]) == (None, "Die Person wartet, bis Plätze freigegeben werden.")
    assert answer["guest"]["notes"] == ["Warteliste, Platz 1"]


def test_whoever_is_confirmed_and_finds_the_item_full_may_wait_and_is_not_shown_in_red(event, staff, workshop):
    people = [in_the_house(event, organisation=f"Institut {number}") for number in range(3)]
    for guest in people[:2]:
        book(event.id, guest.id)
    page = staff.post(DOOR, data=an_intention(staff, people[2])).text
    assert ("Ausgebucht" in page, "verdict--warning" in page, "verdict--danger" in page) == (True, True, False)


def test_without_script_a_welcome_is_taken_back_in_its_own_card(event, staff, workshop):
    guest = in_the_house(event)
    book(event.id, guest.id)
    page = staff.post(DOOR, data=an_intention(staff, guest)).text
    answers = page.partition("data-answers")[2].partition("</section>")[0]
    assert ("Willkommen" in answers, answers.count('name="verb" value="undo"')) == (True, 1)


@pytest.mark.parametrize("path", [f"{DOORS}/00000009", f"{DOORS}/00000009/snapshot.json", f"{DOORS}/x/state.json"])
def test_an_item_that_is_not_there_has_no_door(staff, workshop, path):
    assert staff.get(path).status_code == 404


def test_a_scan_takes_no_more_statements_however_many_wait(event, staff, workshop):
    people = [in_the_house(event, organisation=f"Institut {number}") for number in range(8)]
    for guest in people[:2]:
        book(event.id, guest.id)
    numbers = []
    for number, guest in enumerate(people[:2]):
        sent = an_intention(staff, guest, key=f"an-intention-{number}")
        with counted_statements() as statements:
            assert staff.post(f"{DOOR}/passages", data=sent).json["verdict"] == "welcome"
        numbers.append(len(statements))
        for waiting in people[2:]:
            wait(event.id, waiting.id)
    assert numbers[1] <= numbers[0] <= 36
