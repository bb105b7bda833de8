"""Whoever was there says how it was, once, and nothing tells who said what."""

from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from gocluster_events.core import db
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus, Mode
from gocluster_events.meeting.registration.duplicates import services as duplicates
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.codes import Status
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import Survey, SurveyRespondent, SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.phases import Standing
from gocluster_events.post_event.survey.rules.questions import LONGEST_ANSWER, Refusal
from gocluster_events.post_event.survey.rules.sheets import Sheet
from gocluster_events.post_event.survey.services import answering
from tests.support.counting import counted_statements
from tests.support.make import archive, make_event, make_registration
from tests.support.registrants import arrive
from tests.support.surveying import DAY, answer, answer_all, guests, let_in, rows_of, sheet

CHANCE = Random(7)
OWN = ("survey", "survey_score", "survey_text", "survey_respondent")


@pytest.fixture
def over(session) -> Event:
    """A meeting that is over since an hour ago, as far as these tests are concerned."""
    return make_event(slug="tagung")


def after(event: Event, **later: float) -> Any:
    return event.ends_at + timedelta(**(later or {"hours": 1}))


def everything_else() -> dict[str, list[Any]]:
    """All rows of all tables but those of the survey."""
    reading = db.session()
    reading.rollback()
    tables = [each for each in db.Base.metadata.sorted_tables if each.name not in OWN]
    return {each.name: sorted(map(repr, reading.execute(sa.select(each)))) for each in tables}


@pytest.mark.both_databases
def test_an_answer_is_stored_without_time_and_person_and_changes_nothing_else(over):
    person = guests(over, 1)[0]
    before = everything_else()
    answer(over, person, sheet(5, None, 3, text="Mehr Pausen"), after(over), CHANCE)
    assert everything_else() == before
    score, text = db.session().scalars(sa.select(SurveyScore)).one(), db.session().scalars(sa.select(SurveyText)).one()
    assert score.steps == [5, None, 3, None, None, None, None]
    assert (text.place, text.text) == (5, "Mehr Pausen")
    assert score.key != text.key
    assert [row.registration_id for row in db.session().scalars(sa.select(SurveyRespondent))] == [person]
    assert {each.name for model in (SurveyScore, SurveyText) for each in model.__table__.columns} == {
        "key", "event_id", "steps", "place", "text",
    }  # fmt: skip


@pytest.mark.both_databases
def test_what_others_have_said_does_not_leave_the_database_when_one_more_answers(over):
    first, second = guests(over, 2)
    answer(over, first, sheet(4, text="Danke"), after(over), CHANCE)
    with counted_statements() as seen:
        answer(over, second, sheet(5, text="Mehr Pausen"), after(over), CHANCE)
    assert [each for each in seen if each.startswith("SELECT") and "FROM survey_text" in " ".join(each.split())] == []
    assert (rows_of(SurveyScore, over), rows_of(SurveyText, over), rows_of(SurveyRespondent, over)) == (2, 2, 2)


@pytest.mark.both_databases
def test_nobody_answers_twice(over):
    person = guests(over, 1)[0]
    answer(over, person, sheet(5), after(over), CHANCE)
    with pytest.raises(Refused) as refusal:
        answer(over, person, sheet(1), after(over), CHANCE)
    assert refusal.value.code is Refusal.TWICE
    assert rows_of(SurveyScore, over) == 1


def test_who_was_let_in_or_takes_part_online_can_answer_and_nobody_else(over):
    here, away, online = (make_registration(over), make_registration(over), make_registration(over, mode=Mode.ONLINE))
    declined = make_registration(over, mode=Mode.ONLINE, status=Status.DECLINED)
    let_in(over, here)
    people = (here, away, online, declined)
    assert [queries.is_open_to(db.session(), over, each, after(over)) for each in people] == [True, False, True, False]
    with pytest.raises(Refused) as refusal:
        answer(over, away.id, sheet(5), after(over), CHANCE)
    assert refusal.value.code is Refusal.NOT_THERE


def test_who_was_let_in_by_mistake_cannot(over):
    person = make_registration(over)
    let_in(over, person)
    with db.transaction() as session:
        session.execute(sa.text("UPDATE admission SET undone_at = at"))
    assert not queries.is_open_to(db.session(), over, person, after(over))


@pytest.mark.parametrize(
    ("later", "code"),
    [({"seconds": -1}, Refusal.NOT_OPEN), ({"days": 13, "hours": 18}, Refusal.CLOSED)],
    ids=["before the end", "from noon on the fourteenth day"],
)
def test_outside_its_time_nobody_can_answer(over, later, code):
    person = guests(over, 1)[0]
    with pytest.raises(Refused) as refusal:
        answer(over, person, sheet(5), after(over, **later), CHANCE)
    assert refusal.value.code is code
    assert not queries.is_open_to(db.session(), over, db.session().get_one(Registration, person), after(over, **later))


def test_in_an_archived_edition_people_still_answer(over):
    person = guests(over, 1)[0]
    archive(over)
    answer(over, person, sheet(5), after(over, days=13), CHANCE)
    assert rows_of(SurveyScore, over) == 1


def test_in_a_draft_nobody_is_asked(session):
    draft = make_event(status=EventStatus.DRAFT)
    person = make_registration(draft, mode=Mode.ONLINE)
    assert not queries.is_open_to(db.session(), draft, person, after(draft))


def test_an_empty_sheet_is_refused_and_one_of_texts_alone_is_not(over):
    first, second = guests(over, 2)
    with pytest.raises(Refused) as refusal:
        answer(over, first, sheet(), after(over), CHANCE)
    assert refusal.value.code is Refusal.EMPTY
    answer(over, second, sheet(text="Danke"), after(over), CHANCE)
    assert (rows_of(SurveyScore, over), rows_of(SurveyText, over)) == (1, 1)


@pytest.mark.parametrize(
    "strange", [Sheet((5,)), Sheet((6, *[None] * 6)), Sheet((*[None] * 6, "x" * (LONGEST_ANSWER + 1)))]
)
def test_what_answers_other_questions_is_not_stored(over, strange):
    person = guests(over, 1)[0]
    with pytest.raises(Stale):
        answer(over, person, strange, after(over), CHANCE)
    with pytest.raises(Stale):
        answering.answer(over.id, person, sheet(5), 3, CHANCE, after(over))
    assert (rows_of(SurveyScore, over), rows_of(Survey, over)) == (0, 0)


def test_whoever_is_erased_leaves_an_answer_that_nobody_knows_to_be_theirs(over):
    people = guests(over, 2)
    answer_all(over, people, after(over), CHANCE)
    with db.transaction() as session:
        session.execute(sa.delete(Registration).where(Registration.id == people[0]))
    assert (rows_of(SurveyRespondent, over), rows_of(SurveyScore, over)) == (1, 2)


def standings(event: Event, people: tuple[int, ...]) -> list[Standing]:
    """How each of them stands an hour after the end."""
    reading = db.session()
    reading.rollback()
    rows = [reading.get_one(Registration, each) for each in people]
    return [queries.standing(reading, event, row, after(event)) for row in rows]


def merge(event: Event, stays: int, goes: int) -> None:
    duplicates.merge(event.id, stays, goes, Act("o@example.org", after(event)))


@pytest.mark.both_databases
def test_whoever_has_two_registrations_answers_once_however_often_they_are_merged(over):
    first, second, third = (arrive(over, f"{name}@example.org") for name in ("miriam", "m.tannert", "tannert"))
    for each in (first, second, third):
        let_in(over, db.session().get_one(Registration, each))
    answer(over, first, sheet(5), after(over), CHANCE)
    merge(over, second, first)
    assert standings(over, (first, second, third)) == [Standing.NOT_THERE, Standing.DONE, Standing.OPEN]
    merge(over, third, second)
    person = db.session().get_one(Registration, third)
    assert standings(over, (first, second, third)) == [Standing.NOT_THERE, Standing.NOT_THERE, Standing.DONE]
    assert not queries.is_open_to(db.session(), over, person, after(over))
    assert [each.id for each in queries.eligible(db.session(), over.id)] == [third]


@pytest.mark.both_databases
def test_where_the_one_that_was_let_in_is_merged_away_the_one_that_stays_is_asked(over):
    stays, goes = arrive(over, "miriam@example.org"), arrive(over, "m.tannert@example.com")
    let_in(over, db.session().get_one(Registration, goes))
    make_registration(over)  # somebody who did not come
    merge(over, stays, goes)
    assert standings(over, (stays, goes)) == [Standing.OPEN, Standing.NOT_THERE]
    assert [each.id for each in queries.eligible(db.session(), over.id)] == [stays]
    assert queries.numbers(db.session(), over.id) == (1, 0)


def test_before_the_end_and_after_the_closing_hour_the_page_of_the_day_asks_the_database_nothing(over):
    person = make_registration(over, mode=Mode.ONLINE)
    event = db.session().get_one(Event, over.id)
    with counted_statements() as seen:
        for now in (over.ends_at - DAY, over.ends_at + 15 * DAY):
            assert queries.offer_to(db.session(), event, person, now) is None
    assert seen == []


def test_the_offer_tells_how_many_questions_there_are_and_until_when(over):
    person = make_registration(over, mode=Mode.ONLINE)
    offer = queries.offer_to(db.session(), over, person, after(over))
    assert offer is not None
    assert (offer.questions, offer.until.isoformat()) == (7, "2027-05-06T10:00:00+00:00")
