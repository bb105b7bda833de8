"""How the demo's editions let people in: their procedure, the quotas, what they ask, and what people answer."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from gocluster_events.demo.facts import Facts, instant, localized
from gocluster_events.events.models import Event
from gocluster_events.events.rules.edition import FederalState, Mode
from gocluster_events.events.rules.procedure import Confirmation, MovingUp
from gocluster_events.registration.people.models import QuestionRow, QuestionVersion, Quota
from gocluster_events.registration.people.rules.codes import Retention
from gocluster_events.registration.people.rules.questions import NO, YES, Answer, Answers, QuestionKind

Answerable = Sequence[tuple[QuestionVersion, Mapping[str, Any]]]
"""Questions that participants are asked, each with its facts."""


def add(session: Session, event: Event, facts: Facts) -> Answerable:
    """The edition has its procedure, its quotas and its questions; those that participants answer are returned."""
    event.confirmation = Confirmation(facts.get("confirmation", Confirmation.AUTOMATIC.value))
    event.moving_up = MovingUp(facts.get("moving_up", MovingUp.DIRECT.value))
    event.state = FederalState(facts.get("state", FederalState.ABROAD.value))
    session.add_all(_quota(event.id, position, quota) for position, quota in enumerate(facts.get("quotas", ())))
    rows: list[tuple[QuestionVersion, Mapping[str, Any]]] = []
    for position, question in enumerate(facts.get("questions", ())):
        rows.append((_question(session, event, position, question, rows), question))
    event.asks_more = bool(rows)
    session.flush()
    return [(row, question) for row, question in rows if not row.for_staff]


def answers(random: Random, questions: Answerable) -> Answers:
    """What somebody answers: to what is conditional only when it is asked of them, the rest by chance."""
    given: dict[int, Answer] = {}
    for row, facts in questions:
        if row.condition and row.condition["options"][0] not in _chosen(given, row.condition["question"]):
            continue
        answer = _answer(random, row, facts)
        if answer:
            given[row.question_id] = answer
    return tuple(given.values())


def _chosen(given: Mapping[int, Answer], question_id: int) -> tuple[str, ...]:
    return given[question_id].options if question_id in given else ()


def _answer(random: Random, row: QuestionVersion, facts: Mapping[str, Any]) -> Answer:
    told: dict[str, Any] = {}
    if row.kind is QuestionKind.YES_NO:
        told["options"] = (YES if random.random() < 0.3 else NO,)
    elif row.options:
        told["options"] = (random.choice(row.options)["id"],)
    elif "answers" in facts:
        told["text"] = random.choice(facts["answers"])
    return Answer(question_id=row.question_id, version_id=row.id, **told)


def _quota(event_id: int, position: int, facts: Mapping[str, Any]) -> Quota:
    return Quota(
        event_id=event_id,
        position=position,
        name=localized(facts["name"]),
        mode=Mode(facts["mode"]),
        places=facts["places"],
        by_invitation=facts.get("by_invitation", False),
        members_only=facts.get("members_only", False),
        actor_types=facts.get("actor_types", []),
        most_per_organisation=facts.get("most_per_organisation", 0),
        release_at=instant(facts["release"]) if "release" in facts else None,
    )


def _question(
    session: Session, event: Event, position: int, facts: Mapping[str, Any], earlier: Answerable
) -> QuestionVersion:
    row = QuestionRow(event_id=event.id, position=position + 1)
    session.add(row)
    session.flush()
    condition = {}
    if "only_if" in facts:  # an earlier question, by its number from 1, and the answer
        number, option = facts["only_if"]
        condition = {"question": earlier[number - 1][0].question_id, "options": [option]}
    options = [{"id": f"o{each}", **option} for each, option in enumerate(facts.get("options", ()), 1)]
    version = QuestionVersion(
        question_id=row.id,
        number=1,
        created_at=event.registration_opens_at,
        kind=QuestionKind(facts["kind"]),
        label=localized(facts["label"]),
        help=localized(facts.get("help")),
        is_mandatory=facts.get("mandatory", False),
        for_staff=facts.get("for_staff", False),
        condition=condition,
        options=[{"places": 0, **option} for option in options],
        purpose=facts.get("purpose", ""),
        retention=Retention.REGISTRATION,
    )
    session.add(version)
    session.flush()
    return version
