"""Questions of an edition's own, in as few words as a test needs. They need the ``session`` fixture."""

from typing import Any

from gocluster_events.act import Act
from gocluster_events.db import session
from gocluster_events.events.models import Event
from gocluster_events.registration.people.queries import questions as questions_queries
from gocluster_events.registration.people.rules.questions import (
    Answer,
    Condition,
    Option,
    QuestionKind,
    Questionnaire,
    Wording,
)
from gocluster_events.registration.questions import services as questions
from gocluster_events.text import Localized
from tests.support.settings import NOW

ORGANISER = "organiser@example.org"
COMES = "Kommen Sie zur Exkursion?"
TOURS = (Option("", Localized("Hafenrundfahrt", "Harbour tour"), places=1), Option("", Localized("Werksbesuch")))


def wording(
    label: str = "Kommen Sie zur Exkursion?", kind: QuestionKind = QuestionKind.YES_NO, **changes: Any
) -> Wording:
    """A voluntary question whether somebody comes along to an excursion, with ``changes``."""
    values = {"kind": kind, "label": Localized(label), "purpose": "Planung der Exkursion"}
    return Wording(**{**values, **changes})


def ask(
    event: Event, label: str = "Kommen Sie zur Exkursion?", kind: QuestionKind = QuestionKind.YES_NO, **changes: Any
) -> int:
    """The id of a question that the edition asks from now on."""
    event_id = event.id
    return questions.add_question(event_id, wording(label, kind, **changes), Act(ORGANISER, NOW))


def ask_tour(event: Event, **changes: Any) -> tuple[int, int]:
    """Whether one comes along, and if so on which tour: the ids of both questions. One tour has one place."""
    comes = ask(event)
    depends = Condition(comes, frozenset({"yes"}))
    fields = {"options": TOURS, "condition": depends, "is_mandatory": True, **changes}
    tour = ask(event, "Welche Exkursion?", QuestionKind.ONE_OF, **fields)
    return comes, tour


def asked(event: Event, but: int | None = None) -> Questionnaire:
    """What the edition asks now."""
    session().rollback()
    return questions_queries.questionnaire(session(), session().get_one(Event, event.id), but=but)


def answer(event: Event, question_id: int, *options: str, **changes: Any) -> Answer:
    """An answer to a question as it is asked now."""
    question = next(each for each in asked(event).every if each.id == question_id)
    return Answer(question_id=question_id, version_id=question.version_id, options=options, **changes)
