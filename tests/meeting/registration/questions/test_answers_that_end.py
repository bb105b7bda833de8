"""Answers to questions for members or guests end with their condition, whoever ends it; they are named."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.own.rules import Correction
from gocluster_events.meeting.registration.own.services import amending, details
from gocluster_events.meeting.registration.people.models import Quota
from gocluster_events.meeting.registration.people.queries import people
from gocluster_events.meeting.registration.people.queries.consents import standing_consent
from gocluster_events.meeting.registration.people.rules.changing import Changes, SecondPage, Substitute
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Audience, Refusal, Retention, Status
from gocluster_events.meeting.registration.people.rules.consents import ConsentPurpose
from gocluster_events.meeting.registration.people.rules.fields import Needs
from gocluster_events.meeting.registration.people.rules.questions import Question, QuestionKind
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.meeting.registration.questions import services as questions_services
from gocluster_events.meeting.registration.sign_up.services import proving, registering
from gocluster_events.meeting.registration.substitution import services as substitution
from gocluster_events.meeting.registration.waiting.services import due_changes
from tests.support.invited import shared_code
from tests.support.make import make_event, make_quota
from tests.support.questions import (
    ACT,
    CLUSTER,
    ORGANISER,
    RECEPTION,
    SHUTTLE,
    TOURS,
    WISH,
    answer,
    answered,
    ask,
    ask_guests,
    ask_member_and_way,
    ask_members,
    come,
    questionnaire_of,
    wording,
)
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, HOUR, cancel, participation_of, person_of, prove, row_of, sign_up, status
from tests.support.settings import NOW
from tests.support.signing_up import prove_address
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]
MIRIAM, OLE = "miriam@example.org", "ole@example.org"


def labels(ended: tuple[Question, ...]) -> list[str]:
    return [each.label.de for each in ended]


def leave_the_programme(event: Event, registration_id: int, **changes: object) -> Changes:
    """The person's own change of the first page."""
    event_id, person = event.id, person_of(registration_id, **{"cluster": "", **changes})
    return details.change_person(
        event_id, registration_id, person, row_of(registration_id).revision, NOW, changes_named
    )


def log_of(registration_id: int) -> list[tuple[str, list[str]]]:
    """Who deleted answers, and to which questions."""
    reading().rollback()
    mine = sa.select(AuditEntry).where(AuditEntry.subject == f"registration:{registration_id}")
    lines = reading().scalars(mine.where(AuditEntry.action == "registration.answers_ended").order_by(AuditEntry.id))
    return [(line.actor, list(line.fields)) for line in lines]


def test_who_leaves_the_programme_loses_just_the_answers_that_were_for_members_by_name(meeting: Event):
    comes, way = ask_member_and_way(meeting)
    tour = ask(meeting)
    given = answer(meeting, comes, "yes"), answer(meeting, way, text="Zu Fuß"), answer(meeting, tour, "yes")
    person = come(meeting, "miriam@example.org", *given, cluster=CLUSTER)
    changes = leave_the_programme(meeting, person)
    assert (changes.fields, labels(changes.ended)) == (("cluster", "answers"), [RECEPTION, SHUTTLE])
    assert answered(person) == ["Kommen Sie zur Exkursion?"]
    assert log_of(person) == [(f"registration:{person}", [RECEPTION, SHUTTLE])]


def test_an_answer_of_the_short_retention_class_ends_as_well(meeting: Event):
    comes = ask_members(meeting, retention=Retention.NEEDS)
    typed = replace(sign_up("miriam@example.org", cluster=CLUSTER), answers=(answer(meeting, comes, "yes"),))
    with transaction() as writing:
        agreed = replace(typed, agrees_to_health=True)
        person = registering.register_in(writing, meeting.id, agreed, NOW, CHANCE).id
    prove(meeting, person)
    assert labels(leave_the_programme(meeting, person).ended) == [RECEPTION]
    assert answered(person) == []


def test_the_log_says_of_protected_questions_once_that_they_were_and_names_none(meeting: Event):
    protected = [ask_members(meeting, retention=Retention.NEEDS), ask_members(meeting, retention=Retention.NEEDS)]
    way = ask(meeting, SHUTTLE, QuestionKind.LINE, audience=Audience.MEMBERS)
    given = (*(answer(meeting, each, "yes") for each in protected), answer(meeting, way, text="Zu Fuß"))
    person = come(meeting, "miriam@example.org", *given, cluster=CLUSTER, agrees_to_health=True)
    assert labels(leave_the_programme(meeting, person).ended) == [RECEPTION, RECEPTION, SHUTTLE]
    assert log_of(person) == [(f"registration:{person}", [SHUTTLE, "needs"])]


def test_with_the_last_protected_answer_ends_the_consent_to_health_data_and_with_no_other_one(meeting: Event):
    comes, sits = ask_members(meeting, retention=Retention.NEEDS), ask(meeting, retention=Retention.NEEDS)
    agreed = {"cluster": CLUSTER, "agrees_to_health": True}
    one = come(meeting, "miriam@example.org", answer(meeting, comes, "yes"), **agreed)
    given = answer(meeting, comes, "yes"), answer(meeting, sits, "yes")
    two = come(meeting, "kim@example.org", *given, **agreed)
    three = come(
        meeting, "ole@example.org", answer(meeting, comes, "yes"), needs=Needs(intolerances="Haselnüsse"), **agreed
    )
    for person in (one, two, three):
        leave_the_programme(meeting, person)
    reading().rollback()
    stand = [standing_consent(reading(), each, ConsentPurpose.HEALTH) is not None for each in (one, two, three)]
    assert stand == [False, True, True]


def test_who_stays_a_member_keeps_the_answers(meeting: Event):
    person = come(meeting, "miriam@example.org", answer(meeting, ask_members(meeting), "yes"), cluster=CLUSTER)
    changes = leave_the_programme(meeting, person, cluster="Musternetzwerk Süd", position="Leitung")
    assert (changes.fields, changes.ended) == (("cluster", "position"), ())
    assert (answered(person), log_of(person)) == ([RECEPTION], [])


def test_who_takes_part_online_is_no_guest_of_a_quota_on_site_any_more(meeting: Event, startups: Quota):
    wish, event_id = ask_guests(meeting, startups), meeting.id
    person = come(meeting, "ole@example.org", answer(meeting, wish, text="Strom"), actor_type=ActorType.STARTUP)
    current = people.sign_up_of(reading(), row_of(person))
    page = SecondPage(participation_of(person, mode=Mode.ONLINE), current.needs, ())
    changes = details.change_participation(event_id, person, page, row_of(person).revision, NOW, changes_named)
    assert (changes.fields, labels(changes.ended), answered(person)) == (("mode", "answers"), [WISH], [])


def test_a_page_that_answers_for_others_after_the_change_of_mode_is_refused(meeting: Event, startups: Quota):
    given = answer(meeting, ask_guests(meeting, startups), text="Strom")
    event_id, person = meeting.id, come(meeting, "ole@example.org", given, actor_type=ActorType.STARTUP)
    page = SecondPage(participation_of(person, mode=Mode.ONLINE), people.sign_up_of(reading(), row_of(person)).needs)
    verb = [event_id, person, replace(page, answers=(replace(given, text="Tisch"),)), row_of(person).revision, NOW]
    assert refusal(details.change_participation, *verb, changes_named) is Refusal.OTHER_AUDIENCE
    assert (row_of(person).mode, answered(person)) == (Mode.ONSITE, [WISH])


@pytest.mark.parametrize("state", ["active", "cancelled"])
def test_the_team_takes_a_cluster_away_and_is_told_which_answers_that_ends(meeting: Event, state: str):
    person = come(meeting, "miriam@example.org", answer(meeting, ask_members(meeting), "yes"), cluster=CLUSTER)
    if state == "cancelled":
        cancel(meeting, person)
    corrected = replace(people.entry_of(row_of(person)), cluster="")
    correction = Correction(corrected, (), "Kein Mitglied mehr", tells=False)
    changes = amending.correct(meeting.id, person, correction, row_of(person).revision, ACT, changes_named)
    assert (changes.fields, labels(changes.ended), answered(person)) == (("cluster", "answers"), [RECEPTION], [])
    assert log_of(person) == [(ORGANISER, [RECEPTION])]


def test_what_the_team_changes_about_a_question_deletes_no_answer(meeting: Event):
    tour = ask(meeting, RECEPTION)
    person = come(meeting, "miriam@example.org", answer(meeting, tour, "yes"))
    narrower = wording(RECEPTION, audience=Audience.MEMBERS)
    questions_services.change_question(meeting.id, tour, narrower, 1, ACT)
    assert (questionnaire_of(meeting).every[0].audience, answered(person)) == (Audience.MEMBERS, [RECEPTION])
    assert leave_the_programme(meeting, person, position="Leitung").ended == ()
    assert answered(person) == [RECEPTION]


def test_a_substitute_with_answers_of_their_own_keeps_those_that_the_place_asks_for(meeting: Event):
    comes, tour = ask_members(meeting), ask(meeting)
    giver = come(meeting, "miriam@example.org")
    with transaction() as writing:
        writing.get_one(Event, meeting.id).capacity_onsite = 1
    given = answer(meeting, comes, "yes"), answer(meeting, tour, "yes")
    waiting = come(meeting, "kim@example.org", *given, cluster=CLUSTER)
    named = Substitute(first_name="Kim", last_name="Weber", email="kim@example.org", language="de")
    substitution.name_substitute(meeting.id, giver, named, NOW)
    (row,) = reading().scalars(sa.text("SELECT id FROM substitution"))
    reading().rollback()
    taken, _generation, ended = substitution.accept_substitution(meeting.id, row, 1, NOW + HOUR, CHANCE)
    assert (taken, labels(ended), answered(waiting)) == (waiting, [RECEPTION], ["Kommen Sie zur Exkursion?"])


def test_of_two_registrations_that_become_one_only_answers_stay_that_are_asked_of_it(meeting: Event):
    comes, tour = ask_members(meeting), ask(meeting)
    stays = come(meeting, "miriam@example.org")
    given = answer(meeting, comes, "yes"), answer(meeting, tour, "yes")
    goes = come(meeting, "m.tannert@example.com", *given, cluster=CLUSTER)
    assert labels(duplicates.merge(meeting.id, stays, goes, ACT)) == [RECEPTION]
    assert answered(stays) == ["Kommen Sie zur Exkursion?"]


def test_new_data_end_what_the_old_ones_were_asked_and_a_code_opens_more(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    comes = ask_members(meeting, retention=Retention.NEEDS)  # which new data of an address leave as it is
    wish, code, event_id = ask_guests(meeting, press), shared_code(meeting, press), meeting.id
    first = replace(sign_up(cluster=CLUSTER), answers=(answer(meeting, comes, "yes"),), agrees_to_health=True)
    second = replace(sign_up(invitation_code=code), answers=(answer(meeting, wish, text="Strom"),))
    for typed in (first, second):
        with transaction() as writing:
            person = registering.register_in(writing, event_id, typed, NOW, CHANCE).id
    assert answered(person) == [RECEPTION]
    _generation, ended = proving.prove_again(event_id, person, row_of(person).pending_generation, NOW + HOUR)
    assert (labels(ended), answered(person)) == ([RECEPTION], [WISH])


def test_who_comes_back_without_the_code_has_no_answer_for_its_guests(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code = ask_guests(meeting, press), shared_code(meeting, press)
    person = come(meeting, "miriam@example.org", answer(meeting, wish, text="Strom"), invitation_code=code)
    cancel(meeting, person)
    with transaction() as writing:
        writing.execute(sa.text("UPDATE invitation SET uses = 1"))
        writing.execute(sa.text("DELETE FROM invitation"))
    lost, ended = proving.come_back(meeting.id, person, NOW + HOUR)
    assert (lost, labels(ended), answered(person)) == (0, [WISH], [])


def test_a_lapsed_guest_who_proves_late_has_no_answer_for_guests_of_a_code_that_is_gone(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code, event_id = ask_guests(meeting, press), shared_code(meeting, press), meeting.id
    typed = replace(sign_up(invitation_code=code), answers=(answer(meeting, wish, text="Strom"),))
    with transaction() as writing:
        person = registering.register_in(writing, event_id, typed, NOW, CHANCE).id
    with transaction() as writing:
        writing.execute(sa.text("DELETE FROM invitation"))
    ended = proving.prove(event_id, person, 1, NOW + timedelta(hours=49))
    assert (labels(ended), answered(person)) == ([WISH], [])
    assert log_of(person) == [(f"registration:{person}", [WISH])]


def test_an_answer_that_ends_with_a_late_proof_is_named_and_booked_up_it_keeps_nobody_out(visitor: Visitor):
    meeting = make_event(registration_opens_at=NOW - timedelta(days=9))
    press, event_id = make_quota(meeting, actor_types=[], by_invitation=True), meeting.id
    guests = {"audience": Audience.QUOTA, "quota_id": press.id, "options": TOURS}
    tour, code = ask(meeting, "Welche Führung?", QuestionKind.ONE_OF, **guests), shared_code(meeting, press)
    given = (answer(meeting, tour, "o1"),)
    late, other = (replace(sign_up(each, invitation_code=code), answers=given) for each in (MIRIAM, OLE))
    with transaction() as writing:
        person = registering.register_in(writing, event_id, late, NOW - timedelta(hours=49), CHANCE).id
        due_changes.apply_due(writing, event_id, NOW)
        registering.register_in(writing, event_id, other, NOW, CHANCE)
        writing.execute(sa.text("UPDATE registration SET invitation_id = NULL WHERE email = :late"), {"late": MIRIAM})
    assert visitor.form(prove_address(person)).send().location == "/de/my/"
    assert "Welche Führung?" in visitor.get("/de/my/").text.partition("<main")[2].partition("<h2")[0]
    assert (status(person), answered(person)) == (Status.CONFIRMED, [])


def test_a_state_of_an_institution_decides_of_no_question(meeting: Event):
    person = come(meeting, "miriam@example.org", answer(meeting, ask_members(meeting), "yes"), cluster=CLUSTER)
    assert leave_the_programme(meeting, person, cluster=CLUSTER, state=FederalState.HH).ended == ()
