"""What people answered to an edition's own questions, and which columns and views somebody chose."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.attendance.attendees.models import ColumnChoice, SavedView
from gocluster_events.attendance.attendees.rules.columns import USUAL, ListColumn, every, read_columns
from gocluster_events.attendance.door.models import Admission
from gocluster_events.core.db import enum
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import AnswerRow, QuestionVersion, Registration
from gocluster_events.meeting.registration.people.queries import questions as questions_queries
from gocluster_events.meeting.registration.people.rules.consents import PhotoConsent
from gocluster_events.meeting.registration.people.rules.questions import Question
from gocluster_events.meeting.registration.privacy.rules import GivenAnswer

ByPerson = Mapping[tuple[int, int], GivenAnswer]
"""Answers by registration and question."""


def answers(session: Session, which: sa.ColumnElement[bool], questions: Iterable[Question]) -> ByPerson:
    """The answers to these questions of the registrations ``which`` says, each under the question as it was asked."""
    question_ids = [question.id for question in questions]
    if not question_ids:
        return {}
    statement = (
        sa.select(AnswerRow, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == AnswerRow.version_id)
        .join(Registration, Registration.id == AnswerRow.registration_id)
        .where(which, QuestionVersion.question_id.in_(question_ids))
        .order_by(AnswerRow.id)
    )
    rows: dict[int, list[tuple[AnswerRow, QuestionVersion]]] = {}
    for row, version in session.execute(statement):
        rows.setdefault(row.registration_id, []).append((row, version))
    return {
        (registration_id, question.id): GivenAnswer(question, answer)
        for registration_id, pairs in rows.items()
        for question, answer in questions_queries.group_answers(pairs)
    }


def photo_consent() -> sa.ColumnElement[PhotoConsent]:
    """What the list says of photographs of the registration."""
    given, none = (sa.literal(each, enum(PhotoConsent)) for each in PhotoConsent)
    return sa.case((Registration.photos, given), else_=none)


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
    """The statement for the time at which the registration was first let in; no row where it was on no day."""
    mine = sa.select(Admission.at).where(Admission.registration_id == Registration.id, Admission.undone_at.is_(None))
    return mine.order_by(Admission.at).limit(1).correlate(Registration)


def columns(session: Session, event: Event) -> tuple[ListColumn, ...]:
    """All columns that the edition's list can show besides the name."""
    return every(questions_queries.own_questions(session, event))


def chosen(session: Session, account_id: int, event: Event) -> tuple[ListColumn, ...]:
    """The columns that the person sees besides the name, in their order; the usual ones until they choose."""
    choice = session.get(ColumnChoice, (account_id, event.id))
    return read_columns(choice.columns, columns(session, event)) if choice else USUAL


def views(session: Session, event_id: int, account_id: int) -> Sequence[SavedView]:
    """The person's own views and those that are shared within the edition, by name."""
    seen = sa.or_(SavedView.account_id == account_id, SavedView.is_shared)
    statement = sa.select(SavedView).where(SavedView.event_id == event_id, SavedView.removed_at.is_(None), seen)
    return session.scalars(statement.order_by(sa.func.lower(SavedView.name), SavedView.id)).all()


def view(session: Session, event_id: int, account_id: int, view_id: int) -> SavedView | None:
    """The view of that id if the person may see it, removed or not."""
    row = session.get(SavedView, view_id)
    if row is None or row.event_id != event_id:
        return None
    return row if row.is_shared or row.account_id == account_id else None
