"""Lists and photographs are the person's own to decide: after the proof, yes or no, and each answer is on record."""

import json
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.events.rules.reach import Reach
from gocluster_events.meeting.registration.own.services.consents import leave_list, record_refusals
from gocluster_events.meeting.registration.people.models import Consent, Registration
from gocluster_events.meeting.registration.people.queries.consents import consent_facts, consents_of
from gocluster_events.meeting.registration.people.rules.consents import (
    WORDINGS,
    ConsentFacts,
    ConsentPurpose,
    consents,
    tidied,
)
from gocluster_events.meeting.registration.people.rules.fields import Consents
from gocluster_events.meeting.registration.people.words import consents as words
from tests.support.make import make_event, make_registration
from tests.support.registrants import HOUR, arrive, cancel, decide, logged, register, row_of as stored
from tests.support.settings import NOW
from tests.support.signing_up import open_my_page

PAGE, MY = "/de/my/consents", "/de/my/"
LISTED, PUBLIC, EMAIL, PHOTOS = (
    ConsentPurpose.LIST_NAME,
    ConsentPurpose.LIST_PUBLIC,
    ConsentPurpose.LIST_EMAIL,
    ConsentPurpose.PHOTOS,
)
TEAM = Act("organiser@example.org", NOW + HOUR)


@pytest.fixture
def event(session):
    return make_event(attendee_list=Reach.PUBLIC)


@pytest.fixture
def miriam(event, visitor):
    miriam = arrive(event, "miriam@example.org")
    open_my_page(visitor, miriam)
    return miriam


def given(session, person):
    session.rollback()  # what was read before may be stale
    return {each.purpose for each in consent_facts(session, person) if each.holds}


def test_nothing_is_chosen_before_the_person_chooses(visitor, miriam):
    page = visitor.get(PAGE).text
    assert re.findall(r'name="(\w+)" type="radio"', page).count("photos") == 2
    assert " checked" not in page


def test_what_is_open_stands_on_the_personal_page_until_it_is_answered(visitor, miriam):
    assert "Noch offen: 1" in visitor.get(MY).text
    assert visitor.form(PAGE).send(list_name="no").location == MY
    page = visitor.get(MY).text
    assert ("Noch offen: 1" in page, "dass Sie kommen?" in page, "Dürfen wir Sie fotografieren?" in page) == (
        True, False, True,
    )  # fmt: skip
    visitor.form(PAGE).send(photos="no")
    assert "Noch offen" not in visitor.get(MY).text


def test_each_consent_is_a_row_with_its_wording_and_language(visitor, session, miriam):
    visitor.form("/en/my/consents").send(list_name="yes", list_email="no", photos="yes")
    rows = {each.purpose: each for each in consent_facts(session, miriam)}
    assert {purpose: (each.version, each.language, each.holds) for purpose, each in rows.items()} == {
        LISTED: (WORDINGS[LISTED], "en", True),
        EMAIL: (WORDINGS[EMAIL], "en", False),
        PHOTOS: (WORDINGS[PHOTOS], "en", True),
    }


def test_a_withdrawn_consent_and_one_given_anew_are_two_rows(session, event, miriam):
    decide(event, miriam, NOW, photos=True)
    decide(event, miriam, NOW + HOUR, photos=False)
    decide(event, miriam, NOW + 2 * HOUR, photos=True)
    assert [(each.given_at, each.withdrawn_at) for each in consent_facts(session, miriam)] == [
        (NOW, NOW + HOUR),
        (NOW + 2 * HOUR, None),
    ]


def test_whoever_is_in_no_list_is_in_it_neither_publicly_nor_with_an_address(session, event, miriam):
    decide(event, miriam, list_name=True, list_public=True, list_email=True)
    assert given(session, miriam) == {LISTED, PUBLIC, EMAIL}
    decide(event, miriam, list_name=False)
    assert given(session, miriam) == set()


def test_the_answers_below_count_only_under_a_yes():
    assert tidied(Consents(list_name=False, list_public=True)) == Consents(list_name=False)
    assert tidied(Consents(list_public=True, photos=True)) == Consents(photos=True)


def test_what_is_sent_without_the_first_yes_puts_nobody_into_a_list(visitor, session, miriam):
    visitor.form(PAGE).send(list_public="yes", list_email="yes")
    assert given(session, miriam) == set()


def test_the_same_answer_twice_is_one_row(session, event, miriam):
    for hours in range(3):
        decide(event, miriam, NOW + hours * HOUR, list_name=True, photos=False)
    assert len(consent_facts(session, miriam)) == 2


def test_nobody_whose_address_is_unproven_or_who_has_ended_can_consent(session, event):
    unproven = register(event, "kim@example.org")
    gone = arrive(event, "alex@example.org")
    cancel(event, gone)
    for person in (unproven, gone):
        with pytest.raises(Refused):
            decide(event, person, photos=True)
        assert given(session, person) == set()


def test_a_no_is_taken_at_any_time(session, event, miriam):
    decide(event, miriam, list_name=True)
    cancel(event, miriam)
    with transaction() as writing:
        writing.get_one(Event, event.id).status = EventStatus.ARCHIVED
    decide(event, miriam, NOW + HOUR, list_name=False)
    assert given(session, miriam) == set()


def test_the_team_records_no_more_than_a_no(organiser, session, event, miriam):
    decide(event, miriam, list_name=True, list_public=True)
    address = f"/de/manage/{event.slug}/registration/{miriam}"
    answer = organiser.own_form(f"{address}/refusal").send(purposes=["list_name", "photos"])
    assert answer.location == address
    assert given(session, miriam) == set()
    assert consents_of(session, miriam) == Consents(list_name=False, list_public=False, photos=False)
    assert "Keine Zustimmung" in organiser.get(address).text


@pytest.mark.parametrize("path", ["edit", "new"])
def test_no_form_of_the_team_holds_a_consent_or_a_need(organiser, event, miriam, path):
    place = f"registration/{miriam}/correction" if path == "edit" else "registration/new"
    names = set(re.findall(r'name="(\w+)"', organiser.get(f"/de/manage/{event.slug}/{place}").text))
    assert "first_name" in names
    assert names & {"list_name", "list_email", "list_public", "photos", "diet", "intolerances", "support"} == set()


def test_a_refusal_leaves_other_consents_alone(session, event, miriam):
    decide(event, miriam, list_name=True, photos=True)
    record_refusals(event.id, miriam, [PHOTOS], TEAM)
    assert given(session, miriam) == {LISTED}


def test_the_history_names_what_changed_and_never_a_value(session, event, miriam):
    decide(event, miriam, list_name=True, photos=True)
    leave_list(event.id, miriam, NOW + HOUR)
    lines = [each for each in logged(miriam) if each[0] == "registration.consents_changed"]
    assert lines == [
        ("registration.consents_changed", ["list_name", "photos"]),
        ("registration.consents_changed", ["list_name"]),
    ]


def test_my_data_holds_every_answer_in_its_words(visitor, event, miriam):
    decide(event, miriam, list_name=True, photos=False)
    assert "Dürfen andere Teilnehmende sehen, dass Sie kommen?" in visitor.get("/de/my/data").text
    held = json.loads(visitor.get("/de/my/data.json").get_data())["consents"]
    assert [(each["purpose"], each["version"], "given_at" in each, "withdrawn_at" in each) for each in held] == [
        ("list_name", 1, True, False),
        ("photos", 1, False, True),
    ]


def test_consents_go_with_the_registration(session, event, miriam):
    decide(event, miriam, photos=True)
    with transaction() as writing:
        writing.execute(sa.delete(Registration).where(Registration.id == miriam))
    assert session.scalars(sa.select(Consent.id)).all() == []


def test_two_consents_to_one_purpose_never_stand(session, event):
    person = make_registration(event, photos=True)
    twice = Consent(registration_id=person.id, purpose=PHOTOS, version=1, language="de", given_at=NOW)
    with pytest.raises(sa.exc.IntegrityError), transaction() as writing:
        writing.add(twice)


def test_only_what_was_given_and_not_withdrawn_is_a_consent():
    first = ConsentFacts(PHOTOS, 1, "de", NOW, NOW + timedelta(days=1))
    assert consents([first]) == Consents(photos=False)
    assert consents([first, ConsentFacts(PHOTOS, 1, "de", NOW + timedelta(days=2), None)]) == Consents(photos=True)
    assert consents([]) == Consents()


def test_every_version_of_every_wording_has_its_sentence():
    assert {(purpose, number) for purpose, last in WORDINGS.items() for number in range(last + 1)} == set(
        words.WORDINGS
    )


def test_a_registration_knows_what_stands_now(session, event, miriam):
    decide(event, miriam, list_name=True, photos=True)
    assert (stored(miriam).list_name, stored(miriam).list_email, stored(miriam).photos) == (True, False, True)
