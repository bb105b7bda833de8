"""Reads about what an edition asks, and what people answered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.db import db
from gocluster_events.core.text import Localized
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.registration.people.models import AnswerRow, QuestionRow, QuestionVersion, Registration
from gocluster_events.meeting.registration.people.queries import seats
from gocluster_events.meeting.registration.people.rules import questions as questions_rules
from gocluster_events.meeting.registration.people.rules.codes import OPEN, Audience
from gocluster_events.meeting.registration.people.rules.fields import requirements

_CURRENT = sa.and_(QuestionVersion.question_id == QuestionRow.id, QuestionVersion.number == QuestionRow.version)
_STANDING = Registration.status.in_(OPEN)


_remembered: WeakKeyDictionary[object, dict[int, tuple[int, tuple[questions_rules.Question, ...]]]] = (
    WeakKeyDictionary()
)
"""The questions of editions in their last revision, by database: what everybody is asked need not be read each time."""


def questionnaire(session: Session, event: Event, *, but: int | None = None) -> questions_rules.Questionnaire:
    """Everything the edition asks, and how many places of its options are taken, without the registration ``but``.

    One statement where this process has not read the questions since they changed; another for limited places, and one
    for quotas where a question is for the guests of one.
    """
    everything = demands(session, event)
    limited = [question.id for question in everything.every if question.is_limited]
    return replace(everything, taken=_taken(session, limited, but)) if limited else everything


def demands(session: Session, event: Event) -> questions_rules.Questionnaire:
    """Everything the edition asks and of whom, without the places of its options."""
    questions = own_questions(session, event)
    has_guests = any(question.audience is Audience.QUOTA for question in questions)
    pools = tuple(map(seats.pool_of, seats.quotas(session, event.id))) if has_guests else ()
    return replace(core(event), every=questions, pools=pools)


def own_questions(session: Session, event: Event) -> tuple[questions_rules.Question, ...]:
    """What the edition asks besides the fields of the form, of participants and of the team, in order."""
    return _questions(session, event) if event.asks_more else ()


def _questions(session: Session, event: Event) -> tuple[questions_rules.Question, ...]:
    known = _remembered.setdefault(db.engine, {})
    revision, questions = known.get(event.id, (0, ()))
    if revision and revision == event.questions_revision:
        return questions
    questions = tuple(_question_now(row, version) for row, version in _current(session, event))
    if not session.info.get("writing"):  # what is not stored yet may never be
        known[event.id] = (event.questions_revision, questions)
    return questions


def core(event: Event) -> questions_rules.Questionnaire:
    """The questionnaire with the fields of the form alone, without questions of the edition's own."""
    return questions_rules.Questionnaire(requirements(event.fields), reach=event.attendee_list)


def answered(session: Session, registration_id: int) -> questions_rules.Answered:
    """Everything answered about a registration, with each question as it was asked then."""
    statement = (
        sa.select(AnswerRow, QuestionVersion)
        .join(QuestionVersion, QuestionVersion.id == AnswerRow.version_id)
        .join(QuestionRow, QuestionRow.id == QuestionVersion.question_id)
        .where(AnswerRow.registration_id == registration_id)
        .order_by(QuestionRow.position, QuestionRow.id, AnswerRow.id)
    )
    return group_answers((row, version) for row, version in session.execute(statement))


def group_answers(pairs: Iterable[tuple[AnswerRow, QuestionVersion]]) -> questions_rules.Answered:
    """Answers with the questions as they were asked, in the order of the rows."""
    rows: dict[int, list[AnswerRow]] = {}
    versions: dict[int, QuestionVersion] = {}
    for row, version in pairs:
        rows.setdefault(version.id, []).append(row)
        versions[version.id] = version
    return tuple((_question_then(versions[key]), _answer_of(versions[key], given)) for key, given in rows.items())


def question_rows(session: Session, event_id: int) -> Sequence[tuple[QuestionRow, questions_rules.Question]]:
    """Every question of an edition with its present wording, retired ones included, in order."""
    statement = (
        sa.select(QuestionRow, QuestionVersion)
        .join(QuestionVersion, _CURRENT)
        .where(QuestionRow.event_id == event_id)
        .order_by(QuestionRow.position, QuestionRow.id)
    )
    return [(row, _question_now(row, version)) for row, version in session.execute(statement)]


def question(session: Session, event_id: int, question_id: int) -> tuple[QuestionRow, questions_rules.Question] | None:
    """The question of an id in that edition, with its present wording."""
    return next((pair for pair in question_rows(session, event_id) if pair[0].id == question_id), None)


def questions_for(session: Session, event_id: int, quota_id: int) -> Sequence[questions_rules.Question]:
    """The questions, retired ones included, that are for the guests of that quota."""
    return [each for _row, each in question_rows(session, event_id) if each.quota_id == quota_id]


def answer_counts(session: Session, event_id: int) -> Mapping[int, int]:
    """How many registrations have answered each question, in whatever version."""
    statement = (
        sa.select(QuestionVersion.question_id, sa.func.count(sa.distinct(AnswerRow.registration_id)))
        .join(AnswerRow, AnswerRow.version_id == QuestionVersion.id)
        .join(QuestionRow, QuestionRow.id == QuestionVersion.question_id)
        .where(QuestionRow.event_id == event_id)
        .group_by(QuestionVersion.question_id)
    )
    return dict(session.execute(statement).all())


def _current(session: Session, event: Event) -> Iterable[tuple[QuestionRow, QuestionVersion]]:
    statement = (
        sa.select(QuestionRow, QuestionVersion)
        .join(QuestionVersion, _CURRENT)
        .where(QuestionRow.event_id == event.id, QuestionRow.retired_at.is_(None))
    )
    rows = session.execute(statement.order_by(QuestionRow.position, QuestionRow.id))
    return ((row, version) for row, version in rows)


def _taken(session: Session, limited: Sequence[int], but: int | None) -> Mapping[tuple[int, str], int]:
    """By question and option, over all versions: registrations that have not ended."""
    statement = (
        sa.select(QuestionVersion.question_id, AnswerRow.option, sa.func.count())
        .join(QuestionVersion, QuestionVersion.id == AnswerRow.version_id)
        .join(Registration, Registration.id == AnswerRow.registration_id)
        .where(QuestionVersion.question_id.in_(limited), AnswerRow.option.is_not(None), _STANDING)
        .group_by(QuestionVersion.question_id, AnswerRow.option)
    )
    if but is not None:
        statement = statement.where(AnswerRow.registration_id != but)
    return {(question_id, str(option)): number for question_id, option, number in session.execute(statement)}


def _question_now(row: QuestionRow, version: QuestionVersion) -> questions_rules.Question:
    return replace(_question_then(version), audience=row.audience, quota_id=row.quota_id, item=row.item)


def _question_then(version: QuestionVersion) -> questions_rules.Question:
    return questions_rules.Question(
        id=version.question_id,
        version_id=version.id,
        kind=version.kind,
        label=version.label,
        help=version.help,
        is_mandatory=version.is_mandatory,
        for_staff=version.for_staff,
        condition=_condition(version.condition),
        options=tuple(
            questions_rules.Option(each["id"], Localized(each["de"], each["en"]), each["places"])
            for each in version.options
        ),
        purpose=version.purpose,
        retention=version.retention,
    )


def _condition(stored: Mapping[str, Any]) -> questions_rules.Condition | None:
    return questions_rules.Condition(stored["question"], frozenset(stored["options"])) if stored else None


def _answer_of(version: QuestionVersion, rows: Sequence[AnswerRow]) -> questions_rules.Answer:
    first = rows[0]
    return questions_rules.Answer(
        question_id=version.question_id,
        version_id=version.id,
        text=first.text or "",
        number=first.number,
        date=first.date,
        options=tuple(row.option for row in rows if row.option is not None),
    )
