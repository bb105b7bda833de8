"""Participants are asked an edition's own questions, lose nothing that they typed, and see what they answered."""

import html
import re

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import text
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import Registration
from gocluster_events.meeting.registration.people.rules.questions import QuestionKind
from gocluster_events.meeting.registration.sign_up.models import Draft, DraftNeeds
from tests.security.corpus import texts
from tests.support.make import make_member
from tests.support.proving import Proof
from tests.support.questions import ORGANISER, TOURS, ask, ask_tour, questionnaire_of
from tests.support.registrants import prove
from tests.support.signing_up import PAGE, errors, fill_in, open_my_page, page_of
from tests.support.visitor import OpenForm, Visitor

NO_NUMBER = "Geben Sie eine ganze Zahl mit höchstens neun Ziffern ein, zum Beispiel 12."


@pytest.fixture
def organiser(event: Event, visitor: Visitor) -> Visitor:
    make_member(event, email=ORGANISER)
    visitor.enter(ORGANISER)
    return visitor


def edit(organiser: Visitor, path: str) -> OpenForm:
    """The form of a page of management, which also has a button for signing out."""
    return organiser.own_form(path)


def manage(event: Event, place: str = "") -> str:
    return f"/de/manage/{event.slug}/registration/questions{place}"


def refused_at_field(page: str) -> list[str]:
    return re.findall(r'<li><a href="#([a-z_0-9]+)">', page)


def test_a_conditional_question_is_demanded_only_of_those_whom_it_is_for(visitor: Visitor, event: Event):
    comes, tour = ask_tour(event)
    first = f"/de/{event.slug}/register"
    assert "Nur wenn Sie oben bei „Kommen Sie zur Exkursion?“ mit „Ja“ geantwortet haben." in html.unescape(
        visitor.get(first).text
    )
    refused = visitor.form(first).send(**PAGE, **{f"q{comes}": "yes"}, remark="Bis bald")
    assert (errors(refused), "Bis bald" in refused.text) == (["Welche Exkursion? Wählen Sie eine der Antworten."], True)
    check = visitor.form_in(refused).send(**{f"q{comes}": "no", f"q{tour}": "o1"}).location
    page = visitor.get(check).text
    assert ("Kommen Sie zur Exkursion?" in page, "Hafenrundfahrt" in page) == (True, False)


def test_an_option_that_is_full_says_so_and_is_refused(visitor: Visitor, event: Event, session: Session):
    comes, tour = ask_tour(event)
    chosen = {f"q{comes}": "yes", f"q{tour}": "o1"}
    check = fill_in(visitor, event, **chosen)
    second = page_of(check)
    other = visitor.application.test_client()
    assert isinstance(other, Visitor)
    theirs = fill_in(other, event, email="quick@example.org", **chosen)
    assert other.form(theirs).send().status_code == 302
    late = visitor.form(check).send()
    assert (late.status_code, errors(late)) == (
        200,
        ["Welche Exkursion? Die gewählte Antwort ist inzwischen ausgebucht. Bitte wählen Sie eine andere."],
    )
    page = visitor.get(second).text
    assert re.search(rf'<input[^>]*disabled[^>]*name="q{tour}"[^>]*value="o1"', page)
    assert "Hafenrundfahrt (ausgebucht)" in page
    again = visitor.form(second).send(**chosen, remark="Bis bald")
    assert (errors(again), "Bis bald" in again.text) == (
        ["Welche Exkursion? Diese Antwort ist ausgebucht. Wählen Sie eine andere."],
        True,
    )
    visitor.form(second).send(**{**chosen, f"q{tour}": "o2"})
    assert visitor.form(check).send().status_code == 302
    session.rollback()
    assert session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 2


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        (QuestionKind.NUMBER, "zwölf", NO_NUMBER),
        (QuestionKind.NUMBER, "1e309", NO_NUMBER),
        (QuestionKind.DATE, "morgen", "Geben Sie ein Datum ein, zum Beispiel 22.04.2027."),
        (QuestionKind.DATE, "0001-01-01", "Prüfen Sie das Datum: Es liegt zu weit entfernt."),
        (QuestionKind.ONE_OF, "o9", "Wählen Sie eine Option aus."),
        (QuestionKind.SOME_OF, "o9", "Wählen Sie eine Option aus."),
        (QuestionKind.YES_NO, "maybe", "Wählen Sie eine Option aus."),
        (QuestionKind.LINE, "x" * 201, "Kürzen Sie diesen Text auf höchstens 200 Zeichen."),
        (QuestionKind.TEXT, "x" * 2001, "Kürzen Sie diesen Text auf höchstens 2000 Zeichen."),
    ],
)
def test_an_answer_that_is_none_is_refused_at_its_question(
    visitor: Visitor, event: Event, kind: QuestionKind, typed: str, sentence: str
):
    question = ask(event, "Und?", kind, options=TOURS if kind.value.endswith("_of") else ())
    answer = visitor.form(f"/de/{event.slug}/register").send(**PAGE, **{f"q{question}": typed}, remark="Bis bald")
    assert (errors(answer), "Bis bald" in answer.text) == ([f"Und? {sentence}"], True)
    if not kind.value.endswith("_of") and kind is not QuestionKind.YES_NO:
        assert typed in answer.text


@pytest.mark.promise("P11")
@pytest.mark.parametrize("kind", [QuestionKind.LINE, QuestionKind.TEXT])
def test_hostile_texts_are_kept_as_typed_or_refused_at_the_question(
    visitor: Visitor, event: Event, session: Session, kind: QuestionKind, proof: Proof
):
    question = ask(event, "Und?", kind)
    second = page_of(fill_in(visitor, event))
    token = visitor.form(second).form.fields["csrf_token"][0]
    entry = visitor.form(second).form.fields.get("entry", [""])[0]
    wrong = []
    strings = proof.random.sample(texts(), proof.size(15, len(texts())))
    for typed in strings:
        sent = {**PAGE, "csrf_token": token, "entry": entry, f"q{question}": typed}
        answer = visitor.post(second, data=sent)
        if answer.status_code == 302:
            session.rollback()
            (document,) = session.scalars(sa.select(DraftNeeds.needs)).one()
            answers = [each["text"] for each in document.get("answers", [])]
            if answers != ([text.tidy(typed)] if text.tidy(typed) else []):
                wrong.append(typed[:80])
        elif {re.sub(r"\d", "", each) for each in refused_at_field(answer.text)} != {"q"}:
            wrong.append(typed[:80])
    assert wrong == []
    assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 1
    proof.says(f"{len(strings)} strings for an answer to a question", "kept as typed or refused there")


def test_a_person_sees_their_answers_and_never_the_teams(organiser: Visitor, event: Event, session: Session):
    comes, tour = ask_tour(event)
    ask(event, "Hotel gebucht", QuestionKind.LINE, for_staff=True)
    assert "Hotel gebucht" not in organiser.get(f"/de/{event.slug}/register").text
    check = fill_in(organiser, event, **{f"q{comes}": "yes", f"q{tour}": "o2"})
    organiser.form(check).send()
    session.rollback()
    person = session.scalars(sa.select(Registration.id)).one()
    hotel = questionnaire_of(event).internal[0].id
    internal = f"/de/manage/{event.slug}/registration/{person}/internal"
    edit(organiser, internal).send(**{f"q{hotel}": "Hotel Beispiel"})
    assert 'value="Hotel Beispiel"' in organiser.get(internal).text
    prove(event, person)
    mine = open_my_page(organiser, person).text + organiser.get("/de/my/details/participation").text
    assert ("Werksbesuch" in mine, "Hotel Beispiel" in mine) == (True, False)


def test_whoever_need_not_answer_yes_or_no_finds_nothing_chosen_and_may_leave_it(visitor: Visitor, event: Event):
    comes, tour = ask(event), ask(event, "Welche Führung?", QuestionKind.ONE_OF, options=TOURS)
    page = visitor.get(f"/de/{event.slug}/register").text
    assert re.findall(r'name="(q\d+)"[^>]*type="radio" value=""', page) == [f"q{tour}"]
    assert re.findall(rf'checked[^>]*name="q{comes}"', page) == []
    assert fill_in(visitor, event).endswith("/check")
