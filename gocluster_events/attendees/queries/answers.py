"""What people answered to an edition's own questions, for the list."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendees.models import Admission
from gocluster_events.registration import queries as registration
from gocluster_events.registration.models import AnswerRow, QuestionVersion, Registration
from gocluster_events.registration.rules.dossier import Given
from gocluster_events.registration.rules.questions import Question

ByPerson = Mapping[tuple[int, int], Given]
"""Answers by registration and question."""


def answers(session: Session, which: sa.ColumnElement[bool], questions: Iterable[Question]) -> ByPerson:
    """The answers to these questions of the registrations ``which`` says, each under the question as it was asked."""
    asked = [question.id for question in questions]
    if not asked:
        return {}
    statement = (
        sa.select(AnswerRow, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == AnswerRow.version_id)
        .join(Registration, Registration.id == AnswerRow.registration_id)
        .where(which, QuestionVersion.question_id.in_(asked))
        .order_by(AnswerRow.id)
    )
    rows: dict[int, list[tuple[AnswerRow, QuestionVersion]]] = {}
    for row, version in session.execute(statement):
        rows.setdefault(row.registration_id, []).append((row, version))
    return {
        (registration_id, question.id): Given(question, answer)
        for registration_id, found in rows.items()
        for question, answer in registration.gathered(found)
    }


def has_answered(question_id: int, options: Collection[str]) -> sa.ColumnElement[bool]:
    """Whether the registration chose one of these options, in whatever wording of the question."""
    return (
        sa.exists()
        .where(
            AnswerRow.registration_id == Registration.id,
            AnswerRow.version_id == QuestionVersion.id,
            QuestionVersion.question_id == question_id,
            AnswerRow.option.in_(options),
        )
        .correlate(Registration)
    )


def option_counts(
    name: str, questions: Collection[int], conditions: Sequence[sa.ColumnElement[bool]]
) -> sa.Select[str, str, int]:
    """How many of the registrations chose each option of these questions, as rows of a facet."""
    value = sa.cast(QuestionVersion.question_id, sa.String) + ":" + AnswerRow.option
    return (
        sa.select(sa.literal(name), value, sa.func.count(sa.distinct(AnswerRow.registration_id)))
        .select_from(AnswerRow)
        .join(QuestionVersion, QuestionVersion.id == AnswerRow.version_id)
        .join(Registration, Registration.id == AnswerRow.registration_id)
        .where(QuestionVersion.question_id.in_(questions), AnswerRow.option.is_not(None), *conditions)
        .group_by(value)
    )


def standing_admission() -> sa.Select[Any]:
    """When the registration was let in; nothing where it is not in."""
    mine = sa.select(Admission.at).where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))
    return mine.correlate(Registration)
