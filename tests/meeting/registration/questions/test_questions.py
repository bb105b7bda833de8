"""An edition's own questions: their wordings, whose places are taken, and what stays readable."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core import db
from gocluster_events.core.accounts.models import AuditEntry
from gocluster_events.core.act import Act
from gocluster_events.core.errors import Stale
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import EventStatus
from gocluster_events.meeting.registration.people.models import (
    AnswerRow,
    ProtectedIdentity,
    QuestionVersion,
    Registration,
)
from gocluster_events.meeting.registration.people.queries import people, questions
from gocluster_events.meeting.registration.people.rules.codes import Refusal, Retention, Status
from gocluster_events.meeting.registration.people.rules.entry import SignUp
from gocluster_events.meeting.registration.people.rules.fields import Identity, Needs, Requirement, requirements
from gocluster_events.meeting.registration.people.rules.questions import Answer, Option, QuestionKind, fingerprint
from gocluster_events.meeting.registration.questions import services as questions_services
from gocluster_events.meeting.registration.sign_up.services import proving, registering
from tests.support.make import make_event
from tests.support.questions import COMES, ORGANISER, TOURS, answer, ask, ask_tour, questionnaire_of, wording
from tests.support.refusal import refusal
from tests.support.registrants import CHANCE, HOUR, arrive, cancel, outbox, prove, row_of, sign_up
from tests.support.settings import NOW

pytestmark = pytest.mark.both_databases


@pytest.fixture
def meeting(session: Session) -> Event:
    return make_event()


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """The statements of the block."""
    log: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        log.append(statement)

    sa.event.listen(db.db.engine, "before_cursor_execute", listen)
    try:
        yield log
    finally:
        sa.event.remove(db.db.engine, "before_cursor_execute", listen)


def register(event: Event, email: str, *answers: Answer, now: dt.datetime = NOW, **details: Any) -> int:
    """The id of the address's registration, with these answers."""
    event_id, typed = event.id, sign_up(email, **details)
    with db.transaction() as writing:
        return registering.register_in(writing, event_id, replace(typed, answers=answers), now, CHANCE).id


def answers_of(registration_id: int) -> list[tuple[str, str, tuple[str, ...]]]:
    """What was answered: the question as it was asked, the text, and the words of the chosen options."""
    db.session().rollback()
    return [
        (question.label.de, given.text, tuple(each.label.de for each in question.options if each.id in given.options))
        for question, given in questions.answered(db.session(), registration_id)
    ]


def on_tour(event: Event, email: str, option: str = "o1", **options: Any) -> int:
    """Somebody who comes along on a tour; the first has one place."""
    comes, tour = (each.id for each in questionnaire_of(event).every)
    return register(event, email, answer(event, comes, "yes"), answer(event, tour, option), **options)


def test_an_edition_without_questions_asks_the_usual_form_in_no_statement(meeting: Event, session: Session):
    event = session.get_one(Event, meeting.id)
    with statements(session) as counted:
        assert questions.questionnaire(session, event).every == ()
    assert counted == []


def test_questions_and_places_are_read_in_two_statements(meeting: Event, session: Session):
    ask_tour(meeting)
    session.rollback()
    event = session.get_one(Event, meeting.id)
    with statements(session) as counted:
        assert [each.kind for each in questions.questionnaire(session, event).every] == [
            QuestionKind.YES_NO,
            QuestionKind.ONE_OF,
        ]
    assert len(counted) == 2


def test_answers_of_every_kind_are_kept_as_they_were_given(meeting: Event, session: Session):
    kinds = {kind: ask(meeting, kind.value, kind, options=TOURS if "of" in kind.value else ()) for kind in QuestionKind}
    given = (
        answer(meeting, kinds[QuestionKind.LINE], text="Gleis 3"),
        answer(meeting, kinds[QuestionKind.TEXT], text="Zwei\nZeilen"),
        answer(meeting, kinds[QuestionKind.YES_NO], "no"),
        answer(meeting, kinds[QuestionKind.ONE_OF], "o2"),
        answer(meeting, kinds[QuestionKind.SOME_OF], "o1", "o2"),
        answer(meeting, kinds[QuestionKind.NUMBER], number=0),
        answer(meeting, kinds[QuestionKind.DATE], date=dt.date(2027, 4, 21)),
    )
    row = row_of(register(meeting, "miriam@example.org", *given))
    assert people.sign_up_of(session, row).answers == given


def test_an_old_answer_stays_under_the_words_it_was_given_to(meeting: Event):
    question = ask(meeting, "Welche Führung?", QuestionKind.ONE_OF, options=TOURS)
    before = register(meeting, "before@example.org", answer(meeting, question, "o1"))
    harbour = Option("o1", Localized("Hafen bei Nacht"), places=5)
    reworded = wording("Welche Exkursion?", QuestionKind.ONE_OF, options=(harbour, Option("", Localized("Museum"))))
    questions_services.change_question(meeting.id, question, reworded, 1, Act(ORGANISER, NOW))
    after = register(meeting, "after@example.org", answer(meeting, question, "o1"))
    assert answers_of(before) == [("Welche Führung?", "", ("Hafenrundfahrt",))]
    assert answers_of(after) == [("Welche Exkursion?", "", ("Hafen bei Nacht",))]
    assert questionnaire_of(meeting).taken == {(question, "o1"): 2}
    assert [option.id for option in questionnaire_of(meeting).every[0].options] == ["o1", "o3"]


def test_saving_a_question_unchanged_makes_no_version(meeting: Event, session: Session):
    question = ask(meeting, "Welche Führung?", QuestionKind.ONE_OF, options=TOURS)
    same = questionnaire_of(meeting).every[0]
    questions_services.change_question(
        meeting.id,
        question,
        wording("Welche Führung?", QuestionKind.ONE_OF, options=same.options),
        1,
        Act(ORGANISER, NOW),
    )
    assert session.scalar(sa.select(sa.func.count()).select_from(QuestionVersion)) == 1


def test_a_colleague_who_saved_first_is_not_overwritten(meeting: Event):
    question = ask(meeting)
    questions_services.change_question(meeting.id, question, wording("Neu?"), 1, Act(ORGANISER, NOW))
    with pytest.raises(Stale):
        questions_services.change_question(meeting.id, question, wording("Auch neu?"), 1, Act(ORGANISER, NOW))
    questions_services.ask_fields(meeting.id, requirements({"phone": "off"}), 1, Act(ORGANISER, NOW))
    with pytest.raises(Stale):
        questions_services.ask_fields(meeting.id, requirements({"title": "off"}), 1, Act(ORGANISER, NOW))


def test_the_last_place_of_an_option_goes_to_one_person(meeting: Event):
    ask_tour(meeting)
    on_tour(meeting, "first@example.org")
    assert refusal(on_tour, meeting, "second@example.org") is Refusal.OPTION_FULL
    on_tour(meeting, "second@example.org", "o2")


def test_a_place_of_an_option_is_free_again_when_its_owner_cancels_or_lapses(meeting: Event):
    ask_tour(meeting)
    first = on_tour(meeting, "first@example.org")
    cancel(meeting, first)
    on_tour(meeting, "second@example.org", now=NOW + HOUR)
    assert refusal(on_tour, meeting, "third@example.org", now=NOW + 48 * HOUR) is Refusal.OPTION_FULL
    on_tour(meeting, "third@example.org", now=NOW + 50 * HOUR)


def test_whoever_lapsed_does_not_get_an_option_that_is_full_by_now(meeting: Event):
    ask_tour(meeting)
    first = on_tour(meeting, "first@example.org")
    on_tour(meeting, "second@example.org", now=NOW + 49 * HOUR)
    assert refusal(prove, meeting, first, NOW + 50 * HOUR) is Refusal.OPTION_GONE


def test_new_answers_wait_for_their_proof_and_then_replace_the_old_ones(meeting: Event, session: Session):
    ask_tour(meeting)
    person = on_tour(meeting, "miriam@example.org", "o2")
    on_tour(meeting, "miriam@example.org", now=NOW + HOUR)
    assert answers_of(person)[1][2] == ("Werksbesuch",)
    proving.prove_again(meeting.id, person, 1, NOW + HOUR)
    assert answers_of(person)[1][2] == ("Hafenrundfahrt",)
    assert session.scalar(sa.select(sa.func.count()).select_from(AnswerRow)) == 2


def test_an_option_that_was_taken_meanwhile_is_refused_at_the_proof(meeting: Event):
    ask_tour(meeting)
    person = on_tour(meeting, "miriam@example.org", "o2")
    on_tour(meeting, "miriam@example.org", now=NOW + HOUR)
    on_tour(meeting, "quick@example.org", now=NOW + HOUR)
    assert refusal(proving.prove_again, meeting.id, person, 1, NOW + HOUR) is Refusal.OPTION_GONE


def test_the_same_answers_again_are_the_same_intention(meeting: Event):
    ask_tour(meeting)
    person = on_tour(meeting, "miriam@example.org", "o2")
    on_tour(meeting, "miriam@example.org", "o2", now=NOW + HOUR / 12)
    assert row_of(person).pending_generation == 0
    assert outbox("prove_address").id


def test_a_question_that_came_meanwhile_must_be_answered(meeting: Event):
    ask(meeting, is_mandatory=True)
    assert refusal(register, meeting, "miriam@example.org") is Refusal.QUESTIONS_CHANGED


def test_nobody_is_asked_a_retired_question_and_its_answers_stay(meeting: Event):
    question = ask(meeting, "Wie reisen Sie an?", QuestionKind.LINE, is_mandatory=True)
    before = register(meeting, "before@example.org", answer(meeting, question, text="Bahn"))
    questions_services.retire_question(meeting.id, question, Act(ORGANISER, NOW))
    register(meeting, "after@example.org")
    assert (questionnaire_of(meeting).every, answers_of(before)) == ((), [("Wie reisen Sie an?", "Bahn", ())])
    questions_services.bring_back_question(meeting.id, question, Act(ORGANISER, NOW))
    assert refusal(register, meeting, "later@example.org") is Refusal.QUESTIONS_CHANGED


def test_a_question_cannot_stand_before_the_one_that_it_depends_on(meeting: Event):
    comes, tour = ask_tour(meeting)
    for verb, arguments in (
        (questions_services.move_question, (tour, -1)),
        (questions_services.move_question, (comes, 1)),
        (questions_services.retire_question, (comes,)),
        (questions_services.change_question, (comes, wording(COMES, QuestionKind.LINE), 1)),
        (questions_services.change_question, (tour, replace(asked_as(meeting, tour), for_staff=True), 1)),
    ):
        assert refusal(verb, meeting.id, *arguments, Act(ORGANISER, NOW)) is Refusal.CONDITION_BROKEN
    assert [each.id for each in questionnaire_of(meeting).every] == [comes, tour]


def asked_as(event: Event, question_id: int) -> Any:
    question = next(each for each in questionnaire_of(event).every if each.id == question_id)
    return wording(
        question.label.de, question.kind, options=question.options, condition=question.condition, is_mandatory=True
    )


def test_questions_change_places(meeting: Event):
    first, second, third = (ask(meeting, f"Frage {number}") for number in (1, 2, 3))
    questions_services.move_question(meeting.id, third, -1, Act(ORGANISER, NOW))
    questions_services.move_question(meeting.id, first, -1, Act(ORGANISER, NOW))
    assert [each.id for each in questionnaire_of(meeting).every] == [first, third, second]


def test_an_archived_edition_is_asked_no_more(session: Session):
    event = make_event(status=EventStatus.ARCHIVED)
    assert refusal(ask, event) is Refusal.ARCHIVED
    assert (
        refusal(questions_services.ask_fields, event.id, requirements({}), 1, Act(ORGANISER, NOW)) is Refusal.ARCHIVED
    )


def test_the_log_names_the_fields_that_are_asked_otherwise_and_never_an_answer(meeting: Event, session: Session):
    questions_services.ask_fields(meeting.id, requirements({"phone": "off", "diet": "off"}), 1, Act(ORGANISER, NOW))
    logged = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "edition.fields_asked")).one()
    assert (logged.actor, logged.fields) == (ORGANISER, ["diet", "phone"])
    assert questionnaire_of(meeting).demand("phone") is Requirement.OFF


def test_the_team_answers_its_own_questions_apart_from_the_persons(meeting: Event, session: Session):
    ask_tour(meeting)
    hotel = ask(meeting, "Hotel", QuestionKind.LINE, for_staff=True)
    person = on_tour_with(meeting, "miriam@example.org")
    seen: tuple[Answer, ...] = ()
    for text in ("Alpha", "Beta"):
        given = (answer(meeting, hotel, text=text),)
        questions_services.answer_internally(meeting.id, person, given, Act(ORGANISER, NOW), seen=fingerprint(seen))
        seen = given
    assert [text for _question, text, _options in answers_of(person)] == ["", "", "Beta"]
    assert {each.question_id for each in people.sign_up_of(session, row_of(person)).answers} == {hotel - 2, hotel - 1}


def on_tour_with(event: Event, email: str) -> int:
    comes, tour, _hotel = (each.id for each in questionnaire_of(event).every)
    return register(event, email, answer(event, comes, "yes"), answer(event, tour, "o2"))


def test_who_cancels_leaves_neither_identity_nor_protected_answers(meeting: Event, session: Session):
    health = ask(meeting, "Medikamente?", QuestionKind.LINE, retention=Retention.NEEDS)
    train = ask(meeting, "Bahn?", QuestionKind.LINE)
    answers = (answer(meeting, health, text="Insulin"), answer(meeting, train, text="ICE"))
    identity = Identity(birth_date=dt.date(1980, 2, 29), birth_place="Görlitz")
    typed = SignUp(sign_up().entry, Needs(), answers, identity, agrees_to_health=True)
    event_id = meeting.id
    with db.transaction() as writing:
        person = registering.register_in(writing, event_id, typed, NOW, CHANCE).id
    assert people.sign_up_of(session, row_of(person)) == typed
    prove(meeting, person)
    cancel(meeting, person)
    assert [text for _question, text, _options in answers_of(person)] == ["ICE"]
    assert session.scalars(sa.select(ProtectedIdentity)).all() == []


def test_whoever_tells_neither_type_nor_state_takes_part(meeting: Event):
    person = arrive(meeting, "miriam@example.org", actor_type=None, state=None, organisation="")
    row = row_of(person)
    assert (row.status, row.actor_type, row.state) == (Status.CONFIRMED, None, None)


def test_answers_go_with_their_registration(meeting: Event, session: Session):
    ask_tour(meeting)
    person = on_tour(meeting, "miriam@example.org")
    with db.transaction() as writing:
        writing.execute(sa.delete(Registration).where(Registration.id == person))
    assert session.scalars(sa.select(AnswerRow)).all() == []
