"""The desk in the browser without script, and what its script is told."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.access import Role
from gocluster_events.core.db import session as reading
from gocluster_events.core.tokens import Signer
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration, SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status
from tests.support.arrivals import STAFF, arrive, make_guest
from tests.support.counting import counted_statements
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.programme import MAI, plan, publish, slot, with_people
from tests.support.settings import NOW, SECRET_KEY
from tests.support.visitor import Visitor

DESK = "/de/manage/tagung/admission"
KEY = "an-intention-of-a-desk"


def came() -> int:
    reading().rollback()
    return reading().scalar(sa.select(sa.func.count()).where(Admission.undone_at.is_(None))) or 0


def token(visitor: Visitor) -> str:
    return str(visitor.get(DESK).text.partition('data-token="')[2].partition('"')[0])


def send(visitor: Visitor, **typed: str):
    sent = {"csrf_token": token(visitor), "verb": "admit", "key": KEY, "ago": "0", "desk": "Links", **typed}
    return visitor.post(f"{DESK}/passages", data=sent)


@pytest.mark.parametrize(("typed", "is_sure"), [("käßbohrer", True), ("käsbohrer", False)])
def test_who_is_only_similar_is_offered_with_their_number_and_a_request_to_check(event, staff, typed, is_sure):
    number = make_guest(event, first_name="Jördis", last_name="Käßbohrer").reference
    page = staff.get(f"{DESK}?search={typed}").text
    row = page.partition('<li class="guest"')[2].partition("</li>")[0]
    assert ("Einlassen" in row, "Nur ähnlich, bitte prüfen" in row) == (True, not is_sure)
    assert (number in row.partition('class="guest__who"')[2].partition("</p>")[0]) is not is_sure


def test_a_search_text_that_is_too_long_says_so_at_the_door(event, staff):
    make_guest(event)
    assert "Der Suchtext hat mehr als 100 Zeichen." in staff.get(f"{DESK}?search={'a' * 101}").text


def test_without_script_one_searches_lets_in_and_takes_back(event, staff):
    guest = make_guest(event, first_name="Jördis", last_name="Käßbohrer")
    page = staff.get(f"{DESK}?search=kaesbohrer")
    assert "Jördis Käßbohrer" in page.text
    answer = staff.form_in(page, DESK).send()
    assert (answer.status_code, "Willkommen" in answer.text, came()) == (200, True, 1)
    assert f'value="{guest.reference}"' in answer.text
    assert "Zurücknehmen" in staff.get(f"{DESK}?search=kaesbohrer").text.partition("Zuletzt eingelassen")[0]
    answer = staff.own_form(DESK).send()  # the only button left takes it back
    assert (answer.status_code, came()) == (200, 0)


def test_the_same_page_sent_again_says_the_same(event, staff):
    make_guest(event, last_name="Käßbohrer")
    form = staff.form(f"{DESK}?search=käßbohrer", DESK)
    assert ["Willkommen" in form.send().text for _ in range(2)] == [True, True]
    assert came() == 1


def test_what_was_taken_back_and_is_sent_again_says_so_and_offers_a_fresh_button(event, staff):
    make_guest(event, last_name="Käßbohrer")
    form = staff.form(f"{DESK}?search=käßbohrer", DESK)
    form.send()
    staff.own_form(DESK).send()  # takes it back
    answer = form.send()  # as the browser's way back does
    assert ("Willkommen" in answer.text.partition("<template")[0], came()) == (False, 0)
    assert "Nicht da: zurückgenommen" in answer.text
    assert "Willkommen" in staff.form_in(answer, DESK).send().text
    assert came() == 1


def test_who_is_not_confirmed_has_no_button_but_a_reason(event, staff):
    make_guest(event, last_name="Käßbohrer", status=Status.WAITLISTED)
    text = staff.get(f"{DESK}?search=käßbohrer").text
    assert "Nicht bestätigt: Warteliste" in text
    assert "Einlassen</span>" not in text.partition("<template")[0]


def test_the_copy_that_a_browser_keeps_names_nobody(event, staff):
    guest = make_guest(event, last_name="Käßbohrer")
    arrive(event, guest.reference)
    page, copy = staff.get(DESK).text, staff.get(f"{DESK}?kept").text
    assert [name in page for name in ("Käßbohrer", "Kim Muster")] == [True, True]
    assert [name in copy for name in ("Käßbohrer", "Kim Muster", "@example.org")] == [False, False, False]


def test_the_script_is_answered_in_codes(event, staff):
    guest = make_guest(event, last_name="Käßbohrer")
    answer = send(staff, code=f"tagung/{guest.reference}", ago="120").get_json()
    assert answer["verdict"] == "welcome"
    assert answer["guest"]["name"] == "Maria Käßbohrer"
    assert answer["guest"]["photos"] is False
    assert came() == 1
    row = reading().scalars(sa.select(Admission)).one()
    assert (row.received_at - row.at, row.desk, row.actor) == (timedelta(seconds=120), "Links", STAFF)
    assert send(staff, verb="undo").get_json() == {"verdict": None}
    assert came() == 0


def test_an_old_token_is_answered_with_a_fresh_one_and_nothing_is_done(event, staff):
    guest = make_guest(event)
    answer = send(staff, code=guest.reference, csrf_token="old")
    assert (answer.status_code, answer.get_json()["problem"], came()) == (400, "token", 0)
    assert send(staff, code=guest.reference, csrf_token=answer.get_json()["token"]).get_json()["verdict"] == "welcome"


@pytest.mark.parametrize("typed", [{"key": "short"}, {"key": "x" * 37}, {"code": "x" * 201}, {"desk": "a\0b"}])
def test_what_no_desk_sends_is_refused(event, staff, typed):
    answer = send(staff, **{"code": make_guest(event).reference, **typed})
    assert (answer.status_code, came()) == (400, 0)


def test_who_has_the_counter_already_is_sent_nothing(event, staff):
    arrive(event, make_guest(event).reference)
    first = staff.get(f"{DESK}/state.json")
    assert (first.get_json()["admitted"], first.get_json()["latest"][0]["name"]) == (1, "Maria Müller")
    known = {"If-None-Match": first.headers["ETag"]}
    assert staff.get(f"{DESK}/state.json", headers=known).status_code == 304
    arrive(event, make_guest(event).reference)
    assert staff.get(f"{DESK}/state.json", headers=known).get_json()["admitted"] == 2


def test_what_each_desk_asks_all_the_time_costs_no_more_with_a_programme_and_the_list_counts_its_people(event, staff):
    make_guest(event)
    with counted_statements() as before:
        first = staff.get(f"{DESK}/state.json").get_json()
    plan(event, MAI, with_people(slot(1, room=None), MAI))
    publish(event)
    with counted_statements() as after:
        assert staff.get(f"{DESK}/state.json").get_json() == first
    assert after == before
    assert staff.get(f"{DESK}/snapshot.json").get_json()["expected"] == 2
    assert "<span data-expected>2</span>" in staff.get(DESK).text


def test_the_list_for_the_time_without_network_holds_what_the_door_needs_and_no_more(event, staff):
    guest = make_guest(event, last_name="Käßbohrer", email="kaess@example.org", phone="+49 30 1", remark="Vertraulich")
    add(SpecialNeeds(registration_id=guest.id, diet=Diet.VEGAN, intolerances="Haselnüsse", support=["wheelchair"]))
    answer = staff.get(f"{DESK}/snapshot.json")
    make_guest(event, status=Status.WAITLISTED)
    (entry,) = answer.get_json()["guests"]
    assert staff.get(f"{DESK}/snapshot.json").get_json()["expected"] == 1
    facts = {"reference", "number", "name", "organisation", "verdict", "actor", "photos", "notes"}
    assert set(entry) == facts | {"at", "desk", "passage"}
    assert [each for each in ("kaess@", "+49", "Vertraulich", "Haselnüsse", "wheelchair") if each in answer.text] == []
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_badge_can_go_on_a_sheet_that_is_begun_for_that_person_alone(event, staff):
    guest, _other = make_guest(event, last_name="Käßbohrer"), make_guest(event)
    answer = staff.form_in(staff.get(f"{DESK}?search=kaesbohrer"), DESK).send().text
    page = staff.get(f"/de/manage/tagung/registration/{guest.id}").text
    for text, whose in ((answer, f"reference={guest.reference}"), (page, f"ids={guest.id}")):
        assert f'href="/de/manage/tagung/badges?{whose}"' in text
        name, _equals, value = whose.partition("=")
        chosen = staff.get(f"/de/manage/tagung/badges?{whose}").text
        assert ("1 Person ist ausgewählt." in chosen, f'name="{name}"' in chosen, f'value="{value}"' in chosen) == (
            True, True, True
        )  # fmt: skip


def test_a_walk_in_is_told_registered_and_in(event, staff):
    form = staff.own_form(f"{DESK}/walk-in")
    fields = {"first_name": "Kim", "last_name": "Adler", "organisation": "Musterwerk"}
    assert "Zeigen Sie der Person den Hinweis" in form.send(**fields).text
    answer = form.send(**fields, is_informed="y")
    page = staff.get(answer.location)
    assert (answer.status_code, "Kim Adler" in page.text, came()) == (302, True, 1)
    person = reading().scalars(sa.select(Registration)).one()
    assert f"/badges.pdf?ids={person.id}" in page.text
    assert f"/badges?ids={person.id}" in page.text
    assert form.send(**fields, is_informed="y").location == answer.location  # a double click
    assert came() == 1


def test_a_walk_in_with_a_known_address_is_shown_whose_it_is(event, staff):
    guest = make_guest(event, first_name="Jördis", last_name="Käßbohrer", email="kaess@example.org")
    form = staff.own_form(f"{DESK}/walk-in")
    fields = {"first_name": "Kim", "last_name": "Adler", "organisation": "Musterwerk", "email": "Kaess@example.org"}
    text = form.send(**fields, is_informed="y").text
    assert 'href="#email">Mit dieser Adresse ist schon jemand angemeldet' in text
    assert f'/registration/{guest.id}">Jördis Käßbohrer, {guest.reference}</a>' in text
    assert came() == 0


def walk_in_beyond_capacity(app: Flask, role: Role, **changes: Any) -> tuple[bool, bool]:
    """Whether the box is there for that role on a full meeting, and whether whoever sends it as ticked lets one in."""
    event = make_event(slug="tagung", capacity_onsite=1, **changes)
    make_registration(event)
    visitor = app.test_client()
    visitor.enter(make_member(event, role, email="x@example.org").email)
    form = visitor.own_form(f"{DESK}/walk-in")
    typed = {"first_name": "Kim", "last_name": "Adler", "organisation": "Musterwerk", "is_informed": "y"}
    answer = form.send(**typed, despite="y")
    assert came() or "Zurzeit ist kein Platz frei." in answer.text
    return 'name="despite"' in visitor.get(f"{DESK}/walk-in").text, came() == 1


TODAY = {"starts_at": NOW - timedelta(hours=2), "ends_at": NOW + timedelta(hours=6)}


@pytest.mark.parametrize("role", [Role.STAFF, Role.DESK])
@pytest.mark.parametrize(("days", "is_theirs"), [({}, False), (TODAY, True)])
def test_weeks_before_the_meeting_no_walk_in_gets_a_place_over_capacity_from_staff_or_the_desk(
    app: Flask, session: Session, role: Role, days: dict[str, Any], *, is_theirs: bool
):
    assert walk_in_beyond_capacity(app, role, **days) == (is_theirs, is_theirs)


def test_organisers_give_a_walk_in_a_place_over_capacity_on_any_day(app: Flask, session: Session):
    assert walk_in_beyond_capacity(app, Role.ORGANISER) == (True, True)


def test_who_may_not_admit_sees_no_desk(app: Flask, event: Event):
    make_member(event, Role.STAFF, email="x@example.org")
    visitor = app.test_client()
    assert visitor.get(DESK).status_code == 302
    assert visitor.get(f"{DESK}/snapshot.json").status_code == 302
    visitor.enter("x@example.org")
    assert visitor.get("/de/manage/other/admission/snapshot.json").status_code == 404


def test_people_read_under_their_data_when_they_were_let_in(event, app):
    guest = make_guest(event)
    arrive(event, guest.reference, desk="Foyer links")
    visitor = app.test_client()
    link = Signer((SECRET_KEY,)).sign("own.personal", guest.id, 1)
    visitor.form(f"/de/my/{link}").send()
    (record,) = visitor.get("/de/my/data.json").get_json()["admission"]
    assert record == {"at": NOW.isoformat(), "desk": "Foyer links"}
