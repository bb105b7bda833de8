"""Deciding in the browser: ticks in the list, the page that says what follows, the message, and the way back."""

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import session as reading
from gocluster_events.meeting.events.rules.procedure import MovingUp
from gocluster_events.meeting.registration.people.models import SpecialNeeds
from gocluster_events.meeting.registration.people.rules.codes import Diet, Status
from tests.support.decisions import received
from tests.support.make import add, make_event, make_member, make_registration
from tests.support.registrants import letters, outbox, row_of, status

REGISTRATION = "/de/manage/tagung/registration"
CONFIRM = f"{REGISTRATION}/decisions/confirmation"
DECLINE = f"{REGISTRATION}/decisions/decline"


def ids(*people: int) -> str:
    return "&".join(f"id={each}" for each in people)


def test_organisers_tick_people_to_decide_and_staff_only_to_print(event, organiser, staff):
    person = received(event, "Tafelmaier")
    path = "/de/manage/tagung/attendees"
    tick = f'name="id" value="{person}"'
    assert [tick in visitor.get(path).text for visitor in (organiser, staff)] == [True, True]
    assert ["/decisions/confirmation" in visitor.get(path).text for visitor in (organiser, staff)] == [True, False]
    assert f'href="{REGISTRATION}/{person}"' in staff.get(path).text


def test_what_the_team_has_yet_to_decide_is_one_tab(event, organiser):
    received(event, "Tafelmaier")
    received(event, "Straßburger", status=Status.IN_REVIEW)
    make_registration(event, last_name="Müller")
    text = organiser.get("/de/manage/tagung/attendees?status=received&status=in_review").text
    assert 'aria-current="page">In Prüfung <span>2</span>' in text
    assert ("Tafelmaier" in text, "Straßburger" in text, "Müller" in text) == (True, True, False)


def test_the_page_before_the_button_names_who_and_who_not_and_why(event, organiser):
    first, second = received(event, "Tafelmaier"), make_registration(event, last_name="Müller").id
    text = organiser.get(f"{CONFIRM}?{ids(first, second)}").text
    assert "Möglich für 1 von 2 Personen." in text
    assert "1 Person bestätigen" in text
    assert "Der Platz ist schon bestätigt." in text
    assert status(first) is Status.RECEIVED


def test_the_button_confirms_and_the_message_leads_back(event, organiser):
    people = [received(event, name) for name in ("Tafelmaier", "Straßburger")]
    page = f"{CONFIRM}?{ids(*people)}&status=received"
    answer = organiser.own_form(page).send()
    assert answer.location == "/de/manage/tagung/attendees?status=received"
    text = organiser.get(answer.location).text
    assert "2 Personen bestätigt. Die E-Mails werden in 5 Minuten gesendet." in text
    assert f'<a href="{REGISTRATION}/decisions/1/reversal">Rückgängig</a>' in text
    answer = organiser.own_form(f"{REGISTRATION}/decisions/1/reversal").send()
    assert "Für 2 Personen rückgängig gemacht. Es wird keine E-Mail gesendet." in organiser.get(answer.location).text
    assert ([status(each) for each in people], letters()) == ([Status.RECEIVED] * 2, [])


def test_everybody_that_the_filter_finds_can_be_selected(event, organiser):
    for number in range(51):
        received(event, f"Person {number:02}", email=f"{number}@example.org")
    text = organiser.get(f"{REGISTRATION}/decisions/review?all=1&status=received").text
    assert "51 Personen in Prüfung nehmen" in text


def test_without_anybody_ticked_the_page_says_what_to_do(organiser):
    assert "Niemand ist ausgewählt." in organiser.get(CONFIRM).text


def test_if_the_places_go_meanwhile_the_next_page_says_for_whom_it_was_too_late(app, organiser):
    other = make_event(slug="klein", capacity_onsite=1)
    make_member(other, email="second@example.org")
    visitor = app.test_client()
    visitor.enter("second@example.org")
    first, second = received(other, "Tafelmaier"), received(other, "Straßburger")
    base = "/de/manage/klein/registration/decisions/confirmation"
    late = visitor.own_form(f"{base}?id={second}")
    visitor.own_form(f"{base}?id={first}").send()
    text = visitor.get(late.send().location).text
    assert "Inzwischen hat sich für 1 Person etwas geändert:" in text
    assert "Maria Straßburger: Es ist kein Platz frei, den diese Person haben kann." in text


def test_a_decline_needs_a_reason_in_each_language_that_is_read(event, organiser):
    german, english = received(event, "Tafelmaier"), received(event, "Smith", language="en")
    page = f"{DECLINE}?{ids(german, english)}"
    refused = organiser.own_form(page).send(text_de="", text_en="")
    assert (refused.status_code, refused.text.count("Schreiben Sie eine Begründung")) == (200, 4)
    organiser.own_form(page).send(text_de="Der Saal ist klein.", text_en="The hall is small.")
    reasons = [
        outbox("declined", to).content["values"]["reason"] for to in ("tafelmaier@example.org", "smith@example.org")
    ]
    assert reasons == ["Der Saal ist klein.", "The hall is small."]


def test_a_reason_of_ours_is_put_in_without_a_script_and_nothing_is_sent(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{DECLINE}?id={person}"
    answer = organiser.own_form(page).send("take", reason="late")
    assert "Ihre Anmeldung kam zu spät. Die Vorbereitungen sind bereits abgeschlossen.</textarea>" in answer.text
    assert status(person) is Status.RECEIVED


def test_who_only_reads_german_needs_no_english_reason(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{DECLINE}?id={person}&back=person"
    answer = organiser.own_form(page).send(text_de="Der Saal ist klein.", text_en="")
    assert (answer.location, status(person)) == (f"{REGISTRATION}/{person}", Status.DECLINED)


def test_the_page_of_a_person_shows_everything_but_what_is_protected(event, organiser, staff):
    person = received(event, "Tafelmaier", phone="+49 30 1234", remark="Ich komme mit dem Zug.")
    add(SpecialNeeds(registration_id=person, diet=Diet.VEGAN, intolerances="canary", support=[], support_details=""))
    for visitor in (organiser, staff):
        text = visitor.get(f"{REGISTRATION}/{person}").text
        assert ("+49 30 1234" in text, "Ich komme mit dem Zug." in text, "canary" in text) == (True, True, False)
    assert (">Platz bestätigen<" in staff.get(f"{REGISTRATION}/{person}").text) is False


def test_opening_what_is_protected_is_logged_with_name_and_time(event, organiser, staff):
    person = received(event, "Tafelmaier")
    add(SpecialNeeds(registration_id=person, diet=Diet.VEGAN, intolerances="canary", support=[], support_details=""))
    page = f"{REGISTRATION}/{person}"
    assert staff.get(f"{page}/needs").status_code == 403
    assert "canary" not in organiser.get(f"{page}/needs").text
    opened = organiser.form(page, f"{page}/needs").send()
    assert "canary" in opened.text
    logged = reading().query(AuditEntry).where(AuditEntry.action == "registration.needs_viewed").one()
    assert (logged.actor, logged.subject) == ("organiser@example.org", f"registration:{person}")
    history = organiser.get(page).text
    assert ("Geschützte Angaben angezeigt" in history, "Marit Hellweger" in history) == (True, True)


def test_the_history_says_what_happened_and_when_a_mail_leaves(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{REGISTRATION}/decisions/review?id={person}"
    organiser.own_form(page).send()
    text = organiser.get(f"{REGISTRATION}/{person}").text
    assert "In Prüfung genommen" in text
    assert "E-Mail: Ihre Anmeldung ist in Prüfung" in text
    assert "Wird am" in text


def test_the_link_is_sent_again_to_the_address_that_is_known(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{REGISTRATION}/{person}/link"
    organiser.own_form(page).send()
    assert letters("tafelmaier@example.org") == ["new_link"]


def test_a_person_of_another_edition_is_not_found(organiser):
    stranger = received(make_event(slug="fremd"), "Fremd")
    assert organiser.get(f"{REGISTRATION}/{stranger}").status_code == 404
    assert organiser.get(f"{CONFIRM}?id={stranger}").text.count("Niemand ist ausgewählt.") == 1


def test_the_decisions_list_says_until_when_each_can_be_undone(event, organiser):
    person = received(event, "Tafelmaier")
    page = f"{CONFIRM}?id={person}"
    organiser.own_form(page).send()
    text = organiser.get(f"{REGISTRATION}/decisions").text
    assert ("1 Person bestätigt" in text, "noch 5 Minuten" in text, "Marit Hellweger" in text) == (True, True, True)


def test_who_waits_is_confirmed_by_hand(app, organiser):
    other = make_event(slug="hand", capacity_onsite=1, moving_up=MovingUp.BY_HAND)
    make_member(other, email="second@example.org")
    visitor = app.test_client()
    visitor.enter("second@example.org")
    person = make_registration(other, status=Status.WAITLISTED, confirmed_at=None).id
    page = f"/de/manage/hand/registration/decisions/confirmation?id={person}"
    visitor.own_form(page).send()
    assert (status(person), row_of(person).waitlisted_at) == (Status.CONFIRMED, None)


def test_the_desk_and_the_rail_say_how_many_wait_for_a_review(event, organiser):
    received(event, "Tafelmaier")
    received(event, "Straßburger", status=Status.IN_REVIEW)
    text = organiser.get("/de/manage/tagung/").text
    assert "Anmeldungen warten auf Ihre Prüfung" in text
    assert '<span class="kern-sr-only">2 offen</span>' in text
