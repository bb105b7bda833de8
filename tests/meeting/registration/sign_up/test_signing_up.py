"""Signing up in the browser, step by step."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Cluster, Event
from gocluster_events.meeting.events.rules.edition import EventStatus, FederalState
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.sign_up.models import Draft
from gocluster_events.meeting.registration.sign_up.rules import read_answer
from tests.support.make import add
from tests.support.registrants import arrive, letters
from tests.support.signing_up import PAGE, errors, fill_in, number_of, page_of, sign_up
from tests.support.visitor import Visitor


def test_one_page_a_look_and_one_button_lead_to_please_confirm(visitor: Visitor, event: Event):
    answer = sign_up(visitor, event)
    page = visitor.get(answer.location)
    assert answer.status_code == 302
    assert "Bitte bestätigen Sie Ihre E-Mail-Adresse" in page.text
    assert "miriam@example.org" in page.text
    assert letters() == ["prove_address"]


def test_a_meeting_of_the_past_leads_to_its_programme(visitor: Visitor, event: Event):
    event_id, slug = event.id, event.slug
    with transaction() as session:
        session.get_one(Event, event_id).status = EventStatus.ARCHIVED
    page = visitor.get(f"/de/{slug}/register").text
    assert ("Zum Programm" in page, "Anmeldeschluss" in page) == (True, False)


def test_the_check_page_shows_what_was_typed_and_nothing_else(visitor: Visitor, event: Event):
    page = visitor.get(fill_in(visitor, event, title="Dr.", phone="+49 30 1234"))
    rows = re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page.text, re.DOTALL)
    lines = [(term, *re.findall(r"<p>(?:<strong>)?(.*?)(?:</strong>)?</p>", value)) for term, value in rows]
    participation, *others = [each for each in lines if each[1:]]
    assert participation[:2] == ("Teilnahme", "Vor Ort in Berlin")
    assert others == [
        ("Person", "Dr. Miriam Tannert", "miriam@example.org", "+49 30 1234"),
        ("Institution", "Musternetzwerk Leichtbau e. V.", "Clustermanagement, Sachsen"),
        ("Verpflegung", "Vegan"),
    ]


def test_a_second_press_of_the_button_gives_the_first_answer(visitor: Visitor, event: Event, session: Session):
    form = visitor.form(fill_in(visitor, event))
    assert form.send().location == form.send().location
    assert number_of(session, Registration) == 1
    assert letters() == ["prove_address"]


def test_whoever_changes_a_part_is_led_back_to_the_check_page(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    parts = re.findall(r'href="([^"]+)">Ändern', visitor.get(check).text)
    assert [part.partition("#")[2] for part in parts] == ["attendance", "about-you", "institution", "more"]
    for part in parts:
        address, _, anchor = part.partition("#")
        page = visitor.get(address).text
        assert f'id="{anchor}"' in page
        assert "Weiter: Prüfen" in page
        assert f'href="{check}">Zurück ohne Änderung' in page
        assert visitor.form(address).send().location == check


def test_who_signs_up_for_the_waiting_list_knows_it_before_the_button(visitor: Visitor, event: Event):
    with transaction() as writing:
        row = writing.get_one(Event, event.id)
        row.capacity_onsite, row.capacity_online = 1, 0
    arrive(event, "first@example.org")
    assert "Hier können Sie sich auf die Warteliste setzen" in visitor.get(f"/de/{event.slug}/register").text
    assert "Sie melden sich für die Warteliste an" in visitor.get(fill_in(visitor, event)).text


def test_a_full_mode_is_named_where_one_chooses(visitor: Visitor, event: Event):
    with transaction() as writing:
        row = writing.get_one(Event, event.id)
        row.capacity_onsite, row.capacity_online = 1, 5
    arrive(event, "first@example.org")
    page = visitor.get(f"/de/{event.slug}/register").text
    notes = re.findall(r'<span class="modes__note"[^>]*>(.*?)</span>', page)
    assert notes == ["Alle Plätze sind vergeben: Sie kommen auf die Warteliste.", "Noch 5 Plätze"]


def test_a_submitted_draft_keeps_nothing_but_its_answer(visitor: Visitor, event: Event, session: Session):
    sign_up(visitor, event)
    session.rollback()
    draft = session.scalars(sa.select(Draft)).one()
    people = read_answer(draft.answer or {}, draft.submitted_at).people
    assert (draft.entries, [each.email for each in people]) == ([], ["miriam@example.org"])


def test_back_reload_and_a_second_tab_lose_nothing(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    assert 'value="Tannert"' in visitor.get(page_of(check)).text
    visitor.form(page_of(check)).send(last_name="Anders")
    assert "Miriam Anders" in visitor.get(check).text


def test_pages_of_a_submitted_draft_lead_to_the_answer(visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    done = visitor.form(check).send().location
    for page in ("1/person", "2/colleague", "1/removal", "check"):
        assert visitor.get(check.replace("/check", f"/{page}")).location == done


def test_a_draft_belongs_to_the_browser_that_began_it(app: Flask, visitor: Visitor, event: Event):
    check = fill_in(visitor, event)
    for page in ("1/person", "1/removal", "check", "done"):
        assert app.test_client().get(check.replace("/check", f"/{page}")).status_code == 404


def test_the_check_page_waits_until_the_page_is_complete(visitor: Visitor, event: Event, session: Session):
    visitor.form(f"/de/{event.slug}/register").send(**{**PAGE, "state": ""})
    session.rollback()
    page = f"/de/{event.slug}/register/{session.scalars(sa.select(Draft.id)).one()}/1/person"
    assert visitor.get(page.replace("/1/person", "/check")).location == page
    assert visitor.get(page.replace("/1/person", "/done")).location == page


def test_what_is_missing_is_said_at_its_field_and_everything_else_stays(visitor: Visitor, event: Event):
    answer = visitor.form(f"/de/{event.slug}/register").send(**{**PAGE, "last_name": " ", "email": "miriam"})
    assert errors(answer) == [
        "Geben Sie Ihren Nachnamen ein.",
        "Geben Sie die E-Mail-Adresse mit @ ein, zum Beispiel name@example.org.",
    ]
    assert 'value="Musternetzwerk Leichtbau e. V."' in answer.text
    assert re.search(r"<title>\s*Fehler:", answer.text)


def test_a_cluster_is_found_however_it_is_spelled(visitor: Visitor, event: Event, session: Session):
    add(Cluster(event_id=event.id, name="OptoNet Thüringen", state=FederalState.TH))
    sign_up(visitor, event, member="yes", cluster="optonet thuringen")
    session.rollback()
    assert session.scalars(sa.select(Registration.cluster)).all() == ["OptoNet Thüringen"]


def test_an_unknown_cluster_gets_a_sentence(visitor: Visitor, event: Event):
    answer = visitor.form(f"/de/{event.slug}/register").send(**PAGE | {"member": "yes", "cluster": "Wolkencluster"})
    assert errors(answer) == ["Wählen Sie Ihr Cluster aus der Liste."]


def test_a_cluster_that_stands_there_from_before_does_not_make_a_member(
    visitor: Visitor, event: Event, session: Session
):
    add(Cluster(event_id=event.id, name="OptoNet", state=FederalState.TH))
    sign_up(visitor, event, member="no", cluster="OptoNet")
    session.rollback()
    assert session.scalars(sa.select(Registration.cluster)).all() == [""]


def test_the_mode_is_asked_for_only_in_a_hybrid_edition(visitor: Visitor, event: Event):
    with transaction() as session:
        session.get_one(Event, event.id).capacity_online = 0
    page = f"/de/{event.slug}/register"
    assert 'name="mode"' not in visitor.get(page).text
    assert visitor.form(page).send(**{**PAGE, "mode": None}).status_code == 302


@pytest.mark.parametrize("sent", [None, "foreign"])
def test_a_missing_or_foreign_token_shows_the_same_form_with_everything_kept(
    visitor: Visitor, event: Event, session: Session, sent: str | None
):
    answer = visitor.form(f"/de/{event.slug}/register").send(**PAGE, csrf_token=sent)
    assert answer.status_code == 200
    assert len(errors(answer)) == 1
    assert 'value="Tannert"' in answer.text
    assert number_of(session, Draft) == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"registration_opens_at": timedelta(days=1)}, "Die Anmeldung ist noch nicht geöffnet"),
        ({"registration_closes_at": timedelta(hours=-1)}, "Die Anmeldefrist ist abgelaufen"),
    ],
)
def test_outside_the_window_the_page_says_so(
    visitor: Visitor, event: Event, changes: dict[str, timedelta], sentence: str
):
    event_id, now = event.id, clock.now()
    with transaction() as session:
        for name, delta in changes.items():
            setattr(session.get_one(Event, event_id), name, now + delta)
    page = visitor.get(f"/de/{event.slug}/register")
    assert page.status_code == 200
    assert sentence in page.text
    assert "Set-Cookie" not in page.headers


def test_who_presses_the_button_too_late_reads_why(visitor: Visitor, event: Event, session: Session):
    form, event_id, now = visitor.form(fill_in(visitor, event)), event.id, clock.now()
    with transaction() as writing:
        writing.get_one(Event, event_id).registration_closes_at = now
    answer = form.send()
    assert errors(answer) == ["Die Anmeldung ist geschlossen. Bitte wenden Sie sich an die Geschäftsstelle."]
    assert number_of(session, Registration) == 0


def test_the_page_after_registering_is_the_same_for_a_known_address(app: Flask, event: Event):
    arrive(event, "miriam@example.org", clock.now())
    known = app.test_client()
    unknown = app.test_client()
    assert isinstance(known, Visitor)
    assert isinstance(unknown, Visitor)
    pages = [
        visitor.get(sign_up(visitor, event, email=email).location).text.replace(email, "")
        for visitor, email in ((known, "miriam@example.org"), (unknown, "new@example.org"))
    ]
    differs = r"/register/[\w-]+/|value=\"[\w.-]{80,}\"|\d\d:\d\d Uhr\."  # the draft, the form's token, the minute
    assert re.sub(differs, "", pages[0]) == re.sub(differs, "", pages[1])


def test_one_network_signs_one_address_up_twenty_times_an_hour_at_most(visitor: Visitor, event: Event):
    form = visitor.form(f"/de/{event.slug}/register")
    statuses = [form.send(**PAGE).status_code for _ in range(20)]
    refused = form.send(**PAGE)
    assert statuses == [302] * 20
    assert (refused.status_code, int(refused.headers["Retry-After"]) > 0) == (429, True)
    assert 'value="Tannert"' in refused.text
    assert form.send(**{**PAGE, "email": "other@example.org"}).status_code == 302


def test_a_draft_is_no_way_around_that_limit(visitor: Visitor, event: Event):
    form = visitor.form(f"/de/{event.slug}/register")
    for _ in range(20):
        form.send(**PAGE)
    other = page_of(fill_in(visitor, event, email="other@example.org"))
    assert visitor.form(other).send(last_name="Anders").status_code == 302
    assert visitor.form(other).send(email="miriam@example.org").status_code == 429
