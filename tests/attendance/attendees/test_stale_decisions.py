"""Two colleagues decide about the same people: nobody undoes without knowing it what the other has just decided."""

import re

import pytest

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import Decision, Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.meeting.registration.people.rules.deciding import Kind
from tests.support.decisions import received
from tests.support.make import make_event, make_member, make_registration
from tests.support.registrants import status
from tests.support.visitor import Visitor

REGISTRATION = "/de/manage/tagung/registration"
DECLINE = f"{REGISTRATION}/decisions/decline"
CONFIRM = f"{REGISTRATION}/decisions/confirmation"


@pytest.fixture
def colleague(app, event) -> Visitor:
    make_member(event, email="colleague@example.org", name="Ruprecht Sonntag")
    visitor = app.test_client()
    visitor.enter("colleague@example.org")
    return visitor


def test_the_page_says_what_it_knew_what_is_true_now_who_did_it_and_the_ways_on(event, organiser, colleague):
    person = received(event, "Tafelmaier")
    stale = organiser.own_form(f"{DECLINE}?id={person}&back=person")
    colleague.own_form(f"{CONFIRM}?id={person}").send()
    answer = stale.send(text_de="Der Saal ist klein.")
    assert (answer.status_code, status(person)) == (409, Status.CONFIRMED)
    text = answer.text
    assert "Es wurde nichts getan" in text
    assert ("Eingegangen" in text, "Bestätigt" in text) == (True, True)
    assert "Platz bestätigt: Ruprecht Sonntag" in text
    assert f'href="{REGISTRATION}/{person}"' in text
    again = organiser.form_in(answer, f"{DECLINE}?id={person}&back=person").send()
    assert (again.location, status(person)) == (f"{REGISTRATION}/{person}", Status.DECLINED)


def test_of_several_those_who_are_unchanged_are_decided_and_one_undo_takes_that_back(event, organiser, colleague):
    first, second, third = (received(event, name) for name in ("Tafelmaier", "Straßburger", "Müller"))
    stale = organiser.own_form(f"{DECLINE}?id={first}&id={second}&id={third}")
    colleague.own_form(f"{CONFIRM}?id={second}").send()
    answer = stale.send()
    assert answer.status_code == 200
    assert [status(each) for each in (first, second, third)] == [Status.DECLINED, Status.CONFIRMED, Status.DECLINED]
    assert ("Absage an 2 Personen" in answer.text, "Platz bestätigt: Ruprecht Sonntag" in answer.text) == (True, True)
    assert ("Für diese Person wurde nichts getan" in answer.text, "Tafelmaier" in answer.text) == (True, False)
    last = reading().query(Decision).order_by(Decision.id.desc()).first()
    assert (last.kind, last.number) == (Kind.DECLINE, 2)
    organiser.own_form(f"{REGISTRATION}/decisions/{last.id}/reversal").send()
    assert [status(each) for each in (first, second, third)] == [Status.RECEIVED, Status.CONFIRMED, Status.RECEIVED]


def test_of_several_one_was_decided_meanwhile_and_another_has_no_place_any_more(event, organiser, colleague):
    with transaction() as session:
        session.get_one(Event, event.id).capacity_onsite = 2
    first, second, third = (received(event, name) for name in ("Tafelmaier", "Straßburger", "Müller"))
    stale = organiser.own_form(f"{CONFIRM}?id={first}&id={second}")
    colleague.own_form(f"{CONFIRM}?id={first}&id={third}").send()
    answer = stale.send()
    assert (answer.status_code, status(first), status(second)) == (409, Status.CONFIRMED, Status.RECEIVED)
    assert "Platz bestätigt: Ruprecht Sonntag" in answer.text
    assert re.search(r"etwas geändert:\s+Maria Straßburger: ", answer.text)


def test_what_a_person_changes_about_themselves_is_no_conflict(event, organiser):
    person = received(event, "Tafelmaier")
    form = organiser.own_form(f"{CONFIRM}?id={person}")
    with transaction() as session:
        row = session.get_one(Registration, person)
        row.position, row.revision = "Leiterin", row.revision + 1
    assert (form.send().status_code, status(person)) == (302, Status.CONFIRMED)


def test_a_decision_that_a_colleague_has_undone_is_no_conflict(event, organiser, colleague):
    person = received(event, "Tafelmaier")
    form = organiser.own_form(f"{DECLINE}?id={person}")
    colleague.own_form(f"{CONFIRM}?id={person}").send()
    colleague.own_form(f"{REGISTRATION}/decisions/1/reversal").send()
    assert (form.send().status_code, status(person)) == (302, Status.DECLINED)


def test_who_was_confirmed_twice_is_not_taken_for_the_one_the_page_knew(event, organiser, colleague):
    person = received(event, "Tafelmaier")
    colleague.own_form(f"{CONFIRM}?id={person}").send()
    stale = organiser.own_form(f"{DECLINE}?id={person}")
    colleague.own_form(f"{REGISTRATION}/decisions/1/reversal").send()
    colleague.own_form(f"{CONFIRM}?id={person}").send()
    assert (stale.send().status_code, status(person)) == (409, Status.CONFIRMED)


def test_whoever_was_erased_meanwhile_is_named_as_erased(event, organiser, colleague):
    person = received(event, "Tafelmaier")
    stale = organiser.own_form(f"{DECLINE}?id={person}")
    colleague.own_form(f"{REGISTRATION}/{person}/erasure").send()
    answer = stale.send()
    assert (answer.status_code, "Alles zu dieser Person wurde gelöscht." in answer.text) == (409, True)


def test_a_choice_made_in_an_older_list_leaves_out_whom_a_colleague_has_decided_about_since(
    event, organiser, colleague
):
    first, second = received(event, "Tafelmaier"), received(event, "Straßburger")
    page = organiser.get("/de/manage/tagung/attendees").text
    since = re.search(r'name="chosen_at" value="(\d+)"', page)[1]
    colleague.own_form(f"{CONFIRM}?id={second}").send()
    page = f"{DECLINE}?id={first}&id={second}&chosen_at={since}"
    text = organiser.get(page).text
    assert ("Möglich für 1 von 2 Personen." in text, "Platz bestätigt: Ruprecht Sonntag" in text) == (True, True)
    organiser.own_form(page).send()
    assert (status(first), status(second)) == (Status.DECLINED, Status.CONFIRMED)


def test_confirming_on_the_page_of_a_person_acts_at_once_and_can_be_undone(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{REGISTRATION}/{person}"
    answer = organiser.form(page, f"{CONFIRM}?id={person}&back=person").send()
    assert (answer.location, status(person)) == (page, Status.CONFIRMED)
    text = organiser.get(page).text
    assert ("1 Person bestätigt." in text, "/decisions/1/reversal" in text) == (True, True)


def test_a_stale_page_of_a_person_confirms_nobody_whom_a_colleague_has_just_declined(event, organiser, colleague):
    person = received(event, "Tafelmaier")
    stale = organiser.form(f"{REGISTRATION}/{person}", f"{CONFIRM}?id={person}&back=person")
    colleague.own_form(f"{DECLINE}?id={person}").send()
    answer = stale.send()
    assert (answer.status_code, status(person)) == (409, Status.DECLINED)
    assert "Ruprecht Sonntag" in answer.text


def test_a_place_is_not_given_to_somebody_whom_a_colleague_has_just_taken_off_the_list(app, session):
    event = make_event(slug="hand", capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    make_member(event, email="second@example.org", name="Ada Brunner")
    visitor = app.test_client()
    visitor.enter("second@example.org")
    person = make_registration(event, status=Status.WAITLISTED, confirmed_at=None).id
    base = "/de/manage/hand/registration"
    stale = visitor.own_form(f"{base}/{person}/waiting/place")
    make_member(event, email="third@example.org", name="Ruprecht Sonntag")
    other = app.test_client()
    other.enter("third@example.org")
    other.own_form(f"{base}/decisions/decline?id={person}").send()
    answer = stale.send()
    assert (answer.status_code, status(person)) == (409, Status.DECLINED)
    assert ("Ruprecht Sonntag" in answer.text, "Trotzdem" in answer.text) == (True, False)


def test_a_form_that_knows_of_nobody_gets_the_page_anew_and_goes_on_from_there(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{DECLINE}?id={person}&back=person"
    assert (organiser.own_form(page).send(seen="").status_code, status(person)) == (200, Status.RECEIVED)
    cancellation = f"{REGISTRATION}/{person}/cancellation"
    answer = organiser.own_form(cancellation).send(seen="")
    assert (answer.status_code, status(person), "<caption" in answer.text) == (409, Status.RECEIVED, False)
    organiser.form_in(answer, f"{cancellation}?").send()
    assert status(person) is Status.CANCELLED
