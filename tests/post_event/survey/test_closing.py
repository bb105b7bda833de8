"""A survey closes by itself, and its figures outlive the answers."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from gocluster_events.cli.duties import DUTIES
from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import DataClass, Status
from gocluster_events.meeting.registration.privacy import services as privacy
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import FrozenSurvey, SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.figures import SurveyFigures
from gocluster_events.post_event.survey.rules.phases import Phase
from gocluster_events.post_event.survey.rules.questions import Refusal
from gocluster_events.post_event.survey.services import closing
from tests.support.make import archive, make_event, make_registration
from tests.support.proving import Proof
from tests.support.runs import pass_in_runs
from tests.support.surveying import DAY, answer, answer_all, guests, rows_of, sheet

CHANCE = Random(5)
TEAM = "organiser@example.org"


@pytest.fixture
def over(session) -> Event:
    """A meeting of twelve people online, of whom eight have answered, one of them with a text."""
    event = make_event(slug="tagung")
    people = guests(event, 12)
    answer_all(event, people[:7], event.ends_at + DAY, CHANCE)
    answer(event, people[7], sheet(5, 5, 5, 5, 5, text="Mehr Pausen"), event.ends_at + DAY, CHANCE)
    return event


def nothing(*_what: Any) -> None:
    """Instead of closing."""


def figures(event: Event, now: Any) -> SurveyFigures | None:
    db.session().rollback()
    return queries.frozen(db.session(), db.session().get_one(Event, event.id), now)


def phase(event: Event, now: Any) -> Phase:
    db.session().rollback()
    return queries.phase(db.session(), db.session().get_one(Event, event.id), now)


def work(now: Any) -> None:
    """The worker has gone once through what closes surveys, freezes figures and erases, in its own order."""
    names = ("surveys closed", "figures frozen", "people of whom something expired", "answers of surveys forgotten")
    assert [each.name for each in DUTIES if each.name in names] == list(names)
    for duty in DUTIES:
        if duty.name in names:
            duty.service(now)


@pytest.mark.both_databases
def test_at_noon_of_the_fourteenth_day_it_closes_by_itself_and_once(over):
    noon = over.ends_at + timedelta(days=13, hours=18)
    assert [closing.close_due(noon + each * DAY, CHANCE) for each in (-1, 0, 1)] == [0, 1, 0]
    gave = figures(over, noon)
    assert gave is not None
    assert (gave.at, gave.eligible, gave.sheets) == (noon, 12, 8)
    assert [each.answers for each in gave.scales] == [8] * 5
    assert (rows_of(SurveyRespondent, over), rows_of(SurveyScore, over), rows_of(SurveyText, over)) == (0, 8, 1)


@pytest.mark.both_databases
def test_the_worker_closes_it_before_the_figures_freeze(over):
    noon = over.ends_at + timedelta(days=13, hours=18)
    pass_in_runs(noon)
    work(noon)
    assert phase(over, noon) is Phase.CLOSED
    both = db.session().execute(sa.text("SELECT f.at = s.at FROM frozen_figures f, survey_figures s")).all()
    assert [bool(each) for (each,) in both] == [True]


def test_by_a_clock_that_has_just_stepped_none_closes(over):
    pass_in_runs(over.ends_at)
    work(over.ends_at + 20 * DAY)
    assert rows_of(FrozenSurvey, over) == 0


def test_what_a_clock_closed_that_was_ahead_counts_for_nothing(over):
    assert closing.close_due(over.ends_at + 4000 * DAY, CHANCE) == 1
    assert phase(over, over.ends_at + DAY) is Phase.OPEN
    assert closing.close_due(over.ends_at + 14 * DAY, CHANCE) == 1


def test_of_a_survey_that_nobody_has_answered_nothing_is_stored(session):
    event = make_event()
    assert closing.close_due(event.ends_at + 15 * DAY, CHANCE) == 0
    assert phase(event, event.ends_at + 15 * DAY) is Phase.CLOSED


def test_an_organiser_closes_it_sooner_in_archives_too_and_the_log_says_who(over):
    archive(over)
    now = over.ends_at + 2 * DAY
    closing.close_now(over.id, CHANCE, Act(TEAM, now))
    assert (phase(over, now), figures(over, now) is not None) == (Phase.CLOSED, True)
    assert db.session().execute(sa.select(AuditEntry.action, AuditEntry.actor, AuditEntry.fields)).all() == [
        ("survey.closed", TEAM, [])
    ]
    with pytest.raises(Refused) as refusal:
        closing.close_now(over.id, CHANCE, Act(TEAM, now + DAY))
    assert refusal.value.code is Refusal.CLOSED


def test_before_the_meeting_is_over_nobody_closes_it(session):
    event = make_event()
    with pytest.raises(Refused) as refusal:
        closing.close_now(event.id, CHANCE, Act(TEAM, event.ends_at - DAY))
    assert refusal.value.code is Refusal.NOT_OPEN


def _shorten(event: Event, days: int) -> None:
    with db.transaction() as session:
        session.get_one(Event, event.id).retention_days = {DataClass.REGISTRATIONS.value: days}


@pytest.mark.promise("P27")
@pytest.mark.both_databases
@pytest.mark.parametrize("days", [183, 5], ids=["after the usual time", "before it would close"])
def test_the_figures_are_the_same_when_everybody_and_every_answer_is_erased(over, days: int, proof: Proof):
    _shorten(over, days)
    content = queries.content_of(queries.survey_row(db.session(), over.id))
    for now in (over.ends_at + each * DAY for each in (4, 14, days + 1, days + 2, 400)):
        pass_in_runs(now)
        work(now)
    gave = figures(over, over.ends_at + 401 * DAY)
    assert gave is not None
    assert (gave.eligible, gave.sheets, [each.answers for each in gave.scales]) == (12, 8, [8] * 5)
    assert [each.question for each in gave.tallies] == list(content.questions)
    assert (rows_of(SurveyScore, over), rows_of(SurveyText, over)) == (0, 0)
    assert queries.numbers(db.session(), over.id) == (0, 0)
    proof.says("all answers of a survey go, and all people", f"the figures of its {gave.sheets} sheets are the same")


def test_of_whoever_is_erased_before_it_closes_the_answer_counts_as_one_of_those_who_were_there(session):
    event = make_event()
    people = guests(event, 5)
    answer_all(event, people, event.ends_at + DAY, CHANCE)
    privacy.erase(event.id, people[0], Act(TEAM, event.ends_at + DAY))
    closing.close_now(event.id, CHANCE, Act(TEAM, event.ends_at + DAY))
    gave = figures(event, event.ends_at + DAY)
    assert gave is not None
    assert (gave.eligible, gave.sheets) == (5, 5)


def test_registrations_that_only_ended_close_no_survey(over):
    now = over.ends_at + 5 * DAY
    with db.transaction() as session:
        session.get_one(Event, over.id).retention_days = {DataClass.ENDED.value: 1}
    make_registration(over, status=Status.DECLINED)
    pass_in_runs(now)
    work(now)
    assert (rows_of(Registration, over), phase(over, now)) == (12, Phase.OPEN)


@pytest.mark.promise("P27", control=True)
@pytest.mark.both_databases
def test_without_closing_they_go_with_the_answers(over, proof: Proof):
    now = over.ends_at + 183 * DAY
    assert closing.forget_answers(now, now, CHANCE, nothing) == 1
    assert figures(over, now) is None
    proof.says("all answers of a survey go, and nothing closes it", "no figures are left")


def test_answers_of_a_meeting_that_was_moved_meanwhile_stay(over):
    now = over.ends_at + 182 * DAY
    assert closing.forget_answers(now, now, CHANCE) == 0
    assert rows_of(SurveyScore, over) == 8
