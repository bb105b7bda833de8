"""What the links in the mails open, and what a person does on their own page."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.db import transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.sign_up.services import links
from tests.support.make import move_event
from tests.support.registrants import arrive, cancel, letters, outbox, register, row_of, status
from tests.support.signing_up import is_in, open_my_page, personal, prove_address, token
from tests.support.visitor import Visitor


def test_a_look_at_the_link_changes_nothing(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    page = visitor.get(prove_address(registration_id))
    visitor.head(prove_address(registration_id))
    assert status(registration_id) is Status.UNCONFIRMED
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"


def test_the_button_behind_the_link_confirms_and_opens_the_personal_page(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    answer = visitor.form(prove_address(registration_id)).send()
    assert answer.location == "/de/my/"
    page = visitor.get("/de/my/")
    assert "Ihr Platz ist bestätigt" in page.text
    assert row_of(registration_id).reference in page.text
    assert "<svg" in page.text


def test_who_waits_reads_the_number(visitor: Visitor, event: Event):
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).capacity_onsite = 1
    arrive(event, "first@example.org", clock.now())
    arrive(event, "second@example.org", clock.now())
    third = arrive(event, "third@example.org", clock.now())
    assert "Sie stehen auf Platz 2 der Warteliste" in open_my_page(visitor, third).text


@pytest.mark.parametrize("path", ["/de/my/", "/de/my/meeting.ics", "/de/my/cancellation", "/de/my/new-link"])
def test_without_the_link_the_personal_pages_lead_to_the_field_for_the_address(visitor: Visitor, path: str):
    page = visitor.get(path, follow_redirects=True)
    assert (page.status_code, "<h1>Mein Tag</h1>" in page.text, 'name="email"' in page.text) == (200, True, True)
    assert ("Es wurde nichts geändert." in page.text) == (path != "/de/my/")


def test_who_was_declined_is_told_whom_to_ask(visitor: Visitor, event: Event):
    registration = arrive(event, "first@example.org", clock.now())
    with transaction() as session:
        session.get_one(Registration, registration).status = Status.DECLINED
    page = open_my_page(visitor, registration).text
    assert ("Frage stellen" in page, "/de/my/cancellation" in page) == (True, False)


@pytest.mark.parametrize("kind", ["prove/", "prove-again/", "prove-email/", "substitute/", "invitation/", ""])
def test_a_link_that_cannot_be_read_leads_to_the_field_for_the_address(visitor: Visitor, kind: str):
    page = visitor.get(f"/de/my/{kind}bWFkZS11cA.nonsense", follow_redirects=True)
    assert (page.status_code, page.request.full_path) == (200, "/de/my/?why=unreadable")
    assert "Diesen Link konnten wir nicht lesen." in page.text


def test_a_token_for_one_purpose_opens_nothing_of_another(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    answer = visitor.get(f"/de/my/{token('own.prove', registration_id)}")
    assert answer.location == "/de/my/?why=unreadable"


def test_a_revoked_link_offers_a_new_one_to_the_registered_address(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    links.renew_link(event.id, registration_id, clock.now())
    page = visitor.get(personal(registration_id, 1))
    assert page.status_code == 410
    answer = visitor.form_in(page).send()
    assert answer.location == "/de/my/link-sent"
    assert letters("miriam@example.org")[-2:] == ["new_link", "new_link"]
    assert "miriam@example.org" not in visitor.get(answer.location).text


def test_at_most_three_links_an_hour_with_the_same_answer(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    links.renew_link(event.id, registration_id, clock.now())
    before = len(letters())
    page = visitor.get(personal(registration_id, 1))
    answers = {visitor.form_in(page).send().location for _ in range(5)}
    assert (answers, len(letters()) - before) == ({"/de/my/link-sent"}, 3)


def test_a_new_link_ends_the_open_session_at_once(app: Flask, visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    thief = app.test_client()
    assert isinstance(thief, Visitor)
    assert open_my_page(thief, registration_id).status_code == 200
    open_my_page(visitor, registration_id)
    visitor.form("/de/my/new-link").send()
    assert not is_in(thief)
    assert thief.get(personal(registration_id, 1)).status_code == 410
    assert open_my_page(visitor, registration_id, 2).status_code == 200


def test_nobody_else_can_keep_a_person_from_a_new_link(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    for _ in range(4):
        visitor.form("/de/lost-link").send(email="miriam@example.org")
    open_my_page(visitor, registration_id)
    visitor.form("/de/my/new-link").send()
    assert visitor.get(personal(registration_id, 1)).status_code == 410


def test_cancelling_shows_what_happens_and_then_does_it(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    form = visitor.form("/de/my/cancellation")
    assert status(registration_id) is Status.CONFIRMED
    assert form.send().location == "/de/my/"
    assert "Sie sind abgemeldet" in visitor.get("/de/my/").text
    assert status(registration_id) is Status.CANCELLED


def test_cancelling_without_a_valid_token_changes_nothing(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    assert visitor.form("/de/my/cancellation").send(csrf_token="foreign").status_code == 200
    assert status(registration_id) is Status.CONFIRMED


def test_new_data_are_shown_before_they_are_confirmed_and_replace_the_old_ones(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    register(event, now=clock.now(), last_name="Anders")
    path = f"/de/my/prove-again/{token('own.prove_again', registration_id)}"
    page = visitor.get(path).text
    assert "Miriam Anders" in page
    assert "Unverträglichkeiten übernehmen wir dabei nicht." in page
    assert visitor.form(path).send().location == "/de/my/"
    assert row_of(registration_id).last_name == "Anders"
    assert visitor.get(path).status_code == 410
    assert visitor.get(prove_address(registration_id)).status_code == 410


def test_the_calendar_entry_is_for_those_who_take_part(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    open_my_page(visitor, registration_id)
    mine, public = (visitor.get(path) for path in ("/de/my/meeting.ics", f"/{event.slug}/meeting.ics"))
    assert mine.mimetype == "text/calendar"
    assert re.findall("UID:.*", mine.text) == re.findall("UID:.*", public.text)
    assert visitor.get("/de/my/meeting.ics").text == mine.text
    cancel(event, registration_id, clock.now())
    assert visitor.get("/de/my/meeting.ics").status_code == 404


def test_the_mail_after_registering_leads_to_the_page_with_the_button(visitor: Visitor, event: Event):
    registration_id = register(event, now=clock.now())
    assert outbox("prove_address").content["link"] == ["own.prove", registration_id, 1]
    assert visitor.get(prove_address(registration_id)).status_code == 200


def test_whoever_has_cancelled_reads_so_where_the_button_was(visitor: Visitor, event: Event):
    open_my_page(visitor, arrive(event, "miriam@example.org", clock.now()))
    visitor.form("/de/my/cancellation").send()
    again = visitor.get("/de/my/cancellation").text
    assert "<h1>Sie sind abgemeldet</h1>" in again
    assert "Jetzt abmelden" not in again


def test_only_who_comes_to_the_venue_has_a_code_for_the_entrance(visitor: Visitor, event: Event):
    registration_id = arrive(event, "miriam@example.org", clock.now())
    onsite = open_my_page(visitor, registration_id).text
    with transaction() as writing:
        writing.get_one(Registration, registration_id).mode = Mode.ONLINE
    online = visitor.get("/de/my/").text
    assert ("Zeigen Sie diesen Code am Einlass" in onsite, "Zeigen Sie diesen Code am Einlass" in online) == (
        True,
        False,
    )
    assert "Den Zugang zum Livestream finden Sie" in online


def test_after_the_meeting_the_page_offers_neither_calendar_nor_cancelling(visitor: Visitor, event: Event):
    event_id = event.id
    open_my_page(visitor, arrive(event, "miriam@example.org", clock.now()))
    now = clock.now()
    move_event(event_id, now - timedelta(hours=9), now - timedelta(hours=1))
    page = visitor.get("/de/my/").text
    assert "Die Veranstaltung ist vorbei" in page
    assert ("meeting.ics" in page, "/de/my/cancellation" in page) == (False, False)
