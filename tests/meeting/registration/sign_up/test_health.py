"""Needs behind a plain question: stored with the consent of the person alone, and gone when it is withdrawn."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.attendance.attendees.services.figures import freeze_in
from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.meeting.registration.duplicates.services import merge
from gocluster_events.meeting.registration.own.services.consents import record_refusals
from gocluster_events.meeting.registration.people.models import AnswerRow, SpecialNeeds
from gocluster_events.meeting.registration.people.queries.consents import consent_facts
from gocluster_events.meeting.registration.people.rules.codes import Diet, Retention, Support
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.privacy.services import expire
from tests.support.make import make_event
from tests.support.questions import ask
from tests.support.registrants import HOUR, NOBODY, arrive, cancel, come_back, decline, needs_of, register
from tests.support.settings import NOW
from tests.support.signing_up import PAGE, errors, open_my_page

NUTS = Needs(diet=Diet.VEGAN, intolerances="Haselnüsse", support=(Support.WHEELCHAIR,))
TEAM = Act("organiser@example.org", NOW + HOUR)
CONSENT = {"has_needs": "yes", "agrees_to_health": "y"}
SENTENCE = "Setzen Sie das Häkchen, oder wählen Sie oben „Nein“. Ohne Ihre Einwilligung speichern wir nichts davon."


@pytest.fixture
def event(session):
    return make_event()


def agrees(session, person):
    session.rollback()
    return any(each.holds for each in consent_facts(session, person) if each.purpose is ConsentPurpose.HEALTH)


def the_one(session):
    session.rollback()
    return session.scalars(sa.select(SpecialNeeds)).one()


def send(visitor, event, **typed):
    """The answer to the page of fields, and if it is complete to the button that registers."""
    answer = visitor.form(f"/de/{event.slug}/register").send(**PAGE, **typed)
    return visitor.form(answer.location).send() if answer.status_code == 302 else answer


def test_nothing_is_ticked_or_chosen_in_the_empty_form(visitor, event):
    page = visitor.get(f"/de/{event.slug}/register").text
    assert 'name="agrees_to_health"' in page
    assert [each for each in re.findall(r"<input[^>]*checked[^>]*>", page) if "diet" not in each] == []


def test_health_data_without_the_tick_are_refused_at_the_tick_and_kept_in_the_form(visitor, event):
    answer = send(visitor, event, has_needs="yes", intolerances="Haselnüsse")
    assert errors(answer) == [SENTENCE]
    assert 'value="Haselnüsse"' in answer.text


def test_without_the_script_something_typed_below_an_unanswered_question_asks_for_the_tick(visitor, event):
    assert errors(send(visitor, event, intolerances="Haselnüsse")) == [SENTENCE]


def test_whoever_ticks_has_the_needs_and_the_consent_stored(visitor, event, session):
    send(visitor, event, intolerances="Haselnüsse", support=["wheelchair"], **CONSENT)
    row = the_one(session)
    assert (row.diet, row.intolerances, row.support) == (Diet.VEGAN, "Haselnüsse", ["wheelchair"])
    assert agrees(session, row.registration_id)


def test_a_no_stores_nothing_of_what_stands_below_it(visitor, event, session):
    send(visitor, event, has_needs="no", intolerances="Haselnüsse", agrees_to_health="y")
    row = the_one(session)
    assert (row.diet, row.intolerances, agrees(session, row.registration_id)) == (Diet.VEGAN, "", False)


def test_what_somebody_eats_by_choice_needs_no_consent(visitor, event, session):
    send(visitor, event)
    row = the_one(session)
    assert (row.diet, agrees(session, row.registration_id)) == (Diet.VEGAN, False)


def test_an_own_question_of_the_short_class_stands_behind_the_same_consent(visitor, event, session):
    question = ask(event, "Medikamente?", QuestionKind.LINE, retention=Retention.NEEDS, is_mandatory=True)
    assert errors(send(visitor, event, has_needs="yes", **{f"q{question}": "Insulin"})) == [SENTENCE]
    assert send(visitor, event, has_needs="no", **{f"q{question}": "Insulin"}).status_code == 302
    assert session.scalars(sa.select(AnswerRow)).all() == []


def test_withdrawing_erases_at_once(visitor, event, session):
    person = arrive(event, "miriam@example.org", needs=NUTS)
    open_my_page(visitor, person)
    page = visitor.form("/de/my/details/participation")
    assert page.form.fields["agrees_to_health"] == ["y"]
    page.send(has_needs="no")
    assert (needs_of(person), agrees(session, person)) == (Needs(diet=Diet.VEGAN), False)


def test_the_team_can_record_that_somebody_withdraws(event, session):
    person = arrive(event, "miriam@example.org", needs=NUTS)
    record_refusals(event.id, person, [ConsentPurpose.HEALTH], TEAM)
    assert (needs_of(person), agrees(session, person)) == (Needs(diet=Diet.VEGAN), False)


@pytest.mark.parametrize("ending", ["cancelled", "declined", "past its period"])
def test_the_consent_ends_with_the_data_it_was_given_for(event, session, ending):
    person = arrive(event, "miriam@example.org", needs=NUTS)
    if ending == "past its period":
        expire(event.ends_at + timedelta(days=14), freeze_in)
    else:
        {"cancelled": cancel, "declined": decline}[ending](event, person)
    assert (needs_of(person), agrees(session, person)) == (NOBODY, False)


def test_whoever_comes_back_finds_the_tick_empty(visitor, event, session):
    person = arrive(event, "miriam@example.org", needs=NUTS)
    cancel(event, person)
    come_back(event, person)
    open_my_page(visitor, person)
    page = visitor.get("/de/my/details/participation").text
    assert ["checked" in tick for tick in re.findall(r'<input[^>]+name="agrees_to_health"[^>]*>', page)] == [False]


def test_new_data_for_a_known_address_bring_neither_needs_nor_consent(event, session):
    person = register(event, "kim@example.org", needs=NOBODY)
    register(event, "kim@example.org", NOW + HOUR, needs=NUTS, first_name="Kim")
    assert "Haselnüsse" not in str(session.execute(sa.text("SELECT needs FROM pending_entry")).all())
    assert (needs_of(person), agrees(session, person)) == (NOBODY, False)


@pytest.mark.parametrize(("consents", "moved"), [(True, NUTS), (False, Needs(diet=Diet.VEGAN))])
def test_needs_move_to_a_second_registration_only_with_their_consent(event, session, consents, moved):
    stays, goes = arrive(event, "a@example.org", phone="1"), arrive(event, "b@example.org", needs=NUTS, phone="1")
    if not consents:
        with transaction() as writing:
            writing.execute(sa.text("DELETE FROM consent"))
    merge(event.id, stays, goes, TEAM)
    assert (needs_of(stays), agrees(session, stays)) == (moved, consents)
