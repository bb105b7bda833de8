"""Where no place can be booked the pages say why, with no button that would be refused."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.services.door import release
from gocluster_events.core import clock, db
from gocluster_events.core.act import Act
from gocluster_events.core.web.page_cache import forget_facts
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.rules.codes import Status
from tests.support.booking import book, change, change_person, item, standing, wait
from tests.support.boxes import MINE, PAGE, buttons, look, words_of
from tests.support.settings import NOW

ONLINE = {"mode": Mode.ONLINE}
UNDECIDED = {"status": Status.RECEIVED, "confirmed_at": None}
CANCELLED = {"status": Status.CANCELLED, "ended_at": NOW}


@pytest.mark.parametrize(
    ("changes", "person", "sentence"),
    [
        ({"opens_at": timedelta(days=1)}, {}, "Öffnet am"),
        ({"opens_at": timedelta(days=-2), "closes_at": timedelta(days=-1)}, {}, "Buchung geschlossen"),
        ({"is_paused": True}, {}, "0 von 1 vergeben Bitte versuchen Sie es später noch einmal."),
        ({"is_members_only": True}, {"cluster": ""}, "Dieser Programmpunkt ist nur für go-cluster-Mitglieder."),
        ({}, ONLINE, "Plätze gibt es nur vor Ort Sie nehmen online teil. Das können Sie ändern,"),
        ({}, UNDECIDED, "Ihre Anmeldung ist noch nicht bestätigt Sie können buchen, sobald Ihre Anmeldung bestätigt"),
        ({}, CANCELLED, "Sie nehmen nicht teil Sie nehmen an dieser Veranstaltung nicht teil"),
    ],
)
def test_where_nothing_can_be_booked_the_page_says_why_and_has_no_button(
    visitor, event, miriam, changes, person, sentence
):
    moved = {name: clock.now() + value if isinstance(value, timedelta) else value for name, value in changes.items()}
    change(event, 2, **moved)
    change_person(miriam, **person)
    page = visitor.get(PAGE)
    assert sentence in words_of(page.text)
    assert buttons(page.text) == []


@pytest.mark.parametrize("person", [UNDECIDED, CANCELLED])
def test_whoever_is_told_to_look_at_their_day_finds_it_there_and_their_bookings_once(visitor, miriam, person):
    change_person(miriam, **person)
    main = visitor.get(PAGE).text.partition("<main")[2].partition("</main>")[0]
    assert "in „Mein Tag“" in words_of(main)
    assert [main.count(f'href="{way}"') for way in ("/de/my/", MINE)] == [1, 1]


def test_the_list_of_ones_bookings_says_in_a_word_why_an_item_has_no_button(visitor, event, miriam):
    change(event, 2, opens_at=NOW - timedelta(days=2), closes_at=NOW - timedelta(days=1))
    change(event, 3, is_paused=True)
    text = words_of(visitor.get(MINE).text)
    assert [text.count(each) for each in ("Buchung geschlossen", "Die Buchung ist angehalten")] == [1, 1]
    assert "Freie Plätze gibt es vor Ort an der Tür." not in text


@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (30, "Sie haben einen Platz"),
        (-30, "Der Programmpunkt hat begonnen: Der Platz lässt sich nicht mehr freigeben."),
        (-90, "Sie hatten einen Platz"),
    ],
)
def test_the_box_of_a_place_speaks_of_what_is_over_as_of_something_past(visitor, event, miriam, minutes, sentence):
    book(event.id, miriam, 2)
    begins = clock.now() + timedelta(minutes=minutes)
    change(event, 2, starts_at=begins, ends_at=begins + timedelta(hours=1))
    text = look(visitor)
    assert (sentence in text, "Dieser Programmpunkt ist vorbei." in text) == (True, minutes == -90)
    assert ("Platz freigeben" in text) is (minutes > 0)


@pytest.mark.parametrize("waits", [True, False])
@pytest.mark.parametrize(
    ("minutes", "sentence"),
    [
        (30, "Bitte seien Sie fünf Minuten vorher da."),
        (-30, "Der Programmpunkt hat begonnen. Fragen Sie an der Tür nach einem freien Platz."),
        (-90, "Dieser Programmpunkt ist vorbei."),
    ],
)
def test_nobody_is_asked_to_come_early_to_what_has_begun(visitor, event, people, miriam, minutes, sentence, waits):
    book(event.id, people[1], 2)
    if waits:
        wait(event.id, miriam, 2)
    begins, now = clock.now() + timedelta(minutes=minutes), clock.now()
    hours = {"opens_at": now - timedelta(days=1), "closes_at": min(begins, now)}
    change(event, 2, starts_at=begins, ends_at=begins + timedelta(hours=1), **hours)
    page = visitor.get(PAGE).text
    assert sentence in words_of(page)
    assert ("fünf Minuten vorher" in words_of(page), buttons(page)) == (
        minutes > 0,
        ["waiting/end"] if waits and minutes > -60 else [],
    )


@pytest.mark.parametrize(("held", "sentence"), [(1, "Alle Plätze sind vergeben"), (0, "steht noch nicht fest")])
def test_an_item_that_is_to_have_no_more_places_is_full_where_somebody_has_one(
    visitor, event, people, miriam, held, sentence
):
    for each in people[1 : 1 + held]:
        book(event.id, each, 2)
    change(event, 2, seats=0)
    assert [sentence in look(visitor, page) for page in (PAGE, MINE)] == [True, True]


def test_whose_place_was_released_at_the_door_reads_so_where_they_had_booked_it(visitor, event, miriam):
    book(event.id, miriam, 2)
    begins = clock.now() - timedelta(minutes=10)
    change(event, 2, starts_at=begins, ends_at=begins + timedelta(hours=1), closes_at=begins)
    assert "freigegeben, weil" not in look(visitor)
    with db.transaction() as session:
        offer = session.scalars(sa.select(Offer).where(Offer.item == item(2))).one()
        release(session, offer.id, [miriam], Act("staff@example.org", clock.now()))
    assert "Uhr freigegeben, weil Sie noch nicht da waren." in look(visitor)


def test_what_has_begun_cannot_be_swapped_and_the_box_says_so(visitor, event, miriam):
    now = clock.now()
    book(event.id, miriam, 1)
    form = visitor.form(PAGE, f"{PAGE}/exchange")
    change(event, 1, starts_at=now - timedelta(minutes=5), ends_at=now + timedelta(minutes=55))
    change(event, 2, starts_at=now + timedelta(minutes=5), ends_at=now + timedelta(minutes=65))
    page = visitor.get(PAGE).text
    assert "Was Sie gebucht haben, läuft schon Was Sie zu dieser Zeit gebucht haben, hat schon" in words_of(page)
    assert (buttons(page), buttons(visitor.get(MINE).text)) == ([], ["place"])  # of what is later
    assert "Ihr Platz wurde nicht getauscht Was Sie" in words_of(visitor.get(form.send().location).text)
    assert (standing(event.id, 1), standing(event.id, 2)) == (([miriam], []), ([], []))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"opens_at": timedelta(days=1)}, "Öffnet am"),
        ({"opens_at": timedelta(days=-2), "closes_at": timedelta(days=-1)}, "Buchung geschlossen"),
        ({"is_paused": True}, "Die Buchung ist angehalten"),
    ],
)
def test_where_nobody_can_book_a_visitor_reads_it_and_no_form_asks_for_their_address(visitor, event, changes, sentence):
    change(event, 2, **{name: clock.now() + by if isinstance(by, timedelta) else by for name, by in changes.items()})
    page = visitor.get(PAGE).text
    assert sentence in words_of(page)
    assert ('name="email"' in page, "„Mein Tag“ öffnen" in words_of(page)) == (False, True)


def test_the_public_page_of_the_item_leads_to_its_places_in_the_same_words_whatever_becomes_of_them(
    app, visitor, event, people
):
    address, pages = "/de/jahrestagung-2027/agenda/b2-vom-pitch", []
    for changes in ({"opens_at": clock.now() + timedelta(days=1)}, {"opens_at": None}, {"closes_at": clock.now()}):
        change(event, 2, **changes)
        with app.app_context():
            forget_facts()
        pages.append(visitor.get(address))
        book(event.id, people[0], 2)
    assert len({(page.text, page.headers["ETag"]) for page in pages}) == 1
    assert ("Plätze ansehen" in pages[0].text, "Platz buchen" in pages[0].text) == (True, False)


def ways_of(page):
    """Where the links of the page's own part lead."""
    return re.findall(r'href="(/de/my/[^"]*)"', page.partition("<main")[2].partition("</main>")[0])


@pytest.mark.parametrize(("is_open", "way"), [(True, True), (False, False)])
def test_whoever_takes_part_online_finds_the_form_that_changes_it_while_it_can_be_changed(
    session, visitor, event, miriam, is_open, way
):
    form = "/de/my/details/participation"
    change_person(miriam, **ONLINE)
    if not is_open:
        session.get(Event, event.id).registration_closes_at = clock.now() - timedelta(minutes=1)
        session.commit()
    assert [form in ways_of(visitor.get(page).text) for page in (PAGE, MINE)] == [way, way]


def test_whoever_is_no_member_finds_the_form_of_their_details(visitor, event, miriam):
    change(event, 2, is_members_only=True)
    change_person(miriam, cluster="")
    assert "/de/my/details/person" in ways_of(visitor.get(PAGE).text)


@pytest.mark.parametrize(
    ("person", "sentence"),
    [
        (ONLINE, "Plätze gibt es nur vor Ort Sie nehmen online teil."),
        (UNDECIDED, "Sie können buchen, sobald Ihre Anmeldung bestätigt ist."),
        (CANCELLED, "Sie nehmen an dieser Veranstaltung nicht teil und können deshalb keine Plätze buchen."),
    ],
)
def test_whoever_cannot_book_at_all_reads_why_and_no_items(visitor, event, miriam, person, sentence):
    change_person(miriam, **person)
    page = visitor.get(MINE).text
    main = page.partition("<main")[2].partition("</main>")[0]
    assert (words_of(main).count(sentence), "Vom Pitch" in main, buttons(page)) == (1, False, [])
    assert main.count("kern-btn--primary") == 1
