"""The pages on which people change their own registration, come back, and ask for a lost link."""

from datetime import timedelta

import pytest
from flask import Flask

from gocluster_events.core import clock
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.sign_up.services.links import send_lost_links
from tests.support.registrants import arrive, ask_for_email, cancel, change_person, letters, needs_of, row_of, status
from tests.support.signing_up import errors, is_in, open_my_page, personal, token
from tests.support.visitor import Visitor

PERSON, PARTICIPATION = "/de/my/details/person", "/de/my/details/participation"


@pytest.fixture
def miriam(event: Event, visitor: Visitor) -> int:
    """Somebody confirmed on site, whose page is open in the visitor's browser."""
    miriam = arrive(event, "miriam@example.org", clock.now(), needs=Needs(diet=Diet.VEGAN))
    open_my_page(visitor, miriam)
    return miriam


def test_the_first_page_shows_what_was_told_and_keeps_a_change(visitor: Visitor, miriam: int):
    form = visitor.form(PERSON)
    assert (form.form.fields["last_name"], form.form.fields["email"]) == (["Tannert"], ["miriam@example.org"])
    assert form.send(last_name="Osterloh").location == "/de/my/"
    page = visitor.get("/de/my/").text
    assert ("Ihre Angaben sind gespeichert." in page, "Miriam Osterloh" in page) == (True, True)


def test_the_second_page_keeps_the_needs_that_nobody_touched(visitor: Visitor, miriam: int):
    visitor.form(PARTICIPATION).send(remark="Gibt es WLAN?")
    assert (row_of(miriam).remark, needs_of(miriam).diet) == ("Gibt es WLAN?", Diet.VEGAN)


def test_a_mistake_keeps_everything_typed(visitor: Visitor, miriam: int):
    answer = visitor.form(PERSON).send(last_name="", phone="+49 30 1")
    assert (answer.status_code, errors(answer)) == (200, ["Geben Sie Ihren Nachnamen ein."])
    assert visitor.form_in(answer).form.fields["phone"] == ["+49 30 1"]


def test_who_saves_second_sees_both_texts_and_loses_neither(visitor: Visitor, event: Event, miriam: int):
    form = visitor.form(PERSON)
    change_person(event, miriam, clock.now(), last_name="Osterloh")
    answer = form.send(last_name="Anders", phone="+49 30 1")
    assert answer.status_code == 409
    assert "Ihre Angaben wurden inzwischen an anderer Stelle geändert" in answer.text
    assert ("Osterloh" in answer.text, row_of(miriam).last_name) == (True, "Osterloh")
    assert visitor.form_in(answer).send().location == "/de/my/"
    assert (row_of(miriam).last_name, row_of(miriam).phone) == ("Anders", "+49 30 1")


def test_a_mode_without_a_free_place_is_refused_and_the_page_keeps_the_rest(
    visitor: Visitor, event: Event, miriam: int
):
    event_id = event.id
    with transaction() as session:
        session.get_one(Event, event_id).capacity_online = 1
    arrive(event, "kim@example.org", clock.now(), mode=Mode.ONLINE)
    answer = visitor.form(PARTICIPATION).send(mode="online", remark="Neu")
    assert errors(answer) == ["In dieser Teilnahmeart ist zurzeit kein Platz frei. Ihr bisheriger Platz bleibt Ihnen."]
    assert (visitor.form_in(answer).form.fields["remark"], row_of(miriam).remark) == (["Neu"], "")


def test_once_registration_has_closed_the_page_no_longer_asks_for_the_mode(visitor: Visitor, event: Event, miriam: int):
    event_id, now = event.id, clock.now()
    with transaction() as session:
        session.get_one(Event, event_id).registration_closes_at = now - timedelta(hours=1)
    form = visitor.form(PARTICIPATION)
    assert "mode" not in form.form.fields
    assert form.send(remark="Neu").location == "/de/my/"
    assert (row_of(miriam).mode, row_of(miriam).remark) == (Mode.ONSITE, "Neu")


def test_who_has_cancelled_reads_why_nothing_can_be_changed(visitor: Visitor, event: Event, miriam: int):
    cancel(event, miriam, clock.now())
    page = visitor.get(PERSON).text
    assert ("Diese Anmeldung ist schon beendet." in page, 'name="last_name"' in page) == (True, False)


def test_the_pages_for_a_new_address_send_its_link_again_and_withdraw_it(visitor: Visitor, event: Event, miriam: int):
    ask_for_email(event, miriam, "tannert@example.org", clock.now())
    assert "tannert@example.org" in visitor.get("/de/my/").text
    visitor.form("/de/my/email").send()
    assert letters("tannert@example.org") == ["prove_email", "prove_email"]
    assert visitor.form("/de/my/email/withdrawal").send().location == "/de/my/"
    assert (row_of(miriam).pending_email, "tannert@example.org" in visitor.get("/de/my/").text) == ("", False)


def test_the_proof_of_a_new_address_ends_every_other_session(app: Flask, visitor: Visitor, event: Event, miriam: int):
    ask_for_email(event, miriam, "tannert@example.org", clock.now())
    owner = app.test_client()
    assert isinstance(owner, Visitor)
    path = f"/de/my/prove-email/{token('own.prove_email', miriam)}"
    page = owner.get(path)
    assert ("tannert@example.org" in page.text, "Tannert" in page.text) == (True, False)
    assert owner.form(path).send().location == "/de/my/"
    assert (is_in(owner), is_in(visitor)) == (True, False)
    assert (owner.get(path).status_code, owner.get(personal(miriam, 1)).status_code) == (410, 410)


def test_asking_for_another_address_again_and_again_is_slowed_down(visitor: Visitor, miriam: int):
    answers = [visitor.form(PERSON).send(email=f"new{number}@example.org").status_code for number in range(4)]
    assert answers == [302, 302, 302, 429]


def test_coming_back_says_what_happens_and_that_needs_are_gone(visitor: Visitor, event: Event, miriam: int):
    cancel(event, miriam, clock.now())
    assert "/de/my/return" in visitor.get("/de/my/").text
    assert visitor.form("/de/my/return").send().location == "/de/my/"
    page = visitor.get("/de/my/").text
    assert ("Ihr Platz ist bestätigt" in page, "Bitte tragen Sie sie bei Bedarf neu ein." in page) == (True, True)
    assert visitor.get("/de/my/return").status_code == 200


def test_once_registration_has_closed_the_page_says_whom_to_write(visitor: Visitor, event: Event, miriam: int):
    event_id, now = event.id, clock.now()
    cancel(event, miriam, now)
    with transaction() as session:
        session.get_one(Event, event_id).registration_closes_at = now - timedelta(hours=1)
    page = visitor.get("/de/my/return").text
    assert ("Die Anmeldefrist ist abgelaufen" in page, "mailto:kontakt@example.org" in page) == (True, True)
    assert "/de/my/return" not in visitor.get("/de/my/").text


@pytest.mark.parametrize(
    ("now_stands", "sentence"),
    [
        (Status.RECEIVED, "Ihre Anmeldung wird nicht weiter geprüft."),
        (Status.IN_REVIEW, "Ihre Anmeldung wird nicht weiter geprüft."),
        (Status.OFFERED, "Der Platz wird frei."),
        (Status.WAITLISTED, "Sie verlieren Ihren Wartelistenplatz."),
        (Status.CONFIRMED, "Benennen Sie eine Ersatzperson"),
    ],
)
def test_the_last_look_before_cancelling_says_what_it_means_for_whoever_stands_there(
    visitor: Visitor, miriam: int, now_stands: Status, sentence: str
):
    with transaction() as session:
        row = session.get_one(Registration, miriam)
        row.status, row.waitlisted_at, row.offer_until = now_stands, clock.now(), clock.now() + timedelta(days=1)
    assert sentence in visitor.get("/de/my/cancellation").text
    assert visitor.form("/de/my/cancellation").send().location == "/de/my/"
    assert status(miriam) is Status.CANCELLED


def test_after_the_meeting_nobody_cancels(visitor: Visitor, event: Event, miriam: int):
    form, event_id, now = visitor.form("/de/my/cancellation"), event.id, clock.now()
    with transaction() as session:
        row = session.get_one(Event, event_id)
        row.starts_at, row.ends_at = now - timedelta(days=2), now - timedelta(days=1)
    assert "Jetzt abmelden" not in form.send().text
    assert status(miriam) is Status.CONFIRMED


def test_whoever_asks_for_a_lost_link_reads_the_same(visitor: Visitor, event: Event):
    arrive(event, "miriam@example.org", clock.now())
    path = f"/de/lost-link?edition={event.slug}"
    known, unknown = (visitor.form(path).send(email=f"{name}@example.org") for name in ("miriam", "nobody"))
    assert known.location == unknown.location == f"/de/lost-link/sent?edition={event.slug}"
    reading().rollback()
    assert send_lost_links(clock.now()) == 2
    assert letters("miriam@example.org")[-1] == "new_link"
    assert letters("nobody@example.org") == []


def test_at_most_three_lost_links_an_hour_with_the_same_answer(visitor: Visitor, event: Event):
    arrive(event, "miriam@example.org", clock.now())
    before = len(letters())
    answers = set()
    for _ in range(5):
        answers.add(visitor.form("/de/lost-link").send(email="miriam@example.org").location)
        reading().rollback()
        send_lost_links(clock.now())
    assert (answers, len(letters()) - before) == ({"/de/lost-link/sent"}, 3)


@pytest.mark.parametrize("slug", ["", "gibt-es-nicht", "entwurf"])
def test_the_page_for_lost_links_confirms_no_edition_that_the_public_does_not_know(
    visitor: Visitor, event: Event, slug: str
):
    event_id = event.id
    with transaction() as session:
        row = session.get_one(Event, event_id)
        row.slug, row.status = "entwurf", EventStatus.DRAFT
    page = visitor.get(f"/de/lost-link?edition={slug}")
    assert (page.status_code, "Zurück zur Veranstaltung" in page.text) == (200, False)


def test_the_closed_page_and_the_page_without_a_session_lead_to_lost_links(visitor: Visitor, event: Event):
    event_id, now = event.id, clock.now()
    with transaction() as session:
        session.get_one(Event, event_id).registration_closes_at = now - timedelta(hours=1)
    pages = [visitor.get(f"/de/{event.slug}/register").text, visitor.get("/de/my/").text]
    assert ["/de/lost-link" in page for page in pages] == [True, True]
