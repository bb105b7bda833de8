"""The page on which somebody says how it was."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from gocluster_events.core import clock, db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import SurveyScore, SurveyText
from gocluster_events.post_event.survey.rules.questions import USUAL, Content
from gocluster_events.post_event.survey.services import setting
from tests.support.make import make_event, make_registration, move_event
from tests.support.signing_up import open_my_page
from tests.support.surveying import rows_of

PAGE = "/de/my/survey"
PROMISE = "Das Team kann Antworten nicht zuordnen."


@pytest.fixture
def over(session) -> Event:
    """A meeting that ended an hour ago."""
    now = clock.now()
    event = make_event(slug="tagung")
    move_event(event.id, now - timedelta(hours=9), now - timedelta(hours=1))
    return db.session().get_one(Event, event.id)


@pytest.fixture
def miriam(visitor, over) -> int:
    """Somebody who took part online, and whose page is open."""
    person = make_registration(over, mode=Mode.ONLINE, last_name="Tannert").id
    open_my_page(visitor, person)
    return person


def test_what_is_sent_is_stored_once_and_thanked_for(visitor, over, miriam):
    form = visitor.own_form(PAGE)
    answer = form.send(answer0="5", answer2="3", answer5="  Mehr Pausen\r\n")
    assert (answer.status_code, answer.location) == (302, PAGE)
    page = visitor.get(PAGE).text
    assert ("Danke für Ihre Antworten" in page, PROMISE in page, "<form" in page) == (True, False, False)
    assert "Das Team kann Antworten nicht zuordnen, deshalb lassen sie sich nicht ändern" in page
    again = form.send(answer0="1")
    assert (again.status_code, "Danke für Ihre Antworten" in again.text) == (200, True)
    assert (rows_of(SurveyScore, over), rows_of(SurveyText, over)) == (1, 1)
    score, text = db.session().scalars(sa.select(SurveyScore)).one(), db.session().scalars(sa.select(SurveyText)).one()
    assert (score.steps[:3], text.text) == ([5, None, 3], "Mehr Pausen")
    assert not db.session().scalars(sa.select(AuditEntry).where(AuditEntry.action.startswith("survey"))).all()


def test_the_page_says_what_it_can_promise_and_until_when(visitor, over, miriam):
    page = visitor.get(PAGE).text
    until = over.ends_at + timedelta(days=14)
    assert PROMISE in page
    assert f"Bis {until.day}. " in page
    assert page.count('type="radio"') == 5 * 6
    assert all(each.text.de in page for each in USUAL.questions)


def test_an_empty_sheet_is_refused_with_a_sentence(visitor, over, miriam):
    page = visitor.own_form(PAGE).send()
    assert (page.status_code, rows_of(SurveyScore, over)) == (200, 0)
    assert "Beantworten Sie mindestens eine Frage" in page.text


def test_what_is_typed_stays_when_something_is_wrong(visitor, over, miriam):
    page = visitor.own_form(PAGE).send(answer1="4", answer5="x" * 2001, answer6="Bleibt stehen")
    assert (page.status_code, rows_of(SurveyScore, over)) == (200, 0)
    again = visitor.form_in(page).form.fields
    assert (again["answer1"], again["answer6"]) == (["4"], ["Bleibt stehen"])
    assert "höchstens 2000 Zeichen" in page.text


def test_a_step_that_is_none_is_refused(visitor, over, miriam):
    page = visitor.own_form(PAGE).send(answer0="9")
    assert (page.status_code, rows_of(SurveyScore, over)) == (200, 0)


def test_whoever_opened_the_page_before_the_team_changed_it_sees_the_new_questions(visitor, over, miriam):
    form = visitor.own_form(PAGE)
    other = Content(USUAL.intro, USUAL.questions[:2])
    setting.set_survey(over.id, other, 0, Act("organiser@example.org", clock.now()))
    page = form.send(answer0="4")
    assert (page.status_code, rows_of(SurveyScore, over)) == (409, 0)
    assert "Das Team hat die Fragen geändert" in page.text
    assert visitor.form_in(page).send().location == PAGE
    assert rows_of(SurveyScore, over) == 1


def test_who_was_not_there_reads_so(visitor, over):
    open_my_page(visitor, make_registration(over).id)
    page = visitor.get(PAGE).text
    assert ("wer eingelassen wurde oder online bestätigt war" in page, "<form" in page) == (True, False)
    assert visitor.press(PAGE, seen="0", answer0="5").status_code == 200
    assert rows_of(SurveyScore, over) == 0


def test_before_the_end_the_page_says_that_it_opens_then(visitor, session):
    event = make_event(slug="tagung")
    open_my_page(visitor, make_registration(event, mode=Mode.ONLINE).id)
    assert "öffnet, sobald die Veranstaltung vorbei ist" in visitor.get(PAGE).text


def test_until_it_closes_my_data_tell_that_one_has_answered(visitor, over, miriam):
    assert "Sie haben die Umfrage beantwortet" not in visitor.get("/de/my/data").text
    visitor.own_form(PAGE).send(answer0="5")
    page = visitor.get("/de/my/data").text
    assert ("Sie haben die Umfrage beantwortet" in page, "Damit jede Person nur einmal antwortet" in page) == (
        True,
        True,
    )
    assert '"survey_sent": true' in visitor.get("/de/my/data.json").text


def test_the_questions_are_asked_in_the_language_of_the_page(visitor, over, miriam):
    page = visitor.get("/en/my/survey").text
    assert "Would you come again?" in page
    assert queries.content_of(None).questions[4].text.en in page
