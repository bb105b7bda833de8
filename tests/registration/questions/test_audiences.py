"""Questions for members or for a quota's guests: who is asked, who is refused, and which answers end, by name."""

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.accounts.models import AuditEntry
from gocluster_events.act import Act
from gocluster_events.db import session as reading, transaction
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.registration.by_team import services as by_team
from gocluster_events.registration.duplicates import services as duplicates
from gocluster_events.registration.own.rules import Correction
from gocluster_events.registration.own.services import amending, details
from gocluster_events.registration.people.models import QuestionRow, Quota, Registration
from gocluster_events.registration.people.queries import people, questions
from gocluster_events.registration.people.rules.changing import Changes, SecondPage, Substitute
from gocluster_events.registration.people.rules.codes import ActorType, Audience, Refusal, Retention
from gocluster_events.registration.people.rules.fields import Identity
from gocluster_events.registration.people.rules.questions import (
    Answer,
    Condition,
    Question,
    QuestionKind,
    lacks_answers,
)
from gocluster_events.registration.people.rules.quota_limits import QuotaRefusal
from gocluster_events.registration.people.rules.seats import Applicant
from gocluster_events.registration.people.words.fields import changes_named
from gocluster_events.registration.questions import services as questions_services
from gocluster_events.registration.quotas import services as quotas
from gocluster_events.registration.sign_up.services import proving, registering
from gocluster_events.registration.substitution import services as substitution
from tests.support.invited import shared_code
from tests.support.make import add, make_event, make_quota
from tests.support.questions import ORGANISER, answer, ask, asked, wording
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, HOUR, cancel, found, participation_of, person_of, prove, sign_up
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]
RECEPTION, SHUTTLE, WISH = "Kommen Sie zum Empfang?", "Wie kommen Sie hin?", "Was wünschen Sie sich?"
CLUSTER = "Musternetzwerk Nord"
ACT = Act(ORGANISER, NOW)
MEMBER = Applicant(mode=Mode.ONSITE, is_member=True)
GUEST = Applicant(mode=Mode.ONSITE)


@pytest.fixture
def meeting(session: Session) -> Event:
    return make_event()


@pytest.fixture
def startups(meeting: Event) -> Quota:
    """Places on site for start-ups."""
    return make_quota(meeting)


def of_members(event: Event, **changes: object) -> int:
    return ask(event, RECEPTION, audience=Audience.MEMBERS, **changes)


def of_guests(event: Event, quota: Quota, **changes: object) -> int:
    return ask(event, WISH, QuestionKind.LINE, audience=Audience.QUOTA, quota_id=quota.id, **changes)


def ask_member_and_way(event: Event) -> tuple[int, int]:
    """Whether a member comes to the reception, and if so how."""
    comes = of_members(event)
    return comes, ask(event, SHUTTLE, QuestionKind.LINE, condition=Condition(comes, frozenset({"yes"})))


def come(event: Event, email: str, *answers: Answer, **typed: object) -> int:
    """Somebody who takes part, with these answers."""
    event_id, person = event.id, replace(sign_up(email, **typed), answers=answers)
    with transaction() as writing:
        registration_id = registering.register_in(writing, event_id, person, NOW, CHANCE).id
    prove(event, registration_id)
    return registration_id


def answered(registration_id: int) -> list[str]:
    """The questions to which the registration holds an answer."""
    reading().rollback()
    return [question.label.de for question, _answer in questions.answered(reading(), registration_id)]


def labels(ended: tuple[Question, ...]) -> list[str]:
    return [each.label.de for each in ended]


def leave_the_programme(event: Event, registration_id: int, **changes: object) -> Changes:
    """The person's own change of the first page."""
    event_id, person = event.id, person_of(registration_id, **{"cluster": "", **changes})
    return details.change_person(event_id, registration_id, person, found(registration_id).revision, NOW, changes_named)


def log_of(registration_id: int) -> list[tuple[str, list[str]]]:
    """Who deleted answers, and to which questions."""
    reading().rollback()
    mine = sa.select(AuditEntry).where(AuditEntry.subject == f"registration:{registration_id}")
    lines = reading().scalars(mine.where(AuditEntry.action == "registration.answers_ended").order_by(AuditEntry.id))
    return [(line.actor, list(line.fields)) for line in lines]


def lacks(registration_id: int) -> bool:
    row = found(registration_id)
    applicant = Applicant(mode=row.mode, actor_type=row.actor_type, is_member=bool(row.cluster))
    event = reading().get_one(Event, row.event_id)
    mine = questions.demands(reading(), event).among(applicant)
    return lacks_answers(mine, people.sign_up_of(reading(), row).answers, Identity())


# Who is asked


def test_members_are_asked_what_is_for_members_with_what_depends_on_it(meeting: Event):
    comes, way = ask_member_and_way(meeting)
    everybody = ask(meeting)
    asks = asked(meeting)
    assert [each.id for each in asks.among(MEMBER).every] == [comes, way, everybody]
    assert [each.id for each in asks.among(GUEST).every] == [everybody]
    assert [each.id for each in asks.among(GUEST, MEMBER).every] == [comes, way, everybody]


@pytest.mark.parametrize(
    ("facts", "applicant", "is_guest"),
    [
        ({}, Applicant(mode=Mode.ONSITE, actor_type=ActorType.STARTUP), True),
        ({}, Applicant(mode=Mode.ONLINE, actor_type=ActorType.STARTUP), False),
        ({}, Applicant(mode=Mode.ONSITE, actor_type=ActorType.SME), False),
        ({"actor_types": [], "members_only": True}, MEMBER, True),
        ({"actor_types": [], "members_only": True}, GUEST, False),
        ({"actor_types": [], "by_invitation": True}, GUEST, False),
        ({"release_at": NOW - HOUR, "places": 0}, Applicant(mode=Mode.ONSITE, actor_type=ActorType.STARTUP), True),
    ],
)
def test_a_quotas_guests_are_whom_it_admits_whether_or_not_a_place_of_it_is_left(
    meeting: Event, facts: dict[str, object], applicant: Applicant, is_guest: object
):
    of_guests(meeting, make_quota(meeting, **facts))
    assert bool(asked(meeting).among(applicant).every) is is_guest


def test_the_guest_of_a_code_is_asked_what_is_for_its_quota(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code = of_guests(meeting, press, is_mandatory=True), shared_code(meeting, press)
    guest = come(meeting, "miriam@example.org", answer(meeting, wish, text="Strom"), invitation_code=code)
    assert answered(guest) == [WISH]
    with pytest.raises(Exception, match=Refusal.QUESTIONS_CHANGED.value):
        come(meeting, "kim@example.org", invitation_code=code)
    assert answered(come(meeting, "ada@example.org")) == []


# Whom the server refuses


def test_nobody_registers_with_an_answer_to_a_question_for_others(meeting: Event, startups: Quota, session: Session):
    comes, wish = of_members(meeting), of_guests(meeting, startups)
    for given in (answer(meeting, comes, "yes"), answer(meeting, wish, text="Strom")):
        assert refusal(come, meeting, "miriam@example.org", given) is Refusal.OTHER_AUDIENCE
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0
    assert answered(come(meeting, "kim@example.org", answer(meeting, comes, "yes"), cluster=CLUSTER)) == [RECEPTION]


def test_a_question_is_a_must_only_for_those_whom_it_is_for(meeting: Event):
    comes = of_members(meeting, is_mandatory=True)
    other = come(meeting, "miriam@example.org")
    assert refusal(come, meeting, "kim@example.org", cluster=CLUSTER) is Refusal.QUESTIONS_CHANGED
    member = come(meeting, "kim@example.org", answer(meeting, comes, "no"), cluster=CLUSTER)
    assert (lacks(other), lacks(member)) == (False, False)
    leave_the_programme(meeting, other, cluster=CLUSTER)
    assert lacks(other) is True  # the own page says so


def test_the_team_too_is_refused_answers_for_others(meeting: Event):
    comes = of_members(meeting)
    typed = replace(sign_up("kim@example.org"), answers=(answer(meeting, comes, "yes"),))
    add_by_hand = {"act": ACT, "chance": CHANCE, "tells": False, "over_capacity": False}
    assert refusal(by_team.add, meeting.id, typed, **add_by_hand) is Refusal.OTHER_AUDIENCE
    member = replace(typed, entry=replace(typed.entry, cluster=CLUSTER))
    assert answered(by_team.add(meeting.id, member, **add_by_hand)) == [RECEPTION]


# Which answers end


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
    comes = of_members(meeting, retention=Retention.NEEDS)
    typed = replace(sign_up("miriam@example.org", cluster=CLUSTER), answers=(answer(meeting, comes, "yes"),))
    with transaction() as writing:
        agreed = replace(typed, agrees_to_health=True)
        person = registering.register_in(writing, meeting.id, agreed, NOW, CHANCE).id
    prove(meeting, person)
    assert labels(leave_the_programme(meeting, person).ended) == [RECEPTION]
    assert answered(person) == []


def test_who_stays_a_member_keeps_the_answers(meeting: Event):
    person = come(meeting, "miriam@example.org", answer(meeting, of_members(meeting), "yes"), cluster=CLUSTER)
    changes = leave_the_programme(meeting, person, cluster="Musternetzwerk Süd", position="Leitung")
    assert (changes.fields, changes.ended) == (("cluster", "position"), ())
    assert (answered(person), log_of(person)) == ([RECEPTION], [])


def test_who_takes_part_online_is_no_guest_of_a_quota_on_site_any_more(meeting: Event, startups: Quota):
    wish, event_id = of_guests(meeting, startups), meeting.id
    person = come(meeting, "ole@example.org", answer(meeting, wish, text="Strom"), actor_type=ActorType.STARTUP)
    current = people.sign_up_of(reading(), found(person))
    page = SecondPage(participation_of(person, mode=Mode.ONLINE), current.needs, ())
    changes = details.change_participation(event_id, person, page, found(person).revision, NOW, changes_named)
    assert (changes.fields, labels(changes.ended), answered(person)) == (("mode", "answers"), [WISH], [])


def test_a_page_that_answers_for_others_after_the_change_of_mode_is_refused(meeting: Event, startups: Quota):
    given = answer(meeting, of_guests(meeting, startups), text="Strom")
    event_id, person = meeting.id, come(meeting, "ole@example.org", given, actor_type=ActorType.STARTUP)
    page = SecondPage(participation_of(person, mode=Mode.ONLINE), people.sign_up_of(reading(), found(person)).needs)
    verb = [event_id, person, replace(page, answers=(replace(given, text="Tisch"),)), found(person).revision, NOW]
    assert refusal(details.change_participation, *verb, changes_named) is Refusal.OTHER_AUDIENCE
    assert (found(person).mode, answered(person)) == (Mode.ONSITE, [WISH])


@pytest.mark.parametrize("state", ["active", "cancelled"])
def test_the_team_takes_a_cluster_away_and_is_told_which_answers_that_ends(meeting: Event, state: str):
    person = come(meeting, "miriam@example.org", answer(meeting, of_members(meeting), "yes"), cluster=CLUSTER)
    if state == "cancelled":
        cancel(meeting, person)
    corrected = replace(people.entry_of(found(person)), cluster="")
    correction = Correction(corrected, (), "Kein Mitglied mehr", tells=False)
    changes = amending.correct(meeting.id, person, correction, found(person).revision, ACT, changes_named)
    assert (changes.fields, labels(changes.ended), answered(person)) == (("cluster", "answers"), [RECEPTION], [])
    assert log_of(person) == [(ORGANISER, [RECEPTION])]


def test_what_the_team_changes_about_a_question_deletes_no_answer(meeting: Event):
    tour = ask(meeting, RECEPTION)
    person = come(meeting, "miriam@example.org", answer(meeting, tour, "yes"))
    narrower = wording(RECEPTION, audience=Audience.MEMBERS)
    questions_services.change_question(meeting.id, tour, narrower, 1, ACT)
    assert (asked(meeting).every[0].audience, answered(person)) == (Audience.MEMBERS, [RECEPTION])
    assert leave_the_programme(meeting, person, position="Leitung").ended == ()
    assert answered(person) == [RECEPTION]


def test_a_substitute_with_answers_of_their_own_keeps_those_that_the_place_asks_for(meeting: Event):
    comes, tour = of_members(meeting), ask(meeting)
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
    comes, tour = of_members(meeting), ask(meeting)
    stays = come(meeting, "miriam@example.org")
    given = answer(meeting, comes, "yes"), answer(meeting, tour, "yes")
    goes = come(meeting, "m.tannert@example.com", *given, cluster=CLUSTER)
    assert labels(duplicates.merge(meeting.id, stays, goes, ACT)) == [RECEPTION]
    assert answered(stays) == ["Kommen Sie zur Exkursion?"]


def test_new_data_end_what_the_old_ones_were_asked_and_a_code_opens_more(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    comes = of_members(meeting, retention=Retention.NEEDS)  # which new data of an address leave as it is
    wish, code, event_id = of_guests(meeting, press), shared_code(meeting, press), meeting.id
    first = replace(sign_up(cluster=CLUSTER), answers=(answer(meeting, comes, "yes"),), agrees_to_health=True)
    second = replace(sign_up(invitation_code=code), answers=(answer(meeting, wish, text="Strom"),))
    for typed in (first, second):
        with transaction() as writing:
            person = registering.register_in(writing, event_id, typed, NOW, CHANCE).id
    assert answered(person) == [RECEPTION]
    _generation, ended = proving.prove_again(event_id, person, found(person).pending_generation, NOW + HOUR)
    assert (labels(ended), answered(person)) == ([RECEPTION], [WISH])


def test_who_comes_back_without_the_code_has_no_answer_for_its_guests(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code = of_guests(meeting, press), shared_code(meeting, press)
    person = come(meeting, "miriam@example.org", answer(meeting, wish, text="Strom"), invitation_code=code)
    cancel(meeting, person)
    with transaction() as writing:
        writing.execute(sa.text("UPDATE invitation SET uses = 1"))
        writing.execute(sa.text("DELETE FROM invitation"))
    lost, ended = proving.come_back(meeting.id, person, NOW + HOUR)
    assert (lost, labels(ended), answered(person)) == (0, [WISH], [])


def test_a_lapsed_guest_who_proves_late_has_no_answer_for_guests_of_a_code_that_is_gone(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code, event_id = of_guests(meeting, press), shared_code(meeting, press), meeting.id
    typed = replace(sign_up(invitation_code=code), answers=(answer(meeting, wish, text="Strom"),))
    with transaction() as writing:
        person = registering.register_in(writing, event_id, typed, NOW, CHANCE).id
    with transaction() as writing:
        writing.execute(sa.text("DELETE FROM invitation"))
    prove(meeting, person, NOW + timedelta(hours=49))
    assert (answered(person), log_of(person)) == ([], [(f"registration:{person}", [WISH])])


# What an edition can ask


def test_a_question_has_an_answer_or_an_audience_as_its_condition_and_the_teams_has_none(meeting: Event):
    comes = of_members(meeting)
    both = wording(SHUTTLE, audience=Audience.MEMBERS, condition=Condition(comes, frozenset({"yes"})))
    inner = wording("Notiz", audience=Audience.MEMBERS, for_staff=True)
    assert refusal(questions_services.add_question, meeting.id, both, ACT) is Refusal.TWO_CONDITIONS
    assert refusal(questions_services.add_question, meeting.id, inner, ACT) is Refusal.TEAM_AND_AUDIENCE


def test_a_question_is_for_guests_of_a_quota_of_its_own_edition_only(meeting: Event):
    foreign = make_quota(make_event())
    guests = wording(WISH, audience=Audience.QUOTA, quota_id=foreign.id)
    assert refusal(questions_services.add_question, meeting.id, guests, ACT) is Refusal.QUOTA_GONE


def test_a_quota_stays_as_long_as_a_question_is_for_its_guests(meeting: Event, startups: Quota):
    wish, quota_id = of_guests(meeting, startups), startups.id
    assert refusal(quotas.remove_quota, meeting.id, quota_id, ACT) is QuotaRefusal.IN_QUESTION
    questions_services.retire_question(meeting.id, wish, ACT)
    assert refusal(quotas.remove_quota, meeting.id, quota_id, ACT) is QuotaRefusal.IN_QUESTION
    questions_services.change_question(meeting.id, wish, wording(WISH, QuestionKind.LINE), 1, ACT)
    quotas.remove_quota(meeting.id, quota_id, ACT)
    reading().rollback()
    assert reading().get(Quota, quota_id) is None


@pytest.mark.parametrize("audience", [Audience.QUOTA, Audience.MEMBERS])
def test_the_database_too_knows_no_guests_without_a_quota_and_no_other_audience_with_one(
    meeting: Event, startups: Quota, audience: Audience
):
    quota_id = startups.id if audience is Audience.MEMBERS else None
    with pytest.raises(sa.exc.IntegrityError):
        add(QuestionRow(event_id=meeting.id, position=1, audience=audience, quota_id=quota_id))


def test_the_database_too_keeps_a_quota_that_a_question_names(meeting: Event, startups: Quota):
    of_guests(meeting, startups)
    with pytest.raises(sa.exc.IntegrityError), transaction() as writing:
        writing.execute(sa.delete(Quota).where(Quota.id == startups.id))


def test_an_edition_goes_with_its_questions_and_their_quotas(meeting: Event, startups: Quota):
    event_id = meeting.id
    of_guests(meeting, startups)
    with transaction() as writing:
        writing.execute(sa.delete(Event).where(Event.id == event_id))
    assert reading().scalar(sa.select(sa.func.count()).select_from(QuestionRow)) == 0


def test_a_copied_question_is_for_the_guests_of_the_copied_quota(meeting: Event, startups: Quota):
    of_members(meeting), of_guests(meeting, startups)
    copy = make_event()
    with transaction() as writing:
        source, target = writing.get_one(Event, meeting.id), writing.get_one(Event, copy.id)
        by_team.copy(writing, source, target, 364, NOW)
    asks = asked(copy)
    (pool,) = asks.pools
    addressed = [(each.audience, each.quota_id) for each in asks.every]
    assert (addressed, pool.name.de) == ([(Audience.MEMBERS, None), (Audience.QUOTA, pool.id)], "Start-ups")
    assert pool.id != startups.id


def test_a_state_of_an_institution_decides_of_no_question(meeting: Event):
    person = come(meeting, "miriam@example.org", answer(meeting, of_members(meeting), "yes"), cluster=CLUSTER)
    assert leave_the_programme(meeting, person, cluster=CLUSTER, state=FederalState.HH).ended == ()
