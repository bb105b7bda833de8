"""An item of the programme for which a question stands: whoever says yes has it in their day, and nobody else."""

import pytest

from gocluster_events.core.text import Localized
from gocluster_events.meeting.agenda.rules.codes import Kind
from gocluster_events.meeting.registration.people.rules.questions import NO, YES
from tests.support.booking import item
from tests.support.boxes import words_of
from tests.support.counting import counted_statements
from tests.support.make import PASSWORD, make_member, make_room
from tests.support.programme import plan, publish, slot
from tests.support.questions import RECEPTION, answer, ask, come, questionnaire_of
from tests.support.signing_up import errors, open_my_page

ORGANISER = "organiser@example.org"
NEW = "/de/manage/jahrestagung-2027/registration/questions/new"


@pytest.fixture
def programme(event):
    """A welcome and a reception."""
    hall = make_room(event, name="Landesvertretung").id
    plan(
        event,
        slot(1, title=Localized("Begrüßung"), room=hall),
        slot(2, 600, code="E1", kind=Kind.RECEPTION, title=Localized("Abendempfang"), room=hall),
    )
    publish(event)


@pytest.fixture
def reception(event, programme):
    """The question whether somebody comes to the reception, an item of the programme."""
    return ask(event, RECEPTION, item=item(2))


@pytest.mark.parametrize(
    ("answers", "is_theirs"), [([YES], True), ([NO], False), ([], False)], ids=["yes", "no", "no answer"]
)
def test_whoever_says_yes_has_the_item_in_their_day_on_their_device_and_in_their_calendar(
    visitor, event, reception, answers, is_theirs
):
    person = come(event, "miriam@example.org", *(answer(event, reception, each) for each in answers))
    page = open_my_page(visitor, person).text
    mine = words_of(page.partition('<ol class="plan">')[2].partition("</ol>")[0])
    assert "Begrüßung" in mine
    assert ("Abendempfang" in mine, "Zugesagt" in mine) == (is_theirs, is_theirs)
    copied = visitor.get("/de/my/copy.json").get_json()["days"][0]["rows"]
    assert [row["mark"] for row in copied] == ["", *(["Zugesagt"] if is_theirs else [])]
    address = visitor.get("/de/my/feed").text.partition("/feeds/")[2].partition('"')[0]
    calendar = visitor.get(f"/de/jahrestagung-2027/feeds/{address}").text
    assert ("Begrüßung" in calendar, "Abendempfang" in calendar) == (True, is_theirs)


def test_the_answer_costs_the_page_no_statement(visitor, event, reception):
    person = come(event, "miriam@example.org", answer(event, reception, YES))
    open_my_page(visitor, person)
    with counted_statements() as seen:
        assert "Zugesagt" in visitor.get("/de/my/").text
    assert not [each for each in seen if "FROM answer" in each.replace("\n", " ")]


def test_an_organiser_says_for_which_item_a_question_stands(visitor, event, reception):
    make_member(event, email=ORGANISER)
    visitor.sign_in(ORGANISER, PASSWORD)
    typed = {"label_de": "Kommen Sie zur Begrüßung?", "purpose": "Planung", "retention": "registration"}
    visitor.own_form(NEW).send(**typed, kind="yes_no", item=item(1))
    visitor.own_form(NEW).send(**{**typed, "label_de": "Was möchten Sie essen?"}, kind="line", item=item(1))
    assert [each.item for each in questionnaire_of(event).every] == [item(2), item(1), ""]
    listed = words_of(visitor.get(NEW.removesuffix("/new")).text)
    assert "Wer mit Ja antwortet, kommt zu: E1 Abendempfang, Do., 22. Apr., 19:00–20:00" in listed
    assert visitor.own_form(NEW).send(**typed, kind="yes_no", item=item(9)).status_code != 302


def test_a_question_that_only_the_team_answers_stands_for_no_item(visitor, event, programme):
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    typed = {"label_de": "Kommt zur Begrüßung?", "purpose": "Planung", "retention": "registration", "kind": "yes_no"}
    answered = visitor.own_form(NEW).send(**typed, item=item(1), for_staff="y")
    assert errors(answered) == ["Nur eine Frage, die Teilnehmende beantworten, kann für einen Programmpunkt stehen."]
    assert questionnaire_of(event).every == ()


def test_a_question_keeps_its_item_while_that_has_no_time(visitor, event):
    plan(event, slot(2, None, code="E1", kind=Kind.RECEPTION, title=Localized("Abendempfang"), room=None))
    reception = ask(event, RECEPTION, item=item(2))
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    page = NEW.replace("new", str(reception))
    assert "Ein zurzeit nicht eingeplanter Programmpunkt" in visitor.get(page).text
    visitor.own_form(page).send(label_de="Kommen Sie am Abend?")
    assert [each.item for each in questionnaire_of(event).every] == [item(2)]


@pytest.mark.parametrize("answers", [(), (YES,)])
def test_what_only_the_team_answers_about_somebody_neither_shows_nor_hides_an_item_in_their_day(
    visitor, event, programme, answers
):
    internal = ask(event, RECEPTION, item=item(2), for_staff=True)
    person = come(event, "miriam@example.org", *(answer(event, internal, each) for each in answers))
    mine = words_of(open_my_page(visitor, person).text.partition('<ol class="plan">')[2].partition("</ol>")[0])
    assert ("Abendempfang" in mine, "Zugesagt" in mine) == (True, False)
