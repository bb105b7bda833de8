"""Somebody's own programme in their calendar: what it holds, who may read it, and until when."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from gocluster_events.attendance.bookings.services.saving import save_items
from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.text import Localized
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.agenda.services import drafting
from tests.support.booking import book, give_up, make_offer, wait
from tests.support.make import make_event, make_room
from tests.support.programme import MAI, NINE, plan, publish, slot, with_people
from tests.support.registrants import HOUR, arrive, cancel
from tests.support.settings import NOW, SECRET_KEY
from tests.support.signing_up import open_my_page
from tests.support.tree import ROOT

NIGHT = NINE.replace(hour=2) + timedelta(days=1)  # four o'clock at the venue
ACT = Act("organiser@example.org", NOW + HOUR)


@pytest.fixture
def hall(event):
    return make_room(event, name="Eichensaal").id


@pytest.fixture
def items(event, hall):
    """One for everybody, two that are booked or waited for, one that can be starred beside the first."""
    rows = [
        with_people(slot(1, title=Localized("Begrüßung"), room=hall), MAI),
        slot(2, 60, title=Localized("Werkstatt"), room=hall, sign_up=SignUp.BOOK),
        slot(3, 120, title=Localized("Labor"), room=hall, sign_up=SignUp.BOOK),
        slot(4, 15, length_minutes=30, title=Localized("Pitches"), room=hall),
    ]
    plan(event, MAI, *rows)
    publish(event)
    for number in (2, 3):
        make_offer(event, number, 60 * (number - 1))
    return rows


@pytest.fixture
def miriam(event, items):
    return arrive(event, "miriam@example.org")


def address(registration_id, generation=1, slug="jahrestagung-2027"):
    token = Signer((SECRET_KEY,)).sign("site.feed", registration_id, generation)
    return f"/de/{slug}/feeds/{token}.ics"


def entries(visitor, registration_id, generation=1):
    """What the calendar holds: title, place and sequence by UID."""
    answer = visitor.get(address(registration_id, generation))
    assert answer.status_code == 200
    components = Calendar.from_ical(answer.data).walk("VEVENT")
    return {str(each["UID"]): (str(each["SUMMARY"]), str(each["LOCATION"]), each["SEQUENCE"]) for each in components}


def titles(visitor, registration_id, generation=1):
    return sorted(title for title, _place, _number in entries(visitor, registration_id, generation).values())


def test_it_holds_what_is_for_everybody_booked_and_starred_and_neither_people_nor_what_one_waits_for(
    event, visitor, items, miriam
):
    other = arrive(event, "lena@example.org")
    book(event.id, other, 3)
    wait(event.id, miriam, 3)
    book(event.id, miriam, 2)
    save_items(miriam, [items[3].uuid])
    assert titles(visitor, miriam) == ["Begrüßung", "Pitches", "Werkstatt"]
    answer = visitor.get(address(miriam))
    assert [
        each for each in ("Petersen", "miriam", "Tannert", "CATEGORIES", "DESCRIPTION") if each in answer.text
    ] == []
    assert "Eichensaal" in answer.text
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == ("no-store", "no-referrer")


def test_an_item_keeps_its_uid_each_change_raises_the_sequence_and_what_is_given_up_disappears(
    event, visitor, items, miriam
):
    uuid, other = items[1].uuid, make_room(event, name="1.06").id
    book(event.id, miriam, 2)
    _title, place, number = entries(visitor, miriam)[uuid]
    drafting.apply(event.id, [Change(items[1], replace(items[1], room=other))], {uuid: 1}, ACT)
    publish(event, at=NOW + HOUR)
    _title, moved_place, later = entries(visitor, miriam)[uuid]
    assert ("1.06" in place, "1.06" in moved_place, later > number) == (False, True, True)
    give_up(event.id, miriam, 2)
    assert uuid not in entries(visitor, miriam)
    book(event.id, miriam, 2)
    assert entries(visitor, miriam)[uuid][2] > later


def test_the_button_makes_another_address_and_the_old_one_is_dead(visitor, miriam):
    open_my_page(visitor, miriam)
    page = visitor.get("/de/my/feed")
    assert re.search(rf'<input [^>]*value="[^"]*{re.escape(address(miriam))}" readonly', page.text)
    question = visitor.get("/de/my/new-feed").text
    assert "Die jetzige Adresse gilt sofort nicht mehr" in question
    assert visitor.get(address(miriam)).status_code == 200  # only the button changes it
    visitor.form("/de/my/new-feed").send()
    assert (visitor.get(address(miriam)).status_code, visitor.get(address(miriam, 2)).status_code) == (404, 200)
    assert address(miriam, 2) in visitor.get("/de/my/feed").text


def test_a_new_personal_link_makes_the_calendar_known_to_nobody_else_too(visitor, miriam):
    open_my_page(visitor, miriam)
    visitor.form("/de/my/new-link").send()
    assert visitor.get(address(miriam)).status_code == 404


def test_nothing_else_opens_it(event, visitor, miriam):
    make_event(slug="andere-tagung")
    personal = Signer((SECRET_KEY,)).sign("own.personal", miriam, 1)
    wrong = [
        address(miriam, 0),
        address(miriam + 99),
        address(miriam, slug="andere-tagung"),
        f"/de/jahrestagung-2027/feeds/{personal}.ics",
        "/de/jahrestagung-2027/feeds/x.ics",
    ]
    assert [visitor.get(each).status_code for each in wrong] == [404] * 5
    assert visitor.post(address(miriam)).status_code == 405


def test_who_has_no_place_any_more_has_an_empty_calendar_so_that_theirs_forgets_all(event, visitor, miriam):
    assert titles(visitor, miriam) != []
    cancel(event, miriam)
    assert titles(visitor, miriam) == []


@pytest.mark.parametrize(("at", "status"), [(NIGHT - timedelta(minutes=1), 200), (NIGHT, 404)])
def test_it_ends_in_the_night_after_the_meeting(visitor, miriam, monkeypatch, at, status):
    monkeypatch.setattr(clock, "now", lambda: at)
    assert visitor.get(address(miriam)).status_code == status


@pytest.mark.parametrize(("at", "is_offered"), [(NIGHT - timedelta(minutes=1), True), (NIGHT, False)])
def test_the_page_offers_the_address_as_long_as_it_works(visitor, miriam, monkeypatch, at, is_offered):
    monkeypatch.setattr(clock, "now", lambda: at)
    open_my_page(visitor, miriam)
    page = visitor.get("/de/my/feed")
    assert page.status_code == 200
    assert (address(miriam) in page.text, "Die Veranstaltung ist vorbei." in page.text) == (is_offered, not is_offered)


def test_the_shipped_web_server_logs_nothing_of_its_address_but_the_edition(miriam):
    """As nginx reads its own file: the place is what the map's expression leaves of an address."""
    shipped = (ROOT / "deployment" / "nginx" / "events.conf").read_text(encoding="utf-8")
    written = re.search(r"log_format events '([^']+)'", shipped)
    expression = re.search(r"map \$request_uri \$place \{.*\n\s+~(\S+) \$1;", shipped)
    assert written
    assert expression
    assert set(re.findall(r"\$(\w+)", written[1])) & {"request", "request_uri", "uri", "args", "http_referer"} == set()
    logged = re.match(expression[1], address(miriam))
    assert logged
    assert logged[1] == "/de/jahrestagung-2027"
