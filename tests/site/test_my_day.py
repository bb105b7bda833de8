"""Somebody's own programme on their page: why each item stands there, what it costs, and what has changed in it."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import cycle

import pytest

from gocluster_events.attendance.bookings.services.saving import save_items
from gocluster_events.attendance.contributors.models import ContributorMatch
from gocluster_events.attendance.contributors.queries import people_of
from gocluster_events.core import clock
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.models import Person
from gocluster_events.meeting.agenda.rules.change import Change
from gocluster_events.meeting.agenda.rules.codes import Kind, SignUp
from gocluster_events.meeting.agenda.services import drafting
from gocluster_events.meeting.registration.people.models import Registration
from tests.support.booking import book, change, make_offer, wait
from tests.support.boxes import words_of
from tests.support.counting import counted_statements
from tests.support.make import make_room, make_track
from tests.support.programme import MAI, NINE, plan, publish, slot, with_people
from tests.support.registrants import HOUR, arrive
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

MIRIAM = "miriam@example.org"
MOST_STATEMENTS, MOST_BYTES = 8, 30 * 1024
SIGNED_IN = 3  # the transaction, whose session it is, and their registration


@pytest.fixture
def hall(event):
    return make_room(event, name="Eichensaal").id


def mark_of(page, title):
    """What stands beside the item of that title in somebody's programme."""
    row = next(each for each in page.text.split('<li class="plan__row')[1:] if title in each)
    mark = re.search(r'class="mark[^"]*">.*?</svg> ([^<]*)</p>', row, re.DOTALL)
    return mark[1].strip() if mark else ""


def person_named(session, event, email):
    mai = replace(MAI, email=email)
    plan(event, mai)
    return session.query(Person).filter_by(uuid=mai.uuid).one().id


def test_each_item_says_why_it_stands_there(session, visitor, event, hall):
    plan(event, replace(MAI, email=MIRIAM))
    titles = ("Begrüßung", "Podium", "Ausblick")
    items = [slot(number, 60 * number, title=Localized(title), room=hall) for number, title in enumerate(titles)]
    plan(event, items[0], with_people(items[1], MAI), items[2])
    publish(event)
    miriam = arrive(event, MIRIAM)
    save_items(miriam, [items[2].uuid])
    page = open_my_page(visitor, miriam)
    assert [mark_of(page, title) for title in titles] == ["", "Sie wirken mit", "Vorgemerkt"]


def test_before_there_is_a_programme_the_page_says_what_will_stand_there(visitor, event, hall):
    miriam = arrive(event, MIRIAM)
    assert "Sobald das Programm veröffentlicht ist, steht hier Ihr Tag" in open_my_page(visitor, miriam).text
    plan(event, slot(1, room=hall, sign_up=SignUp.BOOK))
    publish(event)
    assert "Hier steht, was Sie im Programm buchen oder vormerken." in visitor.get("/de/my/").text


def test_a_place_and_a_waiting_list_are_told_apart(visitor, event, hall):
    workshops(event, hall)
    lena, kim, miriam = (arrive(event, f"{name}@example.org") for name in ("lena", "kim", "miriam"))
    book(event.id, lena, 3)
    for person in (kim, miriam):
        wait(event.id, person, 3)
    book(event.id, miriam, 1)
    page = open_my_page(visitor, miriam)
    marks = [mark_of(page, f"Werkstatt {number}</a></p>") for number in (1, 3)]
    assert marks == ["Gebucht", "Warteliste, Platz 2"]
    assert "Werkstatt 2" not in page.text  # which needs a place, and they have none
    assert [each.endswith("/sign-up") for each in re.findall(r'href="([^"]+)">Werkstatt', page.text)] == [True, True]


def test_two_places_at_the_same_time_are_named_with_both_ways_out_until_both_have_begun(
    visitor, event, hall, monkeypatch
):
    second = workshops(event, hall)[1]
    miriam = arrive(event, MIRIAM)
    for number in (1, 2):
        book(event.id, miriam, number)
    assert "zur selben Zeit" not in open_my_page(visitor, miriam).text
    moved = replace(second, starts_at=second.starts_at - timedelta(minutes=30))
    drafting.apply(event.id, [Change(second, moved)], {second.uuid: 1}, Act(MIRIAM, NOW + HOUR))
    publish(event, at=NOW + HOUR)
    clash = visitor.get("/de/my/").text.split("zur selben Zeit")[1].split("</section>")[0]
    assert [f"Platz freigeben: Werkstatt {number} …" in words_of(clash) for number in (1, 2, 3)] == [True, True, False]
    ways = re.findall(r'href="([^"]+/release)"', clash)
    assert ["Jetzt freigeben" in visitor.get(each).text for each in ways] == [True, True]
    change(event, 2, starts_at=moved.starts_at)
    assert visitor.get("/de/my/bookings").text.count("Zur selben Zeit wie ein anderer Platz von Ihnen") == 2
    monkeypatch.setattr(clock, "now", lambda: moved.starts_at + timedelta(minutes=29))
    begun = open_my_page(visitor, miriam).text.split("zur selben Zeit")[1].split("</section>")[0]
    assert ("Gehen Sie bitte zu einem der beiden." in begun, "/release" in begun) == (True, False)


def workshops(event, hall):
    """Three, one after the other, of one place each."""
    items = [
        slot(number, 60 * number, title=Localized(f"Werkstatt {number}"), room=hall, sign_up=SignUp.BOOK)
        for number in (1, 2, 3)
    ]
    plan(event, *items)
    publish(event)
    for number in (1, 2, 3):
        make_offer(event, number, 60 * number)
    return items


@pytest.mark.parametrize(
    ("email", "answer", "is_on_stage"),
    [(MIRIAM, None, True), ("mai@example.org", None, False), ("mai@example.org", True, True), (MIRIAM, False, False)],
)
def test_somebody_is_on_stage_by_their_address_or_as_the_team_has_said(session, event, email, answer, is_on_stage):
    mai, miriam = person_named(session, event, email), arrive(event, MIRIAM)
    if answer is not None:
        with transaction() as writing:
            match = {"person_id": mai, "registration_id": miriam, "is_same": answer}
            writing.add(ContributorMatch(**match, actor="organiser@example.org", at=NOW))
    assert (people_of(session, session.get_one(Registration, miriam)) == {MAI.uuid}) is is_on_stage


def test_a_change_stands_at_the_item_itself_too(visitor, event, hall):
    other = make_room(event, name="1.06").id
    talk, coffee = slot(1, title=Localized("Vom Pitch"), room=hall), slot(2, 60, kind=Kind.COFFEE, room=hall)
    plan(event, talk, coffee)
    publish(event)
    miriam = arrive(event, MIRIAM)
    drafting.apply(event.id, [Change(talk, replace(talk, room=other))], {talk.uuid: 1}, Act(MIRIAM, NOW + HOUR))
    publish(event, at=NOW + HOUR)
    page = open_my_page(visitor, miriam).text
    plan_of_mine = page.split('<ol class="plan">')[1]
    assert plan_of_mine.count("Geändert") == 1


def sixty(event, hall, parallel):
    """A long day: so many items side by side in as many strands, one after the other until there are sixty."""
    tracks = [make_track(event, letter=letter).id for letter in "ABCDE"[:parallel]] if parallel > 1 else [None]
    return [
        slot(number + 1, number // parallel * 10, length_minutes=10, title=_long(number), room=hall, track=track)
        for number, track in zip(range(60), cycle(tracks), strict=False)
    ]


def _long(number):
    return Localized(f"Innovationssysteme im Wandel, Teil {number + 1}")


@pytest.mark.parametrize("at", [NOW, NINE + timedelta(minutes=15)], ids=["weeks before", "on the day"])
@pytest.mark.parametrize("parallel", [3, 5])
def test_sixty_items_are_read_by_few_statements_and_are_a_light_page(visitor, event, hall, monkeypatch, at, parallel):
    plan(event, replace(MAI, email=MIRIAM), *sixty(event, hall, parallel))
    publish(event)
    miriam = arrive(event, MIRIAM)
    save_items(miriam, [slot(number).uuid for number in range(1, 61, 2)])
    monkeypatch.setattr(clock, "now", lambda: at)
    open_my_page(visitor, miriam)
    with counted_statements() as seen:
        page = visitor.get("/de/my/")
    assert page.text.count("Innovationssysteme") >= 60 // parallel
    assert len(seen) - SIGNED_IN <= MOST_STATEMENTS, seen
    assert len(page.data) <= MOST_BYTES
