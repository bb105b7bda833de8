"""The list of an item: staff find it, read it, take it away and print it, and the log says who did."""

import io
import re

import openpyxl
import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.attendees.rules.item_list import COLUMNS
from gocluster_events.attendance.bookings.models import Offer
from gocluster_events.core import db
from gocluster_events.core.access import Role
from tests.attendance.bookings.conftest import signed_in
from tests.attendance.bookings.test_people_of_an_item import full, person
from tests.attendance.bookings.test_team_places import HOUR
from tests.support.booking import book, change, item
from tests.support.make import make_registration
from tests.support.paper import text_of
from tests.support.programme import NINE

TEAM = "/de/manage/tagung"
B2 = item(1)
LIST = f"{TEAM}/lists/items/{B2}"


def exports():
    with db.transaction() as session:
        rows = session.execute(sa.select(Export.profile, Export.purpose, Export.rows, Export.filter, Export.columns))
        return [tuple(row) for row in rows]


def test_staff_find_the_list_of_an_item_among_the_lists_of_the_day(workshops, staff):
    full(workshops)
    page = staff.get(f"{TEAM}/lists").text
    assert "Listen der Programmpunkte" in page
    assert [f"{TEAM}/lists/items/{item(number)}" in page for number in (1, 2, 3)] == [True, True, False]


def test_the_list_shows_who_has_a_place_and_who_waits(workshops, staff):
    full(workshops)
    page = staff.get(LIST).text
    places = [page.index(name) for name in ("Çelik", "Dahlhoff", "Rehbein")]
    assert places == sorted(places)
    assert f"{TEAM}/bookings/{B2}/people" not in page  # which is the organisers'
    assert exports() == []


@pytest.mark.parametrize("kind", ["xlsx", "pdf"])
def test_the_list_is_taken_away_and_that_is_logged(workshops, staff, kind):
    full(workshops)
    with staff.own_form(LIST).send(purpose="Tür von Raum 1.04", format=kind) as answer:
        file = answer.data
    if kind == "xlsx":
        rows = list(openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].iter_rows(values_only=True))
        assert rows[0] == ("Buchung", "Nr.", *rows[0][2:])
        assert [row[:3] for row in rows[1:]] == [
            ("Gebucht", 1, "Çelik"),
            ("Gebucht", 2, "Dahlhoff"),
            ("Auf der Warteliste", 1, "Rehbein"),
        ]
    else:
        assert all(name in text_of(file) for name in ("Çelik", "Dahlhoff", "Rehbein", "B2 Vortrag 1"))
    assert exports() == [("item", "Tür von Raum 1.04", 3, {"list": ["item"], "item": [B2]}, list(COLUMNS))]


def test_places_are_counted_in_the_order_in_which_they_stand_whoever_booked_first(workshops, staff):
    for name in ("Rehbein", "Çelik"):
        book(workshops.id, person(workshops, last_name=name, organisation=f"Institut {name}"))
    assert re.findall(r'data-label="Nr\.">(\d)</td>\s*<th[^>]*>(?:<a[^>]*>)?(\w+),', staff.get(LIST).text) == [
        ("1", "Çelik"), ("2", "Rehbein"),
    ]  # fmt: skip
    with staff.own_form(LIST).send(purpose="Tür", format="xlsx") as answer:
        rows = list(openpyxl.load_workbook(io.BytesIO(answer.data)).worksheets[0].iter_rows(values_only=True))
    assert [row[1:3] for row in rows[1:]] == [(1, "Çelik"), (2, "Rehbein")]


def test_a_list_without_a_purpose_is_not_taken_away(workshops, staff):
    answer = staff.own_form(LIST).send(purpose="")
    assert "Nennen Sie den Zweck der Liste" in answer.text
    assert exports() == []


def test_the_other_lists_are_read_after_one_of_an_item_was_taken_away(workshops, app, staff):
    staff.own_form(LIST).send(purpose="Tür", format="xlsx").close()
    assert staff.get(f"{TEAM}/lists").status_code == 200
    organiser = signed_in(app, workshops, Role.ORGANISER)
    assert "Liste eines Programmpunkts" in organiser.get(f"{TEAM}/processing").text
    assert "Buchung, Nr., Nachname" in organiser.get(f"{TEAM}/audit").text


def test_the_signature_list_of_an_item_names_who_has_a_place_and_who_leads_it(workshops, staff):
    full(workshops)
    make_registration(workshops, last_name="Unbeteiligt")
    text = text_of(staff.get(f"{TEAM}/signatures.pdf?item={B2}").data)
    assert [name in text for name in ("Çelik", "Dahlhoff", "Rehbein", "Unbeteiligt", "Petersen")] == [
        True, True, False, False, True,
    ]  # fmt: skip


def test_the_search_leads_from_an_item_to_its_list(workshops, staff):
    page = staff.get(f"{TEAM}/search?q=Vortrag 1").text
    assert LIST in page
    assert f"{TEAM}/lists/items/{item(3)}" not in staff.get(f"{TEAM}/search?q=Vortrag 3").text


def test_the_desk_counts_the_places_of_items_and_what_is_to_be_checked(workshops, app, staff):
    full(workshops)
    with db.transaction() as session:
        for each in session.scalars(sa.select(Offer)):
            each.wants_check = True
    organiser = signed_in(app, workshops, Role.ORGANISER)
    pages = [each.get(f"{TEAM}/").text for each in (staff, organiser)]
    assert ["in 2 Programmpunkten" in page for page in pages] == [True, True]
    assert ["Programmpunkte, deren Buchungszeiten zu prüfen sind" in page for page in pages] == [False, True]
    assert (
        "2 Programmpunkte kamen mit einer kopierten Veranstaltung oder liegen jetzt zu einer anderen Zeit"
        in organiser.get(f"{TEAM}/bookings").text
    )


def test_the_desk_names_who_has_two_places_at_the_same_time_and_leads_to_them(workshops, app, staff):
    ids = full(workshops)
    change(workshops, 2, starts_at=NINE + 3 * HOUR, ends_at=NINE + 4 * HOUR)
    book(workshops.id, ids[0], 2)
    organiser, words = signed_in(app, workshops, Role.ORGANISER), "mit zwei Plätzen zur selben Zeit"
    assert words not in organiser.get(f"{TEAM}/").text
    change(workshops, 2, starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR)
    page = organiser.get(f"{TEAM}/").text
    assert (f"Person {words}" in page, f'href="{TEAM}/registration/{ids[0]}/bookings"' in page) == (True, True)
    assert "Fragen Sie, welcher Platz bleiben soll, und geben Sie den anderen frei." in page
    assert words not in staff.get(f"{TEAM}/").text
    change(workshops, 2, starts_at=NINE + 3 * HOUR, ends_at=NINE + 4 * HOUR, item_seats=2)
    book(workshops.id, ids[1], 2)
    change(workshops, 2, starts_at=NINE + HOUR, ends_at=NINE + 2 * HOUR)
    both = f"{TEAM}/attendees?id={ids[0]}&amp;id={ids[1]}"
    assert both in organiser.get(f"{TEAM}/").text
    rows = organiser.get(both.replace("&amp;", "&")).text
    assert [f">{name}, " in rows for name in ("Çelik", "Dahlhoff", "Rehbein")] == [True, True, False]
