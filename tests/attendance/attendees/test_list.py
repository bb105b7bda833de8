"""The list in the browser, and the same list taken away."""

import csv
import hashlib
import io
import re
from dataclasses import replace
from datetime import UTC, datetime

import openpyxl
import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.models import Export
from gocluster_events.attendance.attendees.rules.columns import USUAL, file_columns
from gocluster_events.attendance.attendees.rules.table import COLUMNS
from gocluster_events.core import db
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Diet, FormOfAddress, Status
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.settings import NOW

LIST = "/de/manage/tagung/attendees"
EVERY = ",".join(column.value for column in COLUMNS)
ROUTES = (LIST, f"{LIST}.xlsx", f"{LIST}.csv", f"{LIST}.xlsx?purpose=Test", f"{LIST}.csv?purpose=Test")


def logged():
    return db.session().scalars(sa.select(Export).order_by(Export.id)).all()


def taken(visitor, path):
    return visitor.get(path, buffered=True)  # read to its end, as a browser does, so that the file is closed


@pytest.mark.parametrize("path", ROUTES)
def test_staff_open_the_list_of_their_edition(staff, path):
    assert taken(staff, path).status_code == 200


@pytest.mark.parametrize("path", ROUTES)
def test_strangers_are_sent_to_sign_in(event, visitor, path):
    answer = visitor.get(path)
    assert (answer.status_code, answer.location.partition("?")[0]) == (302, "/de/sign-in")
    assert logged() == []


@pytest.mark.parametrize("path", ROUTES)
def test_for_staff_of_another_edition_there_is_no_such_list(app, event, path):
    make_member(make_event(slug="other"), email="other@example.org")
    visitor = app.test_client()
    visitor.enter("other@example.org")
    assert visitor.get(path).status_code == 404
    assert logged() == []


def test_the_list_says_what_it_shows(event, staff):
    make_registration(event, last_name="Öztürk-Hagedorn", first_name="Selin", title="Dr.")
    make_registration(event, last_name="Straßburger", first_name="Käthe", mode=Mode.ONLINE)
    text = staff.get(f"{LIST}?mode=online").text
    assert "<strong>1</strong> von 2 Anmeldungen:" in text
    assert "Straßburger, Käthe" in text
    assert "Öztürk-Hagedorn" not in text
    assert "Filter entfernen: online" in text
    assert "1 bis 1 von 1" in text


def test_the_list_begins_with_the_latest_and_says_so(event, staff):
    make_registration(event)
    text = staff.get(LIST).text
    assert text.count("aria-sort=") == 1
    assert '<th scope="col" aria-sort="descending" class="is-numeric">' in text


def test_the_second_page_follows_the_first(event, staff):
    for number in range(51):
        make_registration(event, last_name=f"Person {number:02}")
    text = staff.get(f"{LIST}?sort=name&page=2").text
    assert ("51 bis 51 von 51" in text, "Person 50" in text, "Person 49" in text) == (True, True, False)
    assert "sort=name&amp;page=2" in staff.get(f"{LIST}?sort=name").text


def test_unknown_values_are_ignored_with_a_notice(event, staff):
    make_registration(event, last_name="Tafelmaier")
    text = staff.get(f"{LIST}?status=nonsense&state=%01&page=zwei").text
    assert "Die Adresse enthielt einen unbekannten Wert für „Status“. Er wurde nicht beachtet." in text
    assert "unbekannten Wert für „Bundesland“" in text
    assert "Tafelmaier" in text


@pytest.mark.parametrize(
    ("search", "sentence"),
    [
        ("a" * 101, "Der Suchtext hat mehr als 100 Zeichen. Bitte kürzen Sie ihn."),
        ("%01", "Der Suchtext enthält Zeichen, die nicht lesbar sind."),
        ("a%E2%80%AEb", "Der Suchtext enthält Zeichen, die nicht lesbar sind."),
    ],
)
def test_search_words_that_nobody_can_have_typed_are_not_searched_for_and_the_page_says_so(
    event, staff, search, sentence
):
    make_registration(event, last_name="Tafelmaier")
    answer = staff.get(f"{LIST}?search={search}")
    assert (answer.status_code, "Tafelmaier" in answer.text) == (200, True)
    assert sentence in answer.text


def test_a_text_that_is_too_long_stands_in_the_field_to_be_shortened(event, staff):
    make_registration(event)
    assert f'value="{"a" * 101}"' in staff.get(f"{LIST}?search={'a' * 101}").text


@pytest.mark.parametrize("search", ["Fährmann, Silke", "silke faehrmann", "Fhärmann", "Fährmnan Silke"])
def test_a_name_is_found_however_it_was_typed(event, staff, search):
    make_registration(event, first_name="Silke", last_name="Fährmann", email="a@example.org")
    make_registration(event, first_name="Silke", last_name="Tafelmaier", email="b@example.org")
    text = staff.get(f"{LIST}?search={search}").text
    assert ("Fährmann" in text.partition("<tbody")[2], "Tafelmaier" in text.partition("<tbody")[2]) == (True, False)


def test_the_list_says_that_it_shows_who_is_only_similar(event, staff):
    make_registration(event, last_name="Fährmann")
    assert "Keine Anmeldung enthält genau „Fährmnan“. Diese sind ähnlich." in staff.get(f"{LIST}?search=Fährmnan").text
    assert "Diese sind ähnlich" not in staff.get(f"{LIST}?search=Fährmann").text


def test_a_file_holds_who_the_list_shows_even_if_they_are_only_similar(event, staff):
    make_registration(event, last_name="Fährmann", email="a@example.org")
    make_registration(event, last_name="Muster", email="b@example.org")
    lines = taken(staff, f"{LIST}.csv?search=Fährmnan&purpose=Test").text.splitlines()
    assert ("Fährmann" in lines[1], len(lines)) == (True, 2)


def test_bytes_that_are_no_text_find_nobody(event, staff):
    make_registration(event)
    answer = staff.get(f"{LIST}?search=%ff")
    assert (answer.status_code, "Kein Treffer" in answer.text) == (200, True)


def test_the_list_says_until_when_people_can_register(staff):
    assert "Die Anmeldung ist geöffnet bis" in staff.get(LIST).text


def test_without_a_hit_the_list_offers_to_drop_what_frees_most(event, staff):
    make_registration(event, mode=Mode.ONLINE)
    text = staff.get(f"{LIST}?search=xyz&mode=online&status=declined").text
    assert "Kein Treffer" in text
    make_registration(event, status=Status.DECLINED)
    make_registration(event, status=Status.DECLINED)
    text = staff.get(f"{LIST}?mode=online&status=declined").text
    assert "Ohne den Filter „online“ wären es 2." in text


def test_before_anybody_registers_the_list_says_why_it_is_empty(staff):
    assert "Sobald sich jemand anmeldet, erscheint die Person hier." in staff.get(LIST).text


def test_what_people_typed_is_text_on_the_page(event, staff):
    make_registration(event, last_name="<script>alert(1)</script>", organisation='"><img src=x onerror=alert(1)>')
    text = staff.get(LIST).text
    assert ("<script>alert" in text, "<img" in text) == (False, False)


def test_a_list_is_not_taken_away_without_a_purpose(event, staff):
    make_registration(event)
    page = staff.get(f"{LIST}.xlsx?mode=onsite").text
    assert ("1 Zeile, 8 Spalten" in page, 'name="mode" value="onsite"' in page) == (True, True)
    assert "Nennen Sie den Zweck der Liste" in staff.get(f"{LIST}.csv?purpose=+").text
    assert logged() == []


def test_the_workbook_holds_exactly_this_list_as_it_was_typed(event, staff):
    make_registration(event, last_name="Elsewhere", mode=Mode.ONLINE)
    make_registration(
        event, last_name="Weißgerber", first_name="Lê Thị Hạnh", phone="+49 30", position="01067",
        organisation="=1+1", remark="@SUM(A1)", created_at=datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
        form_of_address=FormOfAddress.MS, language="en",
    )  # fmt: skip
    sheet = openpyxl.load_workbook(
        io.BytesIO(taken(staff, f"{LIST}.xlsx?mode=onsite&columns={EVERY}&purpose=Gäste").data)
    ).active
    heads, row = ([cell.value for cell in each] for each in sheet.iter_rows())
    cells = dict(zip(heads, row, strict=True))
    assert cells["Nachname"] == "Weißgerber"
    assert (cells["Vorname"], cells["Telefon"], cells["Funktion"]) == ("Lê Thị Hạnh", "+49 30", "01067")
    assert (cells["Institution"], cells["Frage oder Hinweis"]) == ("=1+1", "@SUM(A1)")
    assert cells["Eingang"] == datetime(2027, 3, 28, 3, 30)  # noqa: DTZ001 -- Excel knows no zones
    assert (cells["Status"], cells["Teilnahmeart"], cells["Bundesland"]) == ("Bestätigt", "vor Ort", "Berlin")
    assert (cells["Anrede"], cells["Sprache"]) == ("Frau", "Englisch")
    assert sheet.title == "Anmeldungen"
    assert {cell.data_type for each in sheet.iter_rows() for cell in each} <= {"s", "d", "n"}


def test_the_list_shows_form_of_address_and_language_where_they_are_chosen(event, staff):
    make_registration(event, form_of_address=FormOfAddress.MR, language="de")
    make_registration(event, form_of_address=None, language="en")
    page = staff.get(f"{LIST}?columns=form_of_address,language").text
    cells = re.findall(r'data-label="(Anrede|Sprache)"><span class="clamp" title="(.*?)">', page)
    assert sorted(cells) == [("Anrede", ""), ("Anrede", "Herr"), ("Sprache", "Deutsch"), ("Sprache", "Englisch")]


def test_csv_holds_the_same_rows_in_the_order_of_the_page(event, staff):
    for name in ("Zander", "Ärmel"):
        make_registration(event, last_name=name)
    answer = taken(staff, f"{LIST}.csv?sort=name&purpose=Gäste")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert [row["Nachname"] for row in rows] == ["Ärmel", "Zander"]
    assert answer.headers["Content-Disposition"] == "attachment; filename=tagung-anmeldungen-2027-03-20.csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"


def test_every_download_is_on_record_with_the_hash_of_what_was_sent(event, staff):
    make_registration(event, mode=Mode.ONLINE)
    answer = taken(staff, f"{LIST}.xlsx?mode=online&sort=name&purpose=Namensschilder")
    row = logged()[0]
    assert (row.event_id, row.actor, row.purpose) == (event.id, "staff@example.org", "Namensschilder")
    assert (row.rows, row.columns) == (1, [column.value for column in file_columns(USUAL)])
    assert row.filter == {"mode": ["online"], "sort": ["name"]}
    assert row.sha256 == hashlib.sha256(answer.data).hexdigest()
    assert int(answer.headers["Content-Length"]) == len(answer.data)


def test_special_needs_never_leave_with_the_list(event, staff):
    row = make_registration(event)
    add(SpecialNeeds(registration_id=row.id, diet=Diet.VEGAN, intolerances="canary", support=[], support_details=""))
    text = taken(staff, f"{LIST}.csv?purpose=Test").data.decode()
    assert ("canary" in text, "vegan" in text.lower()) == (False, False)


def test_after_too_many_downloads_in_an_hour_a_person_must_wait(app, event, staff, monkeypatch):
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], exports_per_hour=1))
    assert taken(staff, f"{LIST}.csv?purpose=1").status_code == 200
    answer = taken(staff, f"{LIST}.csv?purpose=2")
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (429, True)
    assert [row.purpose for row in logged()] == ["1"]


def test_the_place_on_the_waiting_list_stands_beside_the_status(event, staff):
    make_registration(event, status=Status.WAITLISTED, waitlisted_at=NOW)
    assert "Warteliste 1" in staff.get(LIST).text


@pytest.mark.parametrize("extension", ["xlsx", "csv"])
def test_a_look_at_a_download_takes_no_file_and_leaves_no_entry(event, staff, extension):
    assert staff.head(f"{LIST}.{extension}?purpose=Test").status_code == 200
    assert logged() == []
