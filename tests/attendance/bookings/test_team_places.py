"""The places of items as organisers set them: the table by block, and one item."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.attendance.bookings.rules.offers import MOVES_BEFORE, Offering
from gocluster_events.attendance.bookings.rules.terms import (
    Crowd,
    Effect,
    Standing,
    Terms,
    TermsRefusal,
    WindowField,
    crowd,
    edited,
    effects,
    standing,
    terms_refusals,
    under,
)
from gocluster_events.attendance.bookings.rules.totals import totals
from gocluster_events.attendance.bookings.rules.windows import window_changes
from gocluster_events.core import db
from gocluster_events.core.access import Role
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.meeting.events.rules.edition import EventStatus
from tests.attendance.bookings.conftest import signed_in
from tests.support.booking import book, item, standing as standing_of, wait
from tests.support.boxes import words_of
from tests.support.make import make_event, make_registration
from tests.support.programme import NINE
from tests.support.settings import NOW

HOUR = timedelta(hours=1)
PLACES = "/de/manage/tagung/bookings"
WINDOWS = f"{PLACES}/windows"
B2, C2 = item(1), item(2)


def offering(**changes):
    values = {
        "id": 1, "item": B2, "starts_at": NINE, "ends_at": NINE + HOUR, "opens_at": NOW - HOUR, "closes_at": NINE,
        "moves_until": NINE - MOVES_BEFORE, "seats": 2,
    }  # fmt: skip
    return Offering(**{**values, **changes})


@pytest.mark.parametrize(
    ("terms", "refusal"),
    [
        ({}, None),
        ({"opens_at": NINE - HOUR}, None),
        ({"closes_at": NINE + timedelta(minutes=15)}, None),
        ({"closes_at": NINE + timedelta(minutes=16)}, TermsRefusal.CLOSES_LATE),
        ({"opens_at": NINE}, TermsRefusal.REVERSED),
        ({"opens_at": NOW + HOUR, "closes_at": NOW}, TermsRefusal.REVERSED),
        ({"opens_at": NOW, "closes_at": NOW}, TermsRefusal.REVERSED),
        ({"moves_until": NINE}, None),
        ({"moves_until": NINE + timedelta(minutes=1)}, TermsRefusal.MOVES_LATE),
    ],
)
def test_the_hours_of_an_offer_fit_its_item(terms, refusal):
    assert terms_refusals(Terms(**terms), NINE) == ((refusal,) if refusal else ())


@pytest.mark.parametrize(
    ("room", "contributors", "changes", "expected"),
    [
        (40, 0, {"seats": 40}, None),
        (40, 4, {"seats": 36}, None),
        (40, 4, {"seats": 40}, Crowd(40, 40, 4, 0)),
        (40, 0, {"seats": 40, "staff_seats": 2}, Crowd(40, 40, 0, 2)),
        (0, 4, {"seats": 40}, None),
        (40, 1, {"seats": 38, "held": 39}, None),
        (40, 0, {"seats": 40, "held": 43}, Crowd(40, 43, 0, 0)),
    ],
)
def test_a_room_that_is_too_small_is_said(room, contributors, changes, expected):
    assert crowd(room, offering(**changes), contributors) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"opens_at": NOW + HOUR}, {}, (Effect.OPENS,)),
        ({}, {"closes_at": NOW}, (Effect.CLOSES,)),
        ({}, {"opens_at": NOW + HOUR}, (Effect.CLOSES_UNTIL,)),
        ({"opens_at": NOW + HOUR}, {"opens_at": NOW + 2 * HOUR}, ()),
        ({"waiting": 1}, {"waiting": 1, "moves_until": NOW}, (Effect.STAY_WAITING,)),
        ({"waiting": 1, "moves_until": NOW}, {"waiting": 1}, (Effect.MOVE_UP,)),
        ({"waiting": 1, "held": 2, "moves_until": NOW}, {"waiting": 1, "held": 2}, ()),
        ({"moves_until": NOW}, {}, ()),
        ({}, {}, ()),
    ],
)
def test_what_follows_from_other_hours_is_known_before(before, after, expected):
    assert effects(offering(**before), offering(**after), NOW) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, Standing.OPEN),
        ({"held": 2}, Standing.FULL),
        ({"held": 1, "waiting": 1}, Standing.FULL),
        ({"opens_at": NOW + HOUR}, Standing.NOT_YET),
        ({"closes_at": NOW}, Standing.CLOSED),
        ({"is_paused": True, "held": 2}, Standing.PAUSED),
    ],
)
def test_an_offer_stands_as_the_first_that_is_true(changes, expected):
    assert standing(offering(**changes), NOW) is expected


def test_an_edit_of_hours_leaves_all_else_as_it_is():
    terms = Terms(opens_at=NOW, closes_at=NINE - HOUR, seats=12, is_paused=True)
    edit = {WindowField.OPENS_AT: None, WindowField.MOVES_UNTIL: NINE - HOUR}
    wanted = edited(terms, edit)
    assert wanted == Terms(closes_at=NINE - HOUR, moves_until=NINE - HOUR, seats=12, is_paused=True)
    assert under(offering(), wanted, NOW - HOUR).opens_at == NOW - HOUR


def test_only_hours_that_become_others_are_told_as_changed():
    edit = {WindowField.OPENS_AT: NOW, WindowField.CLOSES_AT: NINE - HOUR}
    (change,) = window_changes([(offering(), Terms(opens_at=NOW))], edit, NOW - HOUR, NOW)
    assert change.hours == ((WindowField.CLOSES_AT, None, NINE - HOUR),)


def test_the_table_names_each_item_by_block_with_its_numbers(workshops, organiser):
    holders = [make_registration(workshops).id for _ in range(2)]
    assert [book(workshops.id, each, 1).value for each in holders] == ["held", "held"]
    wait(workshops.id, make_registration(workshops).id, 1)
    page = organiser.get(PLACES).text
    assert "2 von 42 Plätzen gebucht" in page
    assert "Vortrag 1" in page
    assert "Vortrag 3" not in page
    assert "Der Raum hat 2 Plätze; gebraucht werden 3 (davon eine mitwirkende Person)." in page
    assert "100 %" in page


def test_four_numbers_say_how_all_places_stand(workshops, organiser):
    for _ in range(2):
        book(workshops.id, make_registration(workshops).id, 1)
    wait(workshops.id, make_registration(workshops).id, 1)
    strip = organiser.get(PLACES).text.partition('<dl class="figure-strip">')[2].partition("</dl>")[0]
    words = " ".join(re.sub(r"<[^>]+>", " ", strip).split())
    expected = "Plätze 42 in 2 Programmpunkten Gebucht 2 40 frei Auslastung 4 % aller Plätze"
    assert words == f"{expected} Wartend 1 die meisten auf B2"
    assert f'href="{PLACES}/{B2}/people?state=waiting"' in strip
    assert totals([]).fill is None


def test_the_page_its_title_and_the_way_back_to_it_have_one_name(workshops, organiser):
    pages = {each: organiser.get(each).text for each in (PLACES, f"{PLACES}/{B2}/people", f"{PLACES}/{B2}")}
    assert "<title>Plätze – Buchungen – " in pages[PLACES]
    assert "<h1>Buchungen</h1>" in pages[PLACES]
    crumbs = [page.partition('<ol class="breadcrumb">')[2].partition("</ol>")[0] for page in pages.values()]
    firsts = [re.findall(r'<a href="[^"]*/bookings">([^<]*)</a>', each) for each in crumbs]
    assert firsts == [[], ["Buchungen"], ["Buchungen"]]


def test_without_an_item_to_sign_up_for_the_page_says_what_it_is_good_for(app, session):
    event = make_event(slug="tagung")
    page = signed_in(app, event, Role.ORGANISER).get(PLACES).text
    assert "sobald ein Programmpunkt „Mit Platzbuchung“ ist" in page
    assert "/de/manage/tagung/agenda/list" in page


def test_an_archived_event_is_offered_nothing_that_cannot_be_done(app, session):
    event = make_event(slug="tagung", status=EventStatus.ARCHIVED)
    page = signed_in(app, event, Role.ORGANISER).get(PLACES).text
    assert "In dieser Veranstaltung gab es keine Programmpunkte mit Platzbuchung." in page
    assert '/de/manage/tagung/agenda/list"' not in page.partition("<main")[2]


def test_more_booked_than_there_are_seats_is_said_as_such(workshops, organiser):
    for _ in range(2):
        book(workshops.id, make_registration(workshops).id, 1)
    assert "zu viel" not in organiser.get(PLACES).text
    organiser.own_form(f"{PLACES}/{B2}").send(seats="1")
    assert "1 zu viel" in organiser.get(PLACES).text


def offer(number=1):
    with db.transaction() as session:
        row = session.scalars(sa.select(Offer).where(Offer.item == item(number))).one()
        session.expunge(row)
        return row


def test_places_are_set_and_looked_at(workshops, organiser):
    with db.transaction() as session:
        session.scalars(sa.select(Offer)).all()[0].wants_check = True
    answer = organiser.own_form(f"{PLACES}/{B2}").send(
        seats="12", staff_seats="1", most_per_organisation="2", closes_at="2027-04-22T10:05", is_paused="y"
    )
    assert answer.location == f"{PLACES}/{B2}/people"
    row = offer()
    numbers = (row.seats, row.staff_seats, row.most_per_organisation, row.is_paused, row.wants_check)
    assert numbers == (12, 1, 2, True, False)
    with db.transaction() as session:
        fields = session.scalars(sa.select(AuditEntry.fields).where(AuditEntry.action == "offer.changed")).one()
    assert fields == ["closes_at", "seats", "staff_seats", "most_per_organisation", "is_paused"]


@pytest.mark.parametrize("seats", ["-1", "1000000", "zwölf", "1.5", "12 Plätze"])
def test_a_number_of_seats_that_is_none_gets_a_sentence(workshops, organiser, seats):
    answer = organiser.own_form(f"{PLACES}/{B2}").send(seats=seats)
    assert "Geben Sie eine ganze Zahl von 0 bis 10000 ein." in answer.text
    assert offer().seats is None


def test_no_seats_at_all_are_a_number(workshops, organiser):
    assert organiser.own_form(f"{PLACES}/{B2}").send(seats="0").status_code == 302
    assert offer().seats == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"opens_at": "2027-04-20T10:00", "closes_at": "2027-04-19T10:00"}, "muss öffnen, bevor sie schließt"),
        ({"opens_at": "2027-03-28T02:30"}, "Diese Uhrzeit gibt es an dem Tag nicht"),
        ({"closes_at": "2027-04-22T18:00"}, "spätestens 15 Minuten nach Beginn"),
        ({"moves_until": "2027-04-22T18:00"}, "Nachrücken geht bis zum Beginn"),
        ({"opens_at": "gestern"}, "Geben Sie Datum und Uhrzeit ein, zum Beispiel 24.03.2027 14:00."),
    ],
)
def test_hours_that_do_not_fit_get_a_sentence_each(workshops, organiser, typed, sentence):
    answer = organiser.own_form(f"{PLACES}/{B2}").send(**typed)
    assert (answer.status_code, sentence in answer.text) == (200, True)
    assert offer().revision == 1


def test_everything_that_is_wrong_about_the_places_is_said_at_once(workshops, organiser):
    answer = organiser.own_form(f"{PLACES}/{B2}").send(
        seats="zwölf", opens_at="2027-04-20T10:00", closes_at="2027-04-19T10:00", moves_until="gestern"
    )
    sentences = ("ganze Zahl", "muss öffnen, bevor sie schließt", "Geben Sie Datum und Uhrzeit")
    assert [sentence in answer.text for sentence in sentences] == [True] * 3
    typed = ("zwölf", "2027-04-20T10:00", "2027-04-19T10:00", "gestern")
    assert [f'value="{each}"' in answer.text for each in typed] == [True] * 4


def test_hours_are_read_as_they_are_written_in_german(workshops, organiser):
    organiser.own_form(f"{PLACES}/{B2}").send(opens_at="24.03.2027 14:00")
    assert offer().opens_at == datetime(2027, 3, 24, 13, tzinfo=UTC)


def test_fewer_seats_take_nobody_out_and_more_let_people_move_up(workshops, organiser):
    first, second, third = (make_registration(workshops).id for _ in range(3))
    for each in (first, second):
        book(workshops.id, each, 1)
    wait(workshops.id, third, 1)
    organiser.own_form(f"{PLACES}/{B2}").send(seats="1")
    assert standing_of(workshops.id) == ([first, second], [third])
    organiser.own_form(f"{PLACES}/{B2}").send(seats="3")
    assert standing_of(workshops.id) == ([first, second, third], [])


def test_two_organisers_at_once_overwrite_nothing(workshops, organiser):
    form = organiser.own_form(f"{PLACES}/{B2}")
    organiser.own_form(f"{PLACES}/{B2}").send(seats="5")
    answer = form.send(seats="7")
    assert (answer.status_code, offer().seats) == (409, 5)
    assert "Plätze vor Ort" in answer.text


def test_nobody_but_organisers_opens_the_places(workshops, staff):
    pages = (PLACES, f"{PLACES}/{B2}", f"{PLACES}/{B2}/people", WINDOWS)
    assert [staff.get(each).status_code for each in pages] == [403] * 4
    assert "Buchungen" not in staff.get("/de/manage/tagung/").text


def test_in_english_what_one_books_are_places_and_only_rooms_have_seats(workshops, organiser):
    pages = (PLACES.replace("/de/", "/en/"), f"{PLACES.replace('/de/', '/en/')}/{B2}")
    texts = [words_of(organiser.get(each).text) for each in pages]
    sentences = ("0 of 42 places booked", "Fewer places take nobody’s place away.")
    assert [sentence in text for sentence, text in zip(sentences, texts, strict=True)] == [True, True]
    assert [re.findall(r"(\w+) seats", text) for text in texts] == [["2"], ["2"]]  # of the room that is too small
