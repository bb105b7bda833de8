"""The team's pages of the survey."""

from datetime import timedelta
from io import BytesIO
from random import Random

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from gocluster_events.core import clock, db
from gocluster_events.core.access import Role
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.post_event.survey import queries
from gocluster_events.post_event.survey.models import SurveyText
from gocluster_events.post_event.survey.rules.questions import USUAL, Content, Refusal
from gocluster_events.post_event.survey.services import closing, setting
from tests.support.make import archive, make_event, make_member, move_event
from tests.support.surveying import answer, answer_all, guests, rows_of, sheet

PAGE = "/de/manage/tagung/survey"
ORGANISER, STAFF = "organiser@example.org", "staff@example.org"
CHANCE = Random(9)


@pytest.fixture
def over(session) -> Event:
    """A meeting that ended yesterday."""
    now, event = clock.now(), make_event(slug="tagung")
    move_event(event.id, now - timedelta(hours=30), now - timedelta(hours=24))
    make_member(event, email=ORGANISER)
    make_member(event, Role.STAFF, email=STAFF)
    return db.session().get_one(Event, event.id)


def close(event: Event) -> None:
    closing.close_now(event.id, CHANCE, Act(ORGANISER, clock.now()))


def test_while_it_runs_the_page_tells_how_many_may_answer_and_how_many_have_from_five_on(visitor, over):
    people = guests(over, 9)
    answer_all(over, people[:4], clock.now(), CHANCE)
    visitor.enter(STAFF)
    page = visitor.get(PAGE).text
    assert ("9 Personen können bis" in page, "wird ab fünf gezeigt" in page, "4 haben" in page) == (True, True, False)
    answer_all(over, people[4:5], clock.now(), CHANCE)
    page = visitor.get(PAGE).text
    assert ("5 haben geantwortet." in page, "wird ab fünf gezeigt" in page) == (True, False)
    assert "auf jeden Fall" not in page.partition("Was gefragt wird")[0]


def test_closed_it_shows_figures_to_staff_and_texts_to_organisers_alone(visitor, over):
    people = guests(over, 8)
    answer_all(over, people[:7], clock.now(), CHANCE, step=5)
    answer(over, people[7], sheet(5, 5, 5, 5, 5, text="Mehr Pausen"), clock.now(), CHANCE)
    visitor.enter(ORGANISER)
    assert visitor.own_form(f"{PAGE}/close").send().location == PAGE
    page = visitor.get(PAGE).text
    assert ("8 von 8 haben geantwortet" in page, "4 oder 5: 100 Prozent" in page) == (True, True)
    assert ("Mehr Pausen" in page, "In zufälliger Reihenfolge" in page) == (True, True)
    assert "Umfrage geschlossen" in visitor.get("/de/manage/tagung/audit").text
    visitor.enter(STAFF)
    page = visitor.get(PAGE).text
    assert ("4 oder 5: 100 Prozent" in page, "Mehr Pausen" in page, "survey.xlsx" in page) == (True, False, False)


def test_of_four_sheets_nothing_is_shown(visitor, over):
    people = guests(over, 8)
    for each in people[:4]:
        answer(over, each, sheet(1, text="Nicht gut"), clock.now(), CHANCE)
    close(over)
    visitor.enter(ORGANISER)
    page = visitor.get(PAGE).text
    assert ("Zu wenige Antworten" in page, "Nicht gut" in page, "<table" in page) == (True, False, False)
    sheets = load_workbook(BytesIO(visitor.get(f"{PAGE}.xlsx").data))
    cells = [cell.value for sheet_of in sheets for row in sheet_of.iter_rows() for cell in row]
    assert not {4, "Nicht gut"} & set(cells)


def test_the_workbook_has_the_figures_and_the_texts_as_they_were_typed(visitor, over):
    people = guests(over, 6)
    answer_all(over, people[:5], clock.now(), CHANCE, step=5)
    answer(over, people[5], sheet(5, 5, 5, 5, 4, text="=1+1"), clock.now(), CHANCE)
    close(over)
    visitor.enter(ORGANISER)
    book = load_workbook(BytesIO(visitor.get(f"{PAGE}.xlsx").data))
    overview = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=3)]
    assert overview[0] == ["Frage", "Antworten", "Prozent 4 und 5"]
    assert overview[1] == [USUAL.questions[0].text.de, 6, 100]
    assert [cell.value for cell in book.worksheets[2]["B"]][3:] == [0, 0, 0, 0, 6, 6]
    texts = book.worksheets[7]["A4"]
    assert (texts.value, texts.data_type) == ("=1+1", "s")


def test_a_text_that_names_somebody_is_deleted_and_the_log_says_by_whom(visitor, over):
    people = guests(over, 5)
    for each in people:
        answer(over, each, sheet(4, text="Frau Muster war unhöflich"), clock.now(), CHANCE)
    close(over)
    key = db.session().scalars(sa.select(SurveyText.key)).first()
    visitor.enter(ORGANISER)
    address = f"{PAGE}/texts/{key}/removal"
    assert "Frau Muster war unhöflich" in visitor.get(address).text
    assert visitor.own_form(address).send().location == PAGE
    assert (rows_of(SurveyText, over), visitor.get(address).status_code) == (4, 410)
    assert "Freier Text der Umfrage gelöscht" in visitor.get("/de/manage/tagung/audit").text


def test_before_it_closes_nobody_opens_a_text(visitor, over):
    answer(over, guests(over, 1)[0], sheet(4, text="Danke"), clock.now(), CHANCE)
    key = db.session().scalars(sa.select(SurveyText.key)).one()
    visitor.enter(ORGANISER)
    assert visitor.get(f"{PAGE}/texts/{key}/removal").status_code == 410


def test_the_questions_are_changed_added_and_left_out_in_both_languages(visitor, over):
    visitor.enter(ORGANISER)
    form = visitor.own_form(f"{PAGE}/questions")
    emptied = {f"row1_{name}": "" for name in ("text_de", "text_en", "low_de", "low_en", "high_de", "high_en")}
    new = {"row7_kind": "text", "row7_text_de": "Noch etwas?", "row7_text_en": "Anything else?"}
    assert form.send(row0_text_de="War es nützlich?", **emptied, **new).location == PAGE
    db.session().rollback()
    content = queries.content_of(queries.survey_row(db.session(), over.id))
    assert [each.text.de for each in content.questions] == [
        "War es nützlich?", *(each.text.de for each in USUAL.questions[2:]), "Noch etwas?",
    ]  # fmt: skip
    assert content.questions[-1].text.en == "Anything else?"
    assert "Umfrage geändert" in visitor.get("/de/manage/tagung/audit").text


def test_a_question_needs_german_words_and_a_scale_its_ends(visitor, over):
    visitor.enter(ORGANISER)
    page = visitor.own_form(f"{PAGE}/questions").send(row0_text_de="", row1_low_de="")
    assert page.status_code == 200
    assert "Schreiben Sie die Frage auch auf Deutsch." in page.text
    assert "was dieses Ende der Skala bedeutet" in page.text
    assert queries.survey_row(db.session(), over.id) is None


def test_once_somebody_has_answered_nothing_of_it_changes_and_the_page_says_why(visitor, over):
    visitor.enter(ORGANISER)
    form = visitor.own_form(f"{PAGE}/questions")
    answer(over, guests(over, 1)[0], sheet(4), clock.now(), CHANCE)
    assert "Es hat schon jemand geantwortet" in form.send(row0_text_de="Anders?").text
    page = visitor.get(f"{PAGE}/questions").text
    assert ("Es hat schon jemand geantwortet" in page, 'name="row0_text_de"' in page) == (True, False)
    assert "Umfrage ändern" not in visitor.get(PAGE).text


def test_two_colleagues_see_each_others_texts(over):
    act = Act(ORGANISER, clock.now())
    setting.set_survey(over.id, Content(USUAL.intro, USUAL.questions[:3]), 0, act)
    with pytest.raises(Stale):
        setting.set_survey(over.id, Content(USUAL.intro, USUAL.questions[:2]), 0, act)


def test_a_survey_without_questions_is_refused_unless_it_is_switched_off(over):
    act = Act(ORGANISER, clock.now())
    with pytest.raises(Refused) as refusal:
        setting.set_survey(over.id, Content(USUAL.intro, ()), 0, act)
    assert refusal.value.code is Refusal.NO_QUESTION
    setting.set_survey(over.id, Content(USUAL.intro, (), is_on=False), 0, act)


def test_switched_off_nobody_is_asked_and_the_page_offers_to_change_that(visitor, over):
    act = Act(ORGANISER, clock.now())
    setting.set_survey(over.id, Content(USUAL.intro, USUAL.questions, is_on=False), 0, act)
    visitor.enter(ORGANISER)
    page = visitor.get(PAGE).text
    assert ("Niemand wird gefragt." in page, "Umfrage ändern" in page, "Jetzt schließen" in page) == (True, True, False)


def test_in_an_archived_edition_the_survey_is_still_set_and_closed(visitor, over):
    archive(over)
    visitor.enter(ORGANISER)
    assert visitor.own_form(f"{PAGE}/questions").send(row0_text_de="Und?").location == PAGE
    assert visitor.own_form(f"{PAGE}/close").send().location == PAGE
    assert "niemand hat geantwortet" not in visitor.get(PAGE).text


def test_a_copy_asks_the_same_and_has_no_answer(over):
    own = Content(USUAL.intro, (*USUAL.questions[:6], USUAL.questions[5]))
    setting.set_survey(over.id, own, 0, Act(ORGANISER, clock.now()))
    answer_all(over, guests(over, 5), clock.now(), CHANCE)
    copied = make_event()
    with db.transaction() as session:
        setting.copy(session, over.id, copied.id)
    session = db.session()
    assert queries.content_of(queries.survey_row(session, copied.id)) == own
    assert (queries.numbers(session, copied.id), queries.is_locked(session, copied.id)) == ((0, 0), False)
