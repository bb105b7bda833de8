"""Questions of an edition's own, in as few words as a test needs. They need the ``session`` fixture."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from gocluster_events.core.act import Act
from gocluster_events.core.db import session, transaction
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.rules.edition import Mode
from gocluster_events.meeting.registration.people.models import Quota
from gocluster_events.meeting.registration.people.queries import questions as questions_queries
from gocluster_events.meeting.registration.people.rules.codes import Audience
from gocluster_events.meeting.registration.people.rules.questions import (
    Answer,
    Condition,
    Option,
    QuestionKind,
    Questionnaire,
    Wording,
)
from gocluster_events.meeting.registration.people.rules.seats import Applicant
from gocluster_events.meeting.registration.questions import services as questions
from gocluster_events.meeting.registration.sign_up.services import registering
from tests.support.registrants import CHANCE, prove, sign_up
from tests.support.settings import NOW

ORGANISER = "organiser@example.org"
COMES = "Kommen Sie zur Exkursion?"
RECEPTION, WISH, CLUSTER = "Kommen Sie zum Empfang?", "Was brauchen Sie am Stand?", "Musternetzwerk Nord"
SHUTTLE = "Wie kommen Sie hin?"
FOR_MEMBERS = f"Die Antwort auf „{RECEPTION}“ entfällt: Die Frage betrifft nur Mitglieder."
ACT = Act(ORGANISER, NOW)
MEMBER, GUEST = Applicant(mode=Mode.ONSITE, is_member=True), Applicant(mode=Mode.ONSITE)
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


def ask_members(event: Event, **changes: Any) -> int:
    """Whether a member comes to the reception."""
    return ask(event, RECEPTION, audience=Audience.MEMBERS, **changes)


def ask_guests(event: Event, quota: Quota, **changes: Any) -> int:
    """What a guest of the quota needs."""
    return ask(event, WISH, QuestionKind.LINE, audience=Audience.QUOTA, quota_id=quota.id, **changes)


def ask_member_and_way(event: Event) -> tuple[int, int]:
    """Whether a member comes to the reception, and if so how."""
    comes = ask_members(event)
    return comes, ask(event, SHUTTLE, QuestionKind.LINE, condition=Condition(comes, frozenset({"yes"})))


def questionnaire_of(event: Event, but: int | None = None) -> Questionnaire:
    """What the edition asks now."""
    session().rollback()
    return questions_queries.questionnaire(session(), session().get_one(Event, event.id), but=but)


def answer(event: Event, question_id: int, *options: str, **changes: Any) -> Answer:
    """An answer to a question as it is asked now."""
    question = next(each for each in questionnaire_of(event).every if each.id == question_id)
    return Answer(question_id=question_id, version_id=question.version_id, options=options, **changes)


def come(
    event: Event, email: str, *answers: Answer, now: datetime = NOW, agrees_to_health: bool = False, **typed: Any
) -> int:
    """Somebody who takes part, with these answers."""
    event_id = event.id
    typed_in = sign_up(email, **typed)
    agrees = agrees_to_health or typed_in.agrees_to_health
    person = replace(typed_in, answers=answers, agrees_to_health=agrees)
    with transaction() as writing:
        registration_id = registering.register_in(writing, event_id, person, now, CHANCE).id
    prove(event, registration_id, now)
    return registration_id


def answered(registration_id: int) -> list[str]:
    """The questions to which the registration holds an answer."""
    session().rollback()
    return [question.label.de for question, _answer in questions_queries.answered(session(), registration_id)]
