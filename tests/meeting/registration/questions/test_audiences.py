"""Questions for members or for a quota's guests: who is asked, and who is refused."""

from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import session as reading, transaction
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.by_team import services as by_team
from gocluster_events.meeting.registration.own.services import details
from gocluster_events.meeting.registration.people.models import QuestionRow, Quota, Registration
from gocluster_events.meeting.registration.people.queries import people, questions
from gocluster_events.meeting.registration.people.rules.changing import Changes
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Audience, Refusal
from gocluster_events.meeting.registration.people.rules.fields import Identity
from gocluster_events.meeting.registration.people.rules.questions import Condition, QuestionKind, lacks_answers
from gocluster_events.meeting.registration.people.rules.quota_limits import QuotaRefusal
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.people.words.fields import changes_named
from gocluster_events.meeting.registration.questions import services as questions_services
from gocluster_events.meeting.registration.quotas import services as quotas
from tests.support.invited import shared_code
from tests.support.make import add, make_event, make_quota
from tests.support.questions import (
    ACT,
    CLUSTER,
    GUEST,
    MEMBER,
    RECEPTION,
    SHUTTLE,
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
from tests.support.registrants import CHANCE, HOUR, person_of, row_of, sign_up
from tests.support.settings import NOW

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("session")]


def leave_the_programme(event: Event, registration_id: int, **changes: object) -> Changes:
    """The person's own change of the first page."""
    event_id, person = event.id, person_of(registration_id, **{"cluster": "", **changes})
    return details.change_person(
        event_id, registration_id, person, row_of(registration_id).revision, NOW, changes_named
    )


def lacks(registration_id: int) -> bool:
    row = row_of(registration_id)
    applicant = Applicant(mode=row.mode, actor_type=row.actor_type, is_member=bool(row.cluster))
    event = reading().get_one(Event, row.event_id)
    mine = questions.demands(reading(), event).among(applicant)
    return lacks_answers(mine, people.sign_up_of(reading(), row).answers, Identity())


# Who is asked


def test_members_are_asked_what_is_for_members_with_what_depends_on_it(meeting: Event):
    comes, way = ask_member_and_way(meeting)
    everybody = ask(meeting)
    asks = questionnaire_of(meeting)
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
    ask_guests(meeting, make_quota(meeting, **facts))
    assert bool(questionnaire_of(meeting).among(applicant).every) is is_guest


def test_the_guest_of_a_code_is_asked_what_is_for_its_quota(meeting: Event):
    press = make_quota(meeting, actor_types=[], by_invitation=True)
    wish, code = ask_guests(meeting, press, is_mandatory=True), shared_code(meeting, press)
    guest = come(meeting, "miriam@example.org", answer(meeting, wish, text="Strom"), invitation_code=code)
    assert answered(guest) == [WISH]
    with pytest.raises(Exception, match=Refusal.QUESTIONS_CHANGED.value):
        come(meeting, "kim@example.org", invitation_code=code)
    assert answered(come(meeting, "ada@example.org")) == []


# Whom the server refuses


def test_nobody_registers_with_an_answer_to_a_question_for_others(meeting: Event, startups: Quota, session: Session):
    comes, wish = ask_members(meeting), ask_guests(meeting, startups)
    for given in (answer(meeting, comes, "yes"), answer(meeting, wish, text="Strom")):
        assert refusal(come, meeting, "miriam@example.org", given) is Refusal.OTHER_AUDIENCE
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 0
    assert answered(come(meeting, "kim@example.org", answer(meeting, comes, "yes"), cluster=CLUSTER)) == [RECEPTION]


def test_a_question_is_a_must_only_for_those_whom_it_is_for(meeting: Event):
    comes = ask_members(meeting, is_mandatory=True)
    other = come(meeting, "miriam@example.org")
    assert refusal(come, meeting, "kim@example.org", cluster=CLUSTER) is Refusal.QUESTIONS_CHANGED
    member = come(meeting, "kim@example.org", answer(meeting, comes, "no"), cluster=CLUSTER)
    assert (lacks(other), lacks(member)) == (False, False)
    leave_the_programme(meeting, other, cluster=CLUSTER)
    assert lacks(other) is True  # the own page says so


def test_the_team_too_is_refused_answers_for_others(meeting: Event):
    comes = ask_members(meeting)
    typed = replace(sign_up("kim@example.org"), answers=(answer(meeting, comes, "yes"),))
    add_by_hand = {"act": ACT, "chance": CHANCE, "tells": False, "over_capacity": False}
    assert refusal(by_team.add, meeting.id, typed, **add_by_hand) is Refusal.OTHER_AUDIENCE
    member = replace(typed, entry=replace(typed.entry, cluster=CLUSTER))
    assert answered(by_team.add(meeting.id, member, **add_by_hand)) == [RECEPTION]


# What an edition can ask


def test_a_question_has_an_answer_or_an_audience_as_its_condition_and_the_teams_has_none(meeting: Event):
    comes = ask_members(meeting)
    both = wording(SHUTTLE, audience=Audience.MEMBERS, condition=Condition(comes, frozenset({"yes"})))
    inner = wording("Notiz", audience=Audience.MEMBERS, for_staff=True)
    assert refusal(questions_services.add_question, meeting.id, both, ACT) is Refusal.TWO_CONDITIONS
    assert refusal(questions_services.add_question, meeting.id, inner, ACT) is Refusal.TEAM_AND_AUDIENCE


def test_a_question_is_for_guests_of_a_quota_of_its_own_edition_only(meeting: Event):
    foreign = make_quota(make_event())
    guests = wording(WISH, audience=Audience.QUOTA, quota_id=foreign.id)
    assert refusal(questions_services.add_question, meeting.id, guests, ACT) is Refusal.QUOTA_GONE


def test_a_quota_stays_as_long_as_a_question_is_for_its_guests(meeting: Event, startups: Quota):
    wish, quota_id = ask_guests(meeting, startups), startups.id
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
    ask_guests(meeting, startups)
    with pytest.raises(sa.exc.IntegrityError), transaction() as writing:
        writing.execute(sa.delete(Quota).where(Quota.id == startups.id))


def test_an_edition_goes_with_its_questions_and_their_quotas(meeting: Event, startups: Quota):
    event_id = meeting.id
    ask_guests(meeting, startups)
    with transaction() as writing:
        writing.execute(sa.delete(Event).where(Event.id == event_id))
    assert reading().scalar(sa.select(sa.func.count()).select_from(QuestionRow)) == 0


def test_a_copied_question_is_for_the_guests_of_the_copied_quota(meeting: Event, startups: Quota):
    ask_members(meeting), ask_guests(meeting, startups)
    copy = make_event()
    with transaction() as writing:
        source, target = writing.get_one(Event, meeting.id), writing.get_one(Event, copy.id)
        by_team.copy(writing, source, target, 364, NOW)
    asks = questionnaire_of(copy)
    (pool,) = asks.pools
    addressed = [(each.audience, each.quota_id) for each in asks.every]
    assert (addressed, pool.name.de) == ([(Audience.MEMBERS, None), (Audience.QUOTA, pool.id)], "Start-ups")
    assert pool.id != startups.id
