"""Before somebody cancels, goes online or hands on their place, the page says what becomes of their places in items."""

import re

import pytest

from gocluster_events.attendance.bookings.services.settling import settle_due
from gocluster_events.core.act import Act
from gocluster_events.meeting.agenda.rules.codes import SignUp
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.duplicates import services as duplicates
from tests.support.booking import book, change, change_person, publish_offers, standing, wait
from tests.support.make import make_event, make_registration, make_room
from tests.support.programme import plan, slot
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

SENTENCES = {
    "/de/my/details/participation": "<li>Ihren Platz in „Vortrag 1“</li>",
    "/de/my/cancellation": "Sie verlieren Ihren Platz in „Vortrag 1“.",
    "/de/my/substitution": "übernimmt auch Ihren Platz in „Vortrag 1“.",
}


@pytest.fixture
def person(session, visitor):
    """Somebody whose page is open, in a meeting with one item that can be booked."""
    event = make_event()
    plan(event, slot(1, code="B2", sign_up=SignUp.BOOK, seats=1, room=make_room(event).id))
    publish_offers(event)
    made = make_registration(event)
    open_my_page(visitor, made.id)
    return made


@pytest.mark.parametrize("page", SENTENCES)
def test_a_page_says_it_to_whoever_has_a_place_and_to_nobody_else(visitor, person, page):
    before = visitor.get(page)
    assert (before.status_code, SENTENCES[page] in before.text) == (200, False)
    book(person.event_id, person.id)
    assert SENTENCES[page] in visitor.get(page).text


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("/de/my/details/participation", "<li>Ihren Wartelistenplatz in „Vortrag 1“</li>"),
        ("/de/my/cancellation", "Sie verlieren Ihren Wartelistenplatz in „Vortrag 1“."),
        ("/de/my/substitution", "übernimmt auch Ihren Wartelistenplatz in „Vortrag 1“."),
    ],
)
def test_a_page_names_a_number_on_a_waiting_list_as_such(session, visitor, person, page, sentence):
    book(person.event_id, make_registration(session.get(Event, person.event_id)).id)
    wait(person.event_id, person.id)
    text = visitor.get(page).text
    assert (sentence in text, "Platz in „" in text, "B2" in text) == (True, False, False)


@pytest.fixture
def twins(workshops):
    """Two registrations that look like one person's."""
    return [make_registration(workshops, email=f"{name}@example.org", first_name="Anna") for name in ("anna", "a.m")]


def places_on_page(organiser, first, second):
    """What the page about the two says of their places, sentence by sentence."""
    page = organiser.get(f"/de/manage/tagung/registration/duplicates/{first.id}/{second.id}")
    assert page.status_code == 200
    return [text for text in re.findall(r"<p>([^<]*)</p>", page.text) if "B2" in text or "C2" in text]


def merge(stays, goes):
    duplicates.merge(stays.event_id, stays.id, goes.id, Act("organiser@example.org", NOW))
    settle_due(NOW)


def test_before_two_registrations_are_merged_the_page_says_which_places_stay(organiser, workshops, twins):
    first, second = twins
    assert places_on_page(organiser, first, second) == []
    book(workshops.id, make_registration(workshops).id, 1)
    book(workshops.id, first.id, 1)
    wait(workshops.id, second.id, 1)
    book(workshops.id, second.id, 2, keeps_waiting=True)
    assert places_on_page(organiser, first, second) == [
        "Die Anmeldung, die bleibt, hat danach 2 Plätze in Programmpunkten: B2 Vortrag 1, C2 Vortrag 2.",
        "In beiden Anmeldungen: B2 Vortrag 1. Es bleibt jeweils der bessere Platz, der andere entfällt.",
        "Zur selben Zeit: B2 Vortrag 1, C2 Vortrag 2. Alle diese Plätze bleiben, und eine E-Mail sagt es der Person.",
    ]
    merge(second, first)
    (held, waiting), learners = standing(workshops.id, 1), standing(workshops.id, 2)
    assert (second.id in held, len(held), waiting, learners) == (True, 2, [], ([second.id], []))


def test_the_page_says_under_which_address_places_are_lost_on_merging(organiser, workshops, twins):
    first, second = twins
    change(workshops, 1, seats=1)
    book(workshops.id, make_registration(workshops).id, 1)
    wait(workshops.id, first.id, 1)
    change_person(second.id, mode=Mode.ONLINE)
    stays, goes = places_on_page(organiser, first, second)
    assert stays == "Die Anmeldung, die bleibt, steht danach auf 1 Warteliste: B2 Vortrag 1."
    assert goes.startswith("Wenn a.m@example.org bleibt, gehen Plätze und Wartelistenplätze verloren")
    assert goes.endswith(": B2 Vortrag 1.")
    merge(second, first)
    assert standing(workshops.id, 1)[1] == []


def test_the_team_reads_it_before_somebody_is_put_online(workshops, organiser):
    who = make_registration(workshops).id
    page = f"/de/manage/tagung/registration/{who}/correction"
    sentence = "einen Wartelistenplatz in: B2 Vortrag 1. Wenn Sie die Teilnahme auf online ändern"
    before = organiser.get(page)
    assert (before.status_code, sentence in before.text) == (200, False)
    book(workshops.id, who)
    assert sentence in organiser.get(page).text
