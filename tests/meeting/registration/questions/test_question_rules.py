"""What an edition asks: demands of the form's fields, questions with conditions, and which answers count."""

import datetime as dt
from typing import Any

import pytest

from gocluster_events.core.errors import Refused
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.rules.edition import FederalState, Mode
from gocluster_events.meeting.registration.people.rules.answers import answer_document, read_answer
from gocluster_events.meeting.registration.people.rules.codes import ActorType, Refusal
from gocluster_events.meeting.registration.people.rules.entry import (
    SignUp,
    answers_in,
    document,
    is_same,
    private,
    read,
    sign_up_in,
)
from gocluster_events.meeting.registration.people.rules.fields import (
    CORE,
    USUAL,
    Identity,
    Needs,
    PersonalData,
    Requirement,
    allowed,
    requirements,
    stored,
)
from gocluster_events.meeting.registration.people.rules.questions import (
    NO,
    YES,
    Answer,
    Condition,
    Option,
    Question,
    QuestionKind,
    Questionnaire,
    applicable,
    check_answers,
    counted,
    unanswered,
)

ENTRY = PersonalData(
    first_name="Miriam", last_name="Tannert", email="miriam@example.org", organisation="Musternetzwerk",
    actor_type=ActorType.CLUSTER, state=FederalState.SN, mode=Mode.ONSITE, language="de",
)  # fmt: skip
TOURS = (Option("a", Localized("Hafen"), places=2), Option("b", Localized("Werk")))


def question(number: int, kind: QuestionKind = QuestionKind.YES_NO, **changes: Any) -> Question:
    return Question(id=number, version_id=number * 10, kind=kind, label=Localized(f"Frage {number}"), **changes)


def chose(number: int, *options: str) -> Answer:
    return Answer(question_id=number, version_id=number * 10, options=options)


def wrote(number: int, text: str) -> Answer:
    return Answer(question_id=number, version_id=number * 10, text=text)


def given(*answers: Answer) -> dict[int, Answer]:
    return {answer.question_id: answer for answer in answers}


COMES = question(1)
TOUR = question(2, QuestionKind.ONE_OF, options=TOURS, condition=Condition(1, frozenset({YES})), is_mandatory=True)
SHOES = question(3, QuestionKind.NUMBER, condition=Condition(2, frozenset({"b"})))
EXCURSION = (COMES, TOUR, SHOES)


def test_an_edition_that_says_nothing_asks_the_usual_form():
    assert requirements({}) == USUAL
    assert {field for field, demand in USUAL.items() if demand is Requirement.OFF} == {
        "postal_address",
        "birth_date",
        "birth_place",
    }


def test_only_what_differs_from_the_usual_form_is_stored():
    core = requirements({"phone": "mandatory", "title": "optional", "diet": "off"})
    assert stored(core) == {"phone": "mandatory", "diet": "off"}
    assert requirements(stored(core)) == core


def test_nobody_can_be_made_to_tell_about_their_health_or_to_agree():
    voluntary = {field for field in CORE if Requirement.MANDATORY not in allowed(field)}
    assert {"diet", "intolerances", "support", "list_name"} <= voluntary
    assert requirements({"intolerances": "mandatory", "nonsense": "off"}) == USUAL


def test_without_the_name_in_the_list_the_address_is_not_asked_either():
    assert requirements({"list_name": "off"})["list_email"] is Requirement.OFF


def test_a_question_is_asked_of_those_who_gave_the_answer_that_it_depends_on():
    assert applicable(EXCURSION, given(chose(1, YES), chose(2, "b"))) == EXCURSION
    assert applicable(EXCURSION, given(chose(1, YES), chose(2, "a"))) == (COMES, TOUR)
    assert applicable(EXCURSION, {}) == (COMES,)


def test_an_answer_to_a_question_that_is_not_asked_opens_no_other():
    assert applicable(EXCURSION, given(chose(1, NO), chose(2, "b"))) == (COMES,)


def test_one_of_some_answers_is_enough():
    some = question(1, QuestionKind.SOME_OF, options=TOURS)
    after = question(2, condition=Condition(1, frozenset({"a", "b"})))
    assert applicable((some, after), given(chose(1, "b"))) == (some, after)


def test_a_question_whose_condition_is_gone_is_asked_of_everybody():
    assert applicable((TOUR,), {}) == (TOUR,)


def test_answers_count_only_where_somebody_is_asked():
    answers = given(chose(1, NO), chose(2, "a"), Answer(question_id=3, version_id=30, number=42))
    assert counted(EXCURSION, answers) == (chose(1, NO),)


def test_a_conditional_question_must_be_answered_only_where_it_is_asked():
    assert unanswered(EXCURSION, (chose(1, NO),)) == ()
    assert unanswered(EXCURSION, (chose(1, YES),)) == (TOUR,)


def test_an_option_that_is_no_longer_offered_is_no_answer():
    assert unanswered(EXCURSION, (chose(1, YES), chose(2, "gone"))) == (TOUR,)


@pytest.mark.parametrize(("taken", "refusal"), [(1, None), (2, Refusal.OPTION_FULL), (3, Refusal.OPTION_FULL)])
def test_an_option_has_as_many_places_as_it_says(taken: int, refusal: Refusal | None):
    questionnaire = Questionnaire(every=EXCURSION, taken={(2, "a"): taken})
    assert refused(questionnaire, chose(1, YES), chose(2, "a")) is refusal
    assert refused(questionnaire, chose(1, YES), chose(2, "b")) is None


def test_a_question_that_came_meanwhile_must_be_answered():
    assert refused(Questionnaire(every=(question(9, is_mandatory=True),))) is Refusal.QUESTIONS_CHANGED


def test_participants_are_not_asked_what_the_team_is_asked():
    internal = question(9, QuestionKind.LINE, for_staff=True, is_mandatory=True)
    questionnaire = Questionnaire(every=(*EXCURSION, internal))
    assert (questionnaire.questions, questionnaire.internal) == (EXCURSION, (internal,))
    assert refused(questionnaire) is None


def refused(current: Questionnaire, *answers: Answer) -> object:
    try:
        check_answers(current, answers)
    except Refused as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    "answer",
    [
        wrote(1, "Über Gleis 3"),
        chose(1, "a", "b"),
        Answer(question_id=1, version_id=10, number=0),
        Answer(question_id=1, version_id=10, date=dt.date(2027, 4, 22)),
    ],
)
def test_an_answer_comes_back_from_its_document(answer: Answer):
    assert read_answer(answer_document(answer)) == answer
    assert bool(answer)


def test_what_is_kept_apart_comes_back_from_one_document():
    identity = Identity(birth_date=dt.date(1980, 2, 29), birth_place="Görlitz")
    sign_up = SignUp(ENTRY, Needs(intolerances="Nüsse"), (chose(1, YES),), identity)
    parts = private(sign_up.needs, sign_up.answers, sign_up.identity)
    assert sign_up_in(read(PersonalData, document(ENTRY)), parts) == sign_up
    assert (read(Needs, parts), read(Identity, parts), answers_in(parts)) == (sign_up.needs, identity, sign_up.answers)


def test_an_old_document_of_needs_is_still_read():
    assert sign_up_in(ENTRY, document(Needs(intolerances="Nüsse"))) == SignUp(ENTRY, Needs(intolerances="Nüsse"))


def test_the_same_answers_are_the_same_intention_in_whatever_order_and_wording():
    first = SignUp(ENTRY, Needs(), (chose(1, YES), chose(2, "a", "b")))
    reworded = Answer(question_id=1, version_id=77, options=(YES,))
    assert is_same(first, SignUp(ENTRY, Needs(), (chose(2, "b", "a"), reworded)))
    assert not is_same(first, SignUp(ENTRY, Needs(), (chose(1, NO),)))
