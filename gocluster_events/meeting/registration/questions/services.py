"""What an edition asks: the demands of the form's fields, and questions of its own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from gocluster_events.core.act import Act
from gocluster_events.core.db import transaction
from gocluster_events.core.errors import Refused, Stale
from gocluster_events.meeting.events.models import Event
from gocluster_events.meeting.events.services import settings
from gocluster_events.meeting.events.services.acting import audit, opened
from gocluster_events.meeting.registration.people.models import QuestionRow, QuestionVersion, Registration
from gocluster_events.meeting.registration.people.queries import questions as questions_queries, seats
from gocluster_events.meeting.registration.people.rules import questions
from gocluster_events.meeting.registration.people.rules.codes import Audience, Refusal
from gocluster_events.meeting.registration.people.rules.fields import Core, stored
from gocluster_events.meeting.registration.people.services.mails import record
from gocluster_events.meeting.registration.people.services.rows import store_answers
from gocluster_events.meeting.registration.questions import rules

Asking = list[tuple[QuestionRow, questions.Question]]


def ask_fields(event_id: int, core: Core, revision: int, act: Act) -> None:
    """The form asks each field as ``core`` says.

    Raises Stale when somebody saved after ``revision``, Refused in an archive.
    """
    with transaction() as session:
        _open(session, event_id)
        settings.ask_fields(session, event_id, stored(core), revision, act)


def add_question(event_id: int, wording: questions.Wording, act: Act) -> int:
    """The question is asked behind all others; returns its id.

    Raises Refused when what it depends on is not asked before it, it cannot have that audience, or there are too many.
    """
    with transaction() as session:
        rows = _open(session, event_id)
        row = QuestionRow(event_id=event_id, position=max((row.position for row, _was in rows), default=0) + 1)
        _set_audience(session, row, wording)
        row.item = wording.item
        session.add(row)
        session.flush()
        worded = replace(wording, options=rules.with_ids(wording.options, ()))
        _check([*rows, (row, _question(row, worded))])
        session.add(version_of(row, worded, act.at))
        _record(session, event_id, row.id, "question.added", act)
        return row.id


def change_question(event_id: int, question_id: int, wording: questions.Wording, revision: int, act: Act) -> None:
    """The question is asked in these words from now on; answers given before stay under the words of then.

    Raises Stale when somebody saved after ``revision``, Refused when a question would depend on what is not asked.
    """
    with transaction() as session:
        rows = _open(session, event_id)
        row, before = next(pair for pair in rows if pair[0].id == question_id)
        if row.revision != revision:
            raise Stale
        worded = replace(wording, options=rules.with_ids(wording.options, _known_options(session, question_id)))
        if worded == questions.Wording(**{each.name: getattr(before, each.name) for each in fields(questions.Wording)}):
            return
        _check([(each, _question(each, worded) if each is row else was) for each, was in rows])
        _set_audience(session, row, worded)
        row.item = worded.item
        row.version, row.revision = row.version + 1, row.revision + 1
        session.add(version_of(row, worded, act.at))
        _record(session, event_id, question_id, "question.changed", act)


def move_question(event_id: int, question_id: int, steps: int, act: Act) -> None:
    """The question stands that many places later (earlier, if negative) among those that are asked.

    Raises Refused when a question would come before the one that it depends on.
    """

    def moved(rows: Asking) -> Asking:
        open_questions = [pair for pair in rows if pair[0].retired_at is None]
        at = next((number for number, pair in enumerate(open_questions) if pair[0].id == question_id), None)
        if at is not None:
            open_questions.insert(max(at + steps, 0), open_questions.pop(at))
        return [*open_questions, *(pair for pair in rows if pair[0].retired_at is not None)]

    _arrange(event_id, question_id, moved, "question.moved", act)


def retire_question(event_id: int, question_id: int, act: Act) -> None:
    """Nobody is asked the question any more; its answers stay. Raises Refused while another one depends on it."""

    def retired(rows: Asking) -> Asking:
        for row, _was in rows:
            if row.id == question_id:
                row.retired_at = row.retired_at or act.at
        return rows

    _arrange(event_id, question_id, retired, "question.retired", act)


def bring_back_question(event_id: int, question_id: int, act: Act) -> None:
    """The question is asked again, behind all others. Raises Refused when what it depends on is not asked."""

    def back(rows: Asking) -> Asking:
        (mine,) = (pair for pair in rows if pair[0].id == question_id)
        if mine[0].retired_at is None:
            return rows
        mine[0].retired_at = None
        return [*(pair for pair in rows if pair is not mine), mine]

    _arrange(event_id, question_id, back, "question.brought_back", act)


def answer_internally(event_id: int, registration_id: int, answers: questions.Answers, act: Act, *, seen: str) -> None:
    """The registration has these internal answers of the team.

    Raises Refused in an archive, and Stale when the stored answers have another fingerprint than ``seen``.
    """
    with transaction() as session:
        _open(session, event_id)
        event, registration = session.get_one(Event, event_id), session.get_one(Registration, registration_id)
        question_ids = {question.id for question in questions_queries.questionnaire(session, event).internal}
        given = questions_queries.answered(session, registration_id)
        internal_answers = tuple(each for question, each in given if question.for_staff)
        if seen != questions.fingerprint(internal_answers):
            raise Stale
        retired = [each for question, each in given if question.for_staff and question.id not in question_ids]
        store_answers(session, registration_id, (*retired, *answers), for_staff=True)
        record(session, registration, "registration.answered_internally", act)


def _open(session: Session, event_id: int) -> Asking:
    """Every question of an edition that may be changed, under its lock."""
    opened(session, event_id, Refusal.ARCHIVED)
    return list(questions_queries.question_rows(session, event_id))


def _arrange(event_id: int, question_id: int, arrange: Callable[[Asking], Asking], action: str, act: Act) -> None:
    with transaction() as session:
        rows = arrange(_open(session, event_id))
        _check(rows)
        for position, (row, _was) in enumerate(rows, start=1):
            row.position = position
        _record(session, event_id, question_id, action, act)


def _check(rows: Sequence[tuple[QuestionRow, questions.Question]]) -> None:
    rules.check_order([question for row, question in rows if row.retired_at is None])


def _set_audience(session: Session, row: QuestionRow, wording: questions.Wording) -> None:
    """The question is asked of the audience of the wording. Raises Refused when the edition has no such quota."""
    is_for_guests = wording.audience is Audience.QUOTA
    if is_for_guests and seats.quota(session, row.event_id, wording.quota_id or 0) is None:
        raise Refused(Refusal.QUOTA_GONE)
    row.audience, row.quota_id = wording.audience, wording.quota_id if is_for_guests else None


def follow_items(session: Session, event_id: int, items: Mapping[str, str]) -> None:
    """The questions of a copied edition stand for its own items (new UUIDs by the old ones), or for none."""
    for row, _question in questions_queries.question_rows(session, event_id):
        row.item = items.get(row.item, "")


def _known_options(session: Session, question_id: int) -> set[str]:
    """The ids of all options that the question has, or had in an earlier version."""
    option_lists = session.scalars(sa.select(QuestionVersion.options).where(QuestionVersion.question_id == question_id))
    return {option["id"] for options in option_lists for option in options}


def _question(row: QuestionRow, wording: questions.Wording) -> questions.Question:
    attributes: dict[str, Any] = {each.name: getattr(wording, each.name) for each in fields(questions.Wording)}
    return questions.Question(id=row.id, version_id=0, **attributes)


def version_of(row: QuestionRow, wording: questions.Wording, now: datetime) -> QuestionVersion:
    """The wording as that version of the question in which it is asked now."""
    condition = wording.condition
    return QuestionVersion(
        question_id=row.id,
        number=row.version or 1,
        created_at=now,
        kind=wording.kind,
        label=wording.label,
        help=wording.help,
        is_mandatory=wording.is_mandatory,
        for_staff=wording.for_staff,
        condition={"question": condition.question_id, "options": sorted(condition.options)} if condition else {},
        options=[
            {"id": option.id, "de": option.label.de, "en": option.label.en, "places": option.places}
            for option in wording.options
        ],
        purpose=wording.purpose,
        retention=wording.retention,
    )


def _record(session: Session, event_id: int, question_id: int, action: str, act: Act) -> None:
    """The questions have changed, and the audit log says how."""
    settings.mark_questions_changed(session, event_id)
    audit(session, event_id, action, act, about=f"question:{question_id}")
